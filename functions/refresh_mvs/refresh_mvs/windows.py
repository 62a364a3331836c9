"""What looks across months: histories, rankings and anomalies, rebuilt wherever their window holds a rebuilt month.

The calendar stands here: which months a ranking compares, and which months an anomaly is judged by. The statements
under `sql/` get it as pairs of months, so that PostgreSQL reads the partitions of those months and no other.
docs/anomalies.md says why the numbers are what they are.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_runtime.database import load_sql

PARTITIONED: Final = ("mv_rank_app_month",)
WHOLE: Final = ("mv_anomalies_month", "mv_history_domain")

COMPARED: Final = (0, 1, 12)
"""A ranking's months, counted back: its own, the one before, the same of last year."""
TRAILING: Final = 12
"""What is expected comes from the ordinary months among so many before."""
SEASONS: Final[Mapping[int, tuple[int, int]]] = {3: (24, 2), 6: (24, 2), 9: (24, 2), 12: (36, 1)}
"""Quarter and year ends: how many months back their like are looked for, and how many of them must be known."""
AROUND: Final = (-2, -1, 1, 2)
"""The months that an earlier quarter or year end is held against; all of them ordinary."""
FARTHEST: Final = 36 + 2
"""No judgement reads farther back."""

LIMITS: Final = {
    "least_history": 6,  # ordinary months with a cost
    "least_around": 2,  # of the four months around an earlier quarter or year end
    "most_score": "3.5",  # robust standard deviations
    "least_relative": "0.2",  # of what was expected
    "least_absolute": "0.01",  # of what an application costs on average
}


def rebuild_windows(
    connection: Connection[DictRow], entity_id: str, months: Sequence[date], views: Sequence[str] | None
) -> None:
    """Replace the rows of whatever reads one of these months, in these pricing views (None: all of them).

    Part of a publication, after the monthly aggregates of `months` are rebuilt. Other months that are closed, or
    without data, are left as they are (I10).
    """
    scope = {"entity_id": entity_id, "views": None if views is None else list(views)}
    _run(connection, "delete_history", scope, months=list(months))
    _run(connection, "insert_history", scope, months=list(months))
    rows = connection.execute(load_sql("refresh_mvs", "months_with_data"), scope).fetchall()
    known = [row["period_month"] for row in rows]
    # A closed month among those rebuilt gets its first rows in a new view; what there was could not be rebuilt.
    closed = {row["period_month"] for row in rows if row["is_closed"]}.difference(months)
    ranked = sorted(ranked_by(months).intersection(known) - closed)
    judged = sorted(judged_by(months, known).intersection(known) - closed)
    _run(connection, "delete_ranks", scope, months=sorted({*months, *ranked} - closed))
    _run(connection, "insert_ranks", scope, **comparisons(ranked, known))
    _run(connection, "delete_anomalies", scope, months=sorted({*months, *judged} - closed))
    _run(connection, "insert_anomalies", scope, **LIMITS, **judgements(judged, known))


def _run(connection: Connection[DictRow], statement: str, scope: Mapping[str, Any], **values: object) -> None:
    # Planned each time with the months at hand: a plan for any month would look into all partitions.
    connection.execute(load_sql("refresh_mvs", statement), {**scope, **values}, prepare=False)


def ranked_by(months: Collection[date]) -> set[date]:
    """The months whose ranking compares one of these."""
    return {_plus(month, lag) for month in months for lag in COMPARED}


def judged_by(months: Collection[date], known: Sequence[date]) -> set[date]:
    """The months whose anomalies may change with these: they read one of them, or are no longer the last one.

    `known` are the months with data, in order.
    """
    changed = set(months)
    judged = {
        later
        for month in changed
        for later in (_plus(month, ahead) for ahead in range(FARTHEST + 1))
        if not changed.isdisjoint({later, *(source for _, source in sources(later))})
    }
    if known and known[-1] in changed:
        judged.update(known[-2:-1])
    return judged


def sources(month: date) -> Iterator[tuple[date, date]]:
    """What a month is judged by, as pairs (anchor, source).

    Anchor is the month itself: `source` is an ordinary month before it. Anchor is an earlier quarter (year) end, for
    a month that is one: `source` is that month or one of those around it.
    """
    for back in range(1, TRAILING + 1):
        source = _plus(month, -back)
        if _season(source) is None:
            yield month, source
    if _season(month) is None:
        return
    farthest, _ = SEASONS[month.month]
    for back in range(3, farthest + 1, 3):
        anchor = _plus(month, -back)
        if _season(anchor) == _season(month):
            yield anchor, anchor
            for beside in AROUND:
                yield anchor, _plus(anchor, beside)


def comparisons(ranked: Sequence[date], known: Collection[date]) -> dict[str, list[Any]]:
    """The ranked months, and each with the months that it compares, as columns."""
    pairs = [(month, source, lag) for month in ranked for lag in COMPARED if (source := _plus(month, -lag)) in known]
    return {
        "of": [month for month, _, _ in pairs],
        "sources": [source for _, source, _ in pairs],
        "lags": [lag for _, _, lag in pairs],
    }


def judgements(judged: Sequence[date], known: Sequence[date]) -> dict[str, Any]:
    """The judged months, each with itself and what it is judged by, and the month that is not over, as columns."""
    pairs = [
        (month, anchor, source)
        for month in judged
        for anchor, source in ((month, month), *sources(month))
        if anchor in known and source in known
    ]
    return {
        "of": [month for month, _, _ in pairs],
        "anchors": [anchor for _, anchor, _ in pairs],
        "sources": [source for _, _, source in pairs],
        "least_seasons": [SEASONS[month.month][1] if _season(month) else 0 for month, _, _ in pairs],
        "running": known[-1] if known else None,
    }


def _season(month: date) -> str | None:
    return "year end" if month.month == 12 else "quarter end" if month.month % 3 == 0 else None


def _plus(month: date, months: int) -> date:
    return Period.of(month).plus(months).first_day
