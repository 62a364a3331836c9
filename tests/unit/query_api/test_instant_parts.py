"""What instant answers are made of: checks that many share, bounded memory, gzip."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from finops_contract.errors import DatabaseUnavailable
from query_api.serving.compression import takes_gzip
from query_api.serving.generations import Generation, GenerationCheck
from query_api.serving.kept_answers import KeptAnswer, KeptAnswers, Question

FIRST, SECOND = Generation(1, "a", 1), Generation(2, "b", 2)


class Database:
    """A database that answers when it is let, with how often it was asked."""

    def __init__(self) -> None:
        self.reads = 0
        self.asked = threading.Semaphore(0)
        self.let = threading.Semaphore(0)

    def read(self, check: int) -> Generation:
        self.reads += 1
        self.asked.release()
        assert self.let.acquire(timeout=10)
        return Generation(self.reads, "", check)


def test_who_comes_during_a_check_shares_the_next_one_and_not_this_one() -> None:
    database = Database()
    check = GenerationCheck(database.read)
    with ThreadPoolExecutor(9) as pool:
        early = pool.submit(check.current)
        assert database.asked.acquire(timeout=10)
        late = [pool.submit(check.current) for _ in range(8)]
        while len(check._waiting) < 8:
            pass
        database.let.release(2)
        assert early.result().number == 1
        assert {waiting.result().number for waiting in late} == {2}
    assert database.reads == 2


def test_a_check_that_fails_fails_for_all_who_share_it_and_the_next_is_a_new_one() -> None:
    outcomes: list[DatabaseUnavailable | Generation] = [DatabaseUnavailable("gone"), SECOND]

    def read(_: int) -> Generation:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    check = GenerationCheck(read)
    with pytest.raises(DatabaseUnavailable):
        check.current()
    assert check.current() is SECOND


def question(path: str) -> Question:
    return Question(path, "", "")


def test_answers_are_kept_within_their_generation_only() -> None:
    kept, answer = KeptAnswers(10_000), KeptAnswer(b"x", ())
    kept.keep(FIRST, question("/a"), answer)
    assert kept.find(FIRST, question("/a"), None) is answer
    assert kept.find(FIRST, question("/b"), None) is None
    assert kept.find(FIRST, question("/a"), "gzip") is None
    assert kept.find(SECOND, question("/a"), None) is None
    kept.keep(FIRST, question("/a"), answer)
    assert kept.find(FIRST, question("/a"), None) is None
    assert kept.find(SECOND, question("/a"), None) is None


def test_memory_is_bounded_and_what_was_asked_last_stays() -> None:
    kept = KeptAnswers(10_000)
    for number in range(20):
        kept.keep(FIRST, question(str(number)), KeptAnswer(b"x" * 1_500, ()))
        assert kept.find(FIRST, question("0"), None) is not None
    found = [number for number in range(20) if kept.find(FIRST, question(str(number)), None)]
    assert found == [0, 16, 17, 18, 19]


def test_what_is_too_large_is_not_kept() -> None:
    kept = KeptAnswers(10_000)
    kept.keep(FIRST, question("large"), KeptAnswer(b"x" * 2_501, ()))
    assert kept.find(FIRST, question("large"), None) is None
    none = KeptAnswers(0)
    none.keep(FIRST, question("small"), KeptAnswer(b"x", ()))
    assert none.find(FIRST, question("small"), None) is None


def test_one_asks_and_the_others_wait() -> None:
    kept = KeptAnswers(10_000)
    with ThreadPoolExecutor(1) as pool:
        with kept.one_asks(question("/a")) as asks, kept.one_asks(question("/b")) as other:
            assert (asks, other) == (True, True)

            def wait() -> bool:
                with kept.one_asks(question("/a")) as asks:
                    return asks

            waiting = pool.submit(wait)
            assert not waiting.done()
        assert waiting.result() is False
    with kept.one_asks(question("/a")) as asks:
        assert asks


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("br, GZIP", True),
        ("*", True),
        ("gzip;q=0.5, *;q=0.1", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("identity, gzip;q=0.5", False),
        ("gzip;q=nonsense", False),
    ],
)
def test_gzip_where_it_is_wanted(header: str, taken: bool) -> None:
    assert takes_gzip(header) is taken
