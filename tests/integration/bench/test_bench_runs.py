"""The bench still runs: tiny, and nothing is said about times."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from refresh_mvs.aggregates import AGGREGATES
from tests.bench.__main__ import BENCHES, main
from tests.bench.group_api import publish_group_history
from tests.bench.group_mart import GroupMart, group_mart
from tests.bench.mart import Marts
from tests.bench.screens import LATEST
from tests.bench.sink import Sink

_TINY = ["--rows", "100", "--months", "2", "3", "--views", "2", "--repeats", "1", "--native-rows", "100"]
_TINY += ["--documents", "100", "--charges", "1000", "--seconds", "1", "--screens", "domains"]
_TINY += ["--nights", "8", "--night-rows", "100", "--entities", "3", "--group-history", "1"]
_TINY += ["--group-months", "3", "--group-applications", "4", "--group-products", "3"]
_HEADINGS = {"size": "MB per million facts", "cold-start": "/readyz s", "sizing": "peak MiB"}
"""What these print that measure no time against a floor."""


@pytest.fixture
def server(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The tests' own server, which the bench takes as any other that POSTGRES_URL names."""
    monkeypatch.setenv("POSTGRES_URL", postgres_url)
    return postgres_url


@pytest.fixture(scope="module")
def three_months(postgres_url: str) -> Iterator[Marts]:
    """Two months of history, and the current one to come."""
    with Sink() as sink, Marts(postgres_url, 2, sink) as marts:
        yield marts


@pytest.fixture(scope="module")
def group_of_two(three_months: Marts) -> Iterator[GroupMart]:
    """Two entities, three months of each."""
    months = [period.first_day for period in LATEST.plus(-2).until(LATEST)]
    with group_mart(three_months, 2, 4, 3, 2, months[0]) as mart:
        publish_group_history(mart, months)
        yield mart


def _databases(server: str) -> set[str]:
    with psycopg.connect(server) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'finops_bench_%'").fetchall()
    return {name for (name,) in rows}


# The browser's has a platform of its own, which would give the logins of this server other passwords.
@pytest.mark.parametrize("name", [name for name in BENCHES if name != "browser"])
def test_it_measures_and_leaves_no_database(name: str, server: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = _databases(server)
    assert main([name, *_TINY]) == 0
    printed = capsys.readouterr().out
    assert _HEADINGS.get(name, "ratio of medians") in printed
    assert f"({name} took" in printed
    assert _databases(server) == before


def test_an_unknown_bench_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["publish-faster"])
    assert ended.value.code == 2
    assert "unknown bench: publish-faster" in capsys.readouterr().err


def _differences(db: psycopg.Connection[DictRow], aggregate: str) -> tuple[int, int]:
    """How many rows are not as their definition gives them, and how many months are stored."""
    names = {"stored": Identifier(aggregate), "defined": Identifier(f"{aggregate}_definition")}
    difference = SQL("(TABLE {stored} EXCEPT TABLE {defined}) UNION ALL (TABLE {defined} EXCEPT TABLE {stored})")
    rows = db.execute(difference.format(**names)).fetchall()
    months = db.execute(SQL("SELECT count(DISTINCT period_month) AS n FROM {stored}").format(**names)).fetchone()
    assert months is not None  # count() always has a row
    return len(rows), months["n"]


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_copied_months_hold_what_their_definition_gives(aggregate: str, three_months: Marts) -> None:
    assert _differences(three_months.of(3, 100).db, aggregate) == (0, 2)  # this month is not published yet


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_copied_months_of_a_group_hold_what_their_definition_gives(aggregate: str, group_of_two: GroupMart) -> None:
    assert _differences(group_of_two.db, aggregate) == (0, 3)


def test_copied_months_of_a_group_are_found_complete(group_of_two: GroupMart) -> None:
    found = group_of_two.db.execute(
        "SELECT count(*) AS months, count(exchange_id) AS received, count(DISTINCT exchange_id) AS exchanges"
        " FROM group_completeness(now(), %s, %s)",
        [LATEST.plus(-2).first_day, LATEST.first_day],
    ).fetchone()
    assert found == {"months": 6, "received": 6, "exchanges": 6}
