"""The meter counts before it judges: what a record holds is in the source's total whatever becomes of it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finops_contract.period import Period
from finops_contract.quantity import EXACT
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.meter import Meter, Reading, Record
from finops_runtime.runs.step import Step

STEP = Step(
    UUID(int=1), "local", "cube", "DIRECT", Period(2026, 10), "PLANNED", "strict", 0, "", "cube", {}, "live", False
)
NUMBERS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=5),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.decimals(min_value=-1000, max_value=1000, places=6).map(str),
    st.lists(st.integers(), max_size=1),
)


def meter(totals: SourceTotals) -> Meter:
    return Meter(STEP, "cube", {"prod": "production"}, totals)


def reading(value: Any, application: str | None = "billing", **more: Any) -> Reading:
    return Reading("CUBES", "cubes", value, application, "cube", **more)


def test_a_releve_has_its_slice_and_keys() -> None:
    totals = SourceTotals()
    [releve] = meter(totals).readings(Record({}, "row 1"), [reading(Decimal(3), " billing ", environment="PROD")])
    assert isinstance(releve, Releve)
    assert (releve.period, releve.domain_id, releve.source) == (Period(2026, 10), "cube", "cube")
    assert (releve.application_key, releve.product_key, releve.environment) == ("billing", "cube", "production")
    assert (totals.records, dict(totals.by_metric)) == (1, {"CUBES": Decimal(3)})


@pytest.mark.parametrize("application", ["", "  ", None])
def test_no_application_is_nobody(application: str | None) -> None:
    [releve] = meter(SourceTotals()).readings(Record({}, "row 1"), [reading(Decimal(3), application)])
    assert isinstance(releve, Releve)
    assert releve.application_key is None


@pytest.mark.parametrize(
    ("value", "application", "reason", "quantity"),
    [
        (Decimal(-1), "billing", "negative_quantity", Decimal(-1)),
        (Decimal(7), "x" * 10_000, "bad_key", Decimal(7)),
        (Decimal(7), "a\x00b", "bad_key", Decimal(7)),
        (Decimal("NaN"), "billing", "not_finite", None),
        (None, "billing", "missing_number", None),
    ],
)
def test_rejects(value: Any, application: str, reason: str, quantity: Decimal | None) -> None:
    totals = SourceTotals()
    [reject] = meter(totals).readings(Record({"v": 1}, "row 9"), [reading(value, application)])
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.metric, reject.quantity, reject.location) == (reason, "CUBES", quantity, "row 9")
    assert totals.records == 1


def test_sql_in_a_key_is_a_key() -> None:
    hostile = "x'; DROP TABLE dim_application; --"
    [releve] = meter(SourceTotals()).readings(Record({}, "row 1"), [reading(Decimal(1), hostile)])
    assert isinstance(releve, Releve)
    assert releve.application_key == hostile


@settings(deadline=None)
@given(values=st.lists(NUMBERS, max_size=30), key=st.text(max_size=600), of_floats=st.booleans())
def test_i1_releves_and_rejects_add_up_to_what_was_read(values: list[Any], key: str, of_floats: bool) -> None:
    totals = SourceTotals()
    counting = meter(totals)
    outcomes = [
        outcome
        for value in values
        for outcome in counting.readings(Record({}, "row"), [reading(value, key, of_floats=of_floats)])
    ]
    assert totals.records == len(outcomes) == len(values)
    added = Decimal(0)
    for outcome in outcomes:
        added = EXACT.add(added, outcome.quantity or Decimal(0))
    assert added == totals.by_metric["CUBES"]
