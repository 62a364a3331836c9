"""I1 over random dirty rows: what the source has is what relevés and rejects hold, to the last decimal."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bson.decimal128 import Decimal128
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.raw_zone import Payload
from ingest_open.external_coefficients.mapping import NoCoefficients

Landing = Sequence[Payload]
Outcomes = tuple[list[Releve], list[Reject], SourceTotals]
Read = Callable[[Landing, dict[str, Any]], Outcomes]

FIELDS = ("domain", "period", "application", "weight")
TEXTS = st.one_of(
    st.text("ab1,.;\"'é \x00\n\u00a0", max_size=6),
    st.sampled_from(["", " ", "NaN", "inf", "1e400", "1,5", "1 234,5", "-7", "0.1", "2026-10", "network", "x" * 600]),
    st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**6), max_value=10**6).map(str),
)
DIRT: st.SearchStrategy[Any] = st.one_of(
    TEXTS, st.none(), st.booleans(), st.floats(), st.integers(-(2**63), 2**63 - 1), st.lists(st.integers(0, 1))
)
NUMBERS = st.one_of(DIRT, st.sampled_from(["1", 2, 0.1, Decimal128("3.000000000000000001"), Decimal128("sNaN")]))
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "domain": st.one_of(st.sampled_from(["network", "network", "security"]), DIRT),
            "period": st.one_of(st.sampled_from(["2026-10", "2026-10", "2026-09", 202610]), DIRT),
            "application": st.one_of(st.sampled_from(["a", "b"]), DIRT),
            "weight": NUMBERS,
        },
    ),
    max_size=10,
)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["network", "network", "security", ""]),
        st.sampled_from(["2026-10", "2026-10", "2026-09", "?"]),
        TEXTS,
        TEXTS,
    ),
    max_size=10,
)
# The machine may be busy: slow is not wrong here.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_reconciled(outcomes: Outcomes, rows: int) -> None:
    releves, rejects, totals = outcomes
    found = sum((Fraction(r.quantity) for r in releves), Fraction(0))
    found += sum((Fraction(r.quantity) for r in rejects if r.quantity is not None), Fraction(0))
    assert found == Fraction(totals.by_metric["COEFFICIENT"])
    assert len(releves) + len(rejects) == totals.records <= rows
    assert all(releve.quantity >= 0 for releve in releves)


@patient
@given(documents=DOCUMENTS)
def test_i1_dirty_documents_reconcile_exactly(
    documents: list[dict[str, Any]], of_documents: Callable[[Sequence[dict[str, Any]]], Landing], read: Read
) -> None:
    landing = of_documents([{"_id": n, **document} for n, document in enumerate(documents)])
    config = {"source": "finance", "from": {"collection": "indirect_coefficients"}}
    try:
        assert_reconciled(read(landing, config), len(documents))
    except NoCoefficients:
        assert not any(d.get("domain") == "network" and d.get("period") == "2026-10" for d in documents)


@patient
@given(lines=LINES, comma=st.booleans(), delimiter=st.sampled_from(";,\t"))
def test_i1_dirty_csv_lines_reconcile_exactly(
    lines: list[tuple[str, ...]],
    comma: bool,
    delimiter: str,
    of_files: Callable[[Mapping[str, bytes]], Landing],
    read: Read,
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([FIELDS, *lines])
    config = {"source": "finance", "from": {"files": "/data/keys.csv", "decimal_comma": comma}}
    landing = of_files({"keys.csv": text.getvalue().encode()})
    try:
        assert_reconciled(read(landing, config), len(lines))
    except NoCoefficients:
        assert not any(line[0] in ("network", "") and line[1] == "2026-10" for line in lines)
