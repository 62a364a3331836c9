"""Every figure of a group against sums reckoned from its facts; every breakdown adds up to its total (I5)."""

import pytest

from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.mart import GENERATION, OCTOBER, run_of

READS = [
    "dashboard",
    "entities",
    "entities/north",
    "entities/west",
    "domains",
    "domains/open",
    "applications",
    "applications/shop",
    "history",
    "history?groupBy=entity",
    "history?groupBy=domain",
    "rankings",
    "rankings?by=entity&order=growth",
    "anomalies",
    "completeness",
    "conformity",
    "ingestion-runs",
    "releases",
    "releases/1",
    "pricing-views",
    "me",
]


@pytest.mark.parametrize("path", READS)
def test_every_route_answers(group_api: GroupApi, path: str) -> None:
    answer = group_api.get(path)
    if path != "me":
        assert answer["meta"]["generation"] == GENERATION
        assert answer["meta"]["release"] == 1
        assert answer["meta"]["runId"] == str(run_of("north", OCTOBER))
        assert answer["meta"]["asOf"] == "2026-11-04T10:00:00Z"
