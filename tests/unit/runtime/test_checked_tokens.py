"""Tokens that were checked are believed for a while."""

import pytest

from finops_runtime.identity.access import Principal
from finops_runtime.identity.checked_tokens import CheckedTokens
from finops_runtime.identity.tokens import TokenChecker


class Checker(TokenChecker):
    """Accepts every header, which says how many seconds it is good for."""

    def __init__(self) -> None:
        self.checks = 0
        self.reads_of_keys = 1

    @property
    def key_reads(self) -> int:
        return self.reads_of_keys

    def check(self, authorization: str | None) -> Principal:
        self.checks += 1
        return Principal(
            subject="x",
            issuer="issuer",
            entities=frozenset({"acme"}),
            roles=frozenset(),
            expires_at=1_000 + float(authorization or 0),
        )


@pytest.mark.parametrize(
    ("good_for", "asked_at", "checks"), [(20, 19, 1), (20, 20, 2), (90, 29, 1), (90, 30, 2), (90, 91, 2)]
)
def test_a_token_is_believed_no_longer_than_it_lives(good_for: int, asked_at: int, checks: int) -> None:
    now = [1_000.0]
    checker = Checker()
    tokens = CheckedTokens(checker, 30, clock=lambda: now[0])
    tokens.check(str(good_for))
    now[0] += asked_at
    assert tokens.check(str(good_for)).expires_at == 1_000 + good_for
    assert checker.checks == checks


def test_keys_that_were_read_again_forget_all_tokens() -> None:
    checker = Checker()
    tokens = CheckedTokens(checker, 30, clock=lambda: 1_000.0)
    for reads, checks in ((1, 1), (1, 1), (2, 2), (2, 2)):
        checker.reads_of_keys = reads
        tokens.check("90")
        assert checker.checks == checks
