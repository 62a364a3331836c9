"""The statements that make weights of raw weights, on a real PostgreSQL, against exact fractions."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import DictRow

from finops_contract.errors import PermanentError
from finops_runtime.database import load_sql
from load_facts.weights import load_weights, what_forbids

UNIT = Fraction(1, 10**18)
RAW = st.one_of(
    st.just(Decimal(0)),
    st.decimals(min_value=0, max_value=10**9, places=18, allow_nan=False, allow_infinity=False),
    st.integers(0, 10**29).map(Decimal),
    st.integers(1, 9).map(lambda digit: Decimal(digit).scaleb(-36)),
)
SLICES = st.lists(st.lists(RAW, min_size=1, max_size=8).filter(any), min_size=1, max_size=3)


def insert(db: psycopg.Connection[DictRow], run_id: UUID, rows: list[tuple[str, str, Decimal]]) -> None:
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO coefficient_pending (run_id, entity_id, period_month, domain_id, application_id, raw_weight,"
            " method, metric, source, computed_at) VALUES (%s, 'acme', '2026-10-01', %s, %s, %s, 'm', 'X', 's', now())",
            [(run_id, *row) for row in rows],
        )


def normalised(db: psycopg.Connection[DictRow], rows: list[tuple[str, str, Decimal]]) -> dict[tuple[str, str], Decimal]:
    run_id = uuid4()
    insert(db, run_id, rows)
    db.execute(load_sql("load_facts", "normalise_coefficients"), {"run_id": run_id})
    found = db.execute("SELECT * FROM coefficient_pending WHERE run_id = %s", [run_id]).fetchall()
    return {(row["domain_id"], row["application_id"]): row["weight"] for row in found}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slices=SLICES, data=st.data())
def test_i5_weights_add_up_to_exactly_one_whatever_the_raw_weights(
    db: psycopg.Connection[DictRow], slices: list[list[Decimal]], data: st.DataObject
) -> None:
    rows = [
        (f"domain-{n}", f"app-{index:02}", raw) for n, weights in enumerate(slices) for index, raw in enumerate(weights)
    ]
    found = normalised(db, rows)
    assert normalised(db, data.draw(st.permutations(rows))) == found
    for n, weights in enumerate(slices):
        total = sum(map(Fraction, weights))
        mine = [found[f"domain-{n}", f"app-{index:02}"] for index in range(len(weights))]
        assert sum(map(Fraction, mine)) == 1
        last = max(index for index, raw in enumerate(weights) if raw)
        for index, (raw, weight) in enumerate(zip(weights, mine, strict=True)):
            cut = Fraction(raw) / total // UNIT * UNIT
            assert weight >= 0
            assert (Fraction(weight) == cut) or index == last
            assert cut <= Fraction(weight) < cut + len(weights) * UNIT


def test_application_keys_are_ordered_byte_by_byte(db: psycopg.Connection[DictRow]) -> None:
    found = normalised(db, [("d", application, Decimal(1)) for application in ("a", "B", "é")])
    assert {application for (_, application), weight in found.items() if weight == Decimal("0.333333333333333334")} == {
        "é"
    }
    found = normalised(db, [("d", application, Decimal(1)) for application in ("a", "B", "C")])
    assert found["d", "a"] == Decimal("0.333333333333333334")


@pytest.mark.parametrize(
    ("metrics", "smallest", "total", "code"),
    [
        (1, "0", "0", "no_weight"),
        (0, "0", "0", "no_weight"),
        (1, "-1", "5", "negative_weight"),
        (2, "1", "2", "several_metrics"),
    ],
)
def test_what_forbids_to_share_out_is_named(metrics: int, smallest: str, total: str, code: str) -> None:
    row = {"metrics": metrics, "smallest": Decimal(smallest), "total": Decimal(total)}
    error = what_forbids("network/2026-10", row)
    assert isinstance(error, PermanentError)
    assert error.code == code
    assert "network/2026-10" in str(error)


def test_nothing_forbids_one_weight() -> None:
    assert what_forbids("x", {"metrics": 1, "smallest": Decimal(0), "total": Decimal("1e-36")}) is None


def test_a_run_without_indirect_steps_has_nothing_to_share_out(db: psycopg.Connection[DictRow]) -> None:
    assert load_weights(db, uuid4()) == 0


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]),
            st.sampled_from(["M0", "M1", "M2"]),
            st.decimals(min_value=0, max_value=10**9, places=18, allow_nan=False, allow_infinity=False),
        ),
        max_size=12,
    ),
    weights=st.tuples(*[st.decimals(min_value=0, max_value=10**6, places=18)] * 2),
)
def test_i1_raw_weights_by_consumption_are_exact(
    db: psycopg.Connection[DictRow], facts: list[tuple[str, str, Decimal]], weights: tuple[Decimal, Decimal]
) -> None:
    run_id = uuid4()
    db.execute(
        "INSERT INTO dim_domain VALUES ('derived', 'D', 'INDIRECT', 'open_weight', 'D', true, '2026-01-01', NULL,"
        " 'load_facts', 'open_weight', '{}') ON CONFLICT DO NOTHING"
    )
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO fact_pending VALUES (%s, 'acme', '2026-10-01', 'open', 'f', 'p', %s, 'shared', %s, 'DIRECT',"
            " %s, 's', now(), 'open')",
            [(run_id, application, quantity, metric) for application, metric, quantity in facts],
        )
    row = db.execute(
        load_sql("load_facts", "open_weight"),
        {
            "run_id": run_id,
            "entity_id": "acme",
            "period_month": "2026-10-01",
            "domain_id": "derived",
            "source_domain": "open",
            "metrics": ["M0", "M1"],
            "weights": list(weights),
            "metric": "X",
            "source": "open_weight",
        },
    ).fetchone()
    assert row is not None
    expected: dict[str, Fraction] = {}
    for application, metric, quantity in facts:
        if metric != "M2":
            value = Fraction(quantity) * Fraction(weights[int(metric[1])])
            expected[application] = expected.get(application, Fraction(0)) + value
    stored = db.execute("SELECT * FROM coefficient_pending WHERE run_id = %s", [run_id]).fetchall()
    assert {raw["application_id"]: Fraction(raw["raw_weight"]) for raw in stored} == expected
    assert Fraction(row["total"]) == Fraction(row["weights"]) == sum(expected.values())
    assert (row["rows"], row["records"]) == (len(expected), sum(metric != "M2" for _, metric, _ in facts))


def test_each_row_is_read_a_few_times_also_where_the_planner_expects_none(db: psycopg.Connection[DictRow]) -> None:
    """A night's rows are written and deleted in between two looks of autovacuum: statistics of then say nothing."""
    run_id, rows = uuid4(), 1_000
    db.execute("ANALYZE coefficient_pending")
    insert(db, run_id, [("d", f"app-{index:04}", Decimal(1)) for index in range(rows)])
    explained = db.execute(
        b"EXPLAIN (ANALYZE, FORMAT JSON) " + load_sql("load_facts", "normalise_coefficients"), {"run_id": run_id}
    ).fetchone()
    assert explained is not None
    assert max(_rows_read(explained["QUERY PLAN"][0]["Plan"])) <= rows


def _rows_read(node: dict[str, Any]) -> Iterator[float]:
    """Of each node of a plan: what it gave and what it looked at in vain."""
    removed = sum(count for name, count in node.items() if name.startswith("Rows Removed"))
    yield (node["Actual Rows"] + removed) * node["Actual Loops"]
    for child in node.get("Plans", ()):
        yield from _rows_read(child)
