"""I1 over random dirty documents: what the source has is what relevés and rejects hold, to the last decimal."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finops_contract.application import ApplicationRecord
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals

Outcomes = tuple[list[Releve], list[Reject], SourceTotals, list[ApplicationRecord]]
RunCmdb = Callable[[dict[str, Any], dict[str, Any]], Outcomes]

CONFIG = {
    "source": "servicenow",
    "environments": {"prod": "production"},
    "rules": [
        {
            "collection": "cmdb_ci_server",
            "where": {"status": ["1", "2"]},
            "metric": "SERVER",
            "quantity": "1",
            "product": {"field": "model"},
            "application": "app",
            "environment": "env",
            "split": {"applications": "apps", "weights": "weights"},
        },
        {
            "collection": "cmdb_ci_server",
            "where": {"status": "1"},
            "metric": "RAM",
            "quantity": {"field": "ram", "divide_by": "1024"},
            "product": "ram",
            "application": "app",
            "split": {"relations": "cmdb_rel_ci", "weight": "weight"},
        },
        {
            "collection": "cmdb_ci_server",
            "metric": "RAM",
            "quantity": {"field": "disk", "divide_by": "7"},
            "product": "disk",
            "split": {"applications": "apps"},
            "days": {"from": "begun", "to": "ended"},
        },
    ],
    "applications": {
        "collection": "cmdb_ci_business_app",
        "retired_where": {"status": "7"},
        "aliases": [{"field": "number"}, {"source": "gitlab", "field": "groups"}],
    },
}
DIRT: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.text("ab1,.é \x00", max_size=6),
    st.just("x" * 600),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.sampled_from(["", " ", "NaN", "inf", "1e400", "1,5", "a\x00b"]),
    st.lists(st.sampled_from(["A", "1", ""]), max_size=3),
)
NUMBER = st.one_of(
    DIRT,
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**6), max_value=10**6).map(str),
    st.integers(0, 10**6),
)
TEXT = st.one_of(
    DIRT,
    st.sampled_from(["A", "B", "prod"]),
    st.fixed_dictionaries({"link": st.just("x"), "value": st.one_of(DIRT, st.just("A"))}),
)
DATE = st.one_of(
    DIRT,
    st.dates().map(str),
    st.dates(date(2026, 9, 29), date(2026, 11, 2)).map(str),
    st.datetimes(datetime(2026, 9, 29), datetime(2026, 11, 2)).map(str),  # as ServiceNow writes them
    st.datetimes(),
)
LISTED = st.one_of(DIRT, st.lists(st.sampled_from(["A", "B", "C", ""]), max_size=4).map(",".join))
WEIGHTS = st.one_of(DIRT, st.lists(st.integers(-1, 9).map(str), max_size=4).map(",".join))
CI = st.fixed_dictionaries(
    {},
    optional={
        "sys_id": st.one_of(DIRT, st.sampled_from(["1", "2", "3"])),
        "sys_updated_on": DIRT,
        "status": st.sampled_from(["1", "2", "7"]),
        "app": TEXT,
        "model": TEXT,
        "env": TEXT,
        "ram": NUMBER,
        "disk": NUMBER,
        "apps": LISTED,
        "weights": WEIGHTS,
        "begun": DATE,
        "ended": DATE,
    },
)
APPLICATION = st.fixed_dictionaries(
    {}, optional={"sys_id": TEXT, "name": TEXT, "number": TEXT, "groups": LISTED, "status": st.sampled_from(["1", "7"])}
)
RELATION = st.fixed_dictionaries(
    {"parent": TEXT, "child": st.sampled_from(["1", "2", "3"])}, optional={"weight": NUMBER}
)
LANDING = st.tuples(st.lists(CI, max_size=12), st.lists(RELATION, max_size=6), st.lists(APPLICATION, max_size=6))
Landing = tuple[list[Any], list[Any], list[Any]]
# The machine may be busy: slow is not wrong here.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def collections_of(landing: Landing) -> dict[str, Any]:
    """Every third document is a whole answer that holds one row."""
    names = ("cmdb_ci_server", "cmdb_rel_ci", "cmdb_ci_business_app")
    return {name: wrapped(documents) for name, documents in zip(names, landing, strict=True)}


def wrapped(documents: list[Any]) -> list[Any]:
    return [{"_id": n, "result": [d]} if n % 3 == 2 else {"_id": n, **d} for n, d in enumerate(documents)]


@patient
@given(landing=LANDING)
def test_i1_dirty_documents_reconcile_exactly(landing: Landing, run_cmdb: RunCmdb) -> None:
    releves, rejects, totals, applications = run_cmdb(collections_of(landing), CONFIG)
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for releve in releves:
        found[releve.metric] += Fraction(releve.quantity)
    for reject in rejects:
        if reject.metric is not None and reject.quantity is not None:
            found[reject.metric] += Fraction(reject.quantity)
    assert dict(found) == {metric: Fraction(total) for metric, total in totals.by_metric.items()}
    assert totals.records <= len(landing[0])
    refused = [r for r in rejects if r.location.startswith("cmdb_ci_business_app")]
    assert len(applications) + len(refused) == len(landing[2])
    assert len({application.application_key for application in applications}) == len(applications)
    assert all(reject.quantity is None for reject in refused)


@patient
@given(landing=LANDING)
def test_a_landing_gives_the_same_each_time(landing: Landing, run_cmdb: RunCmdb) -> None:
    (*first, _, named), (*second, _, again) = (run_cmdb(collections_of(landing), CONFIG) for _ in range(2))
    assert (first, named) == (second, again)
