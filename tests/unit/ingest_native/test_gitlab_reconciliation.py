"""I1 over random dirty projects: what the source has is what relevés and rejects hold, to the last decimal."""

import json
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals

RunGitlab = Callable[[bytes, dict[str, Any]], tuple[list[Releve], list[Reject], SourceTotals]]

CONFIG = {
    "source": "gitlab",
    "base_url": "https://gitlab.example.com",
    "statistics": {
        "repository_size": {"metric": "GB", "product": "repository", "divide_by": "1000000000"},
        "wiki_size": {"metric": "GB", "product": "wiki", "divide_by": "1073741824"},
        "commit_count": {"metric": "COMMITS", "product": "gitlab", "divide_by": "3"},
    },
    "application": [{"topic_prefix": "app:"}, {"custom_attribute": "application"}, {"field": "namespace.full_path"}],
    "environment": [{"topic_prefix": "env:"}],
}
DIRT: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(["", " ", "A", "x" * 600, "a\x00b", "\ud800", "12"]),
    st.lists(st.sampled_from(["app:A", "app:", "env:prod", None]), max_size=3),
    st.just({"key": "application"}),
)
NUMBER = st.one_of(DIRT, st.integers(-(10**3), 10**21), st.floats(), st.integers(0, 10**12))
STATISTICS = st.one_of(
    DIRT, st.fixed_dictionaries({}, optional={"repository_size": NUMBER, "wiki_size": NUMBER, "commit_count": NUMBER})
)
PROJECT = st.fixed_dictionaries(
    {},
    optional={
        "statistics": STATISTICS,
        "topics": DIRT,
        "custom_attributes": DIRT,
        "namespace": st.one_of(DIRT, st.fixed_dictionaries({"full_path": DIRT})),
    },
)


# The machine may be busy: slow is not wrong here.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(projects=st.lists(PROJECT, max_size=12))
def test_i1_dirty_projects_reconcile_exactly(projects: list[Any], run_gitlab: RunGitlab) -> None:
    body = json.dumps([{"id": number, **project} for number, project in enumerate(projects)]).encode()
    releves, rejects, totals = run_gitlab(body, CONFIG)
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for releve in releves:
        found[releve.metric] += Fraction(releve.quantity)
    for reject in rejects:
        if reject.metric is not None and reject.quantity is not None:
            found[reject.metric] += Fraction(reject.quantity)
    assert dict(found) == {metric: Fraction(total) for metric, total in totals.by_metric.items()}
    assert totals.records == len(projects)
    assert run_gitlab(body, CONFIG)[:2] == (releves, rejects)
