"""The `gitlab_ci_minutes` connector against the stub: GraphQL's cursors and its way to say that something is wrong."""

from typing import Any

import pytest

from finops_contract.errors import SourceMalformed, SourceRefused, SourceUnavailable
from ingest_native.gitlab_ci_minutes.connector import GitlabCiMinutesConnector
from tests.fix_stubs import STUB_TOKEN, Stub
from tests.integration.ingest_native.trial import BEARER, Trial, TrialOf, amounts

NAMESPACES = ["gid://gitlab/Group/1", "gid://gitlab/Group/2"]


def config(stub: Stub, **changes: Any) -> dict[str, Any]:
    return {
        "source": "gitlab",
        "base_url": stub.url,
        "auth": BEARER,
        "per_page": 2,
        "namespaces": NAMESPACES,
        "usage": {"minutes": {"metric": "CI_MINUTES", "product": "ci"}},
        **changes,
    }


def month(minutes: int, *projects: int) -> dict[str, Any]:
    return {
        "minutes": minutes,
        "sharedRunnersDuration": 60 * minutes,
        "projects": [
            {"minutes": used, "sharedRunnersDuration": 60 * used, "project": {"namespace": {"fullPath": f"g{number}"}}}
            for number, used in enumerate(projects, 1)
        ],
    }


def holds(stub: Stub, *oddities: dict[str, Any]) -> None:
    minutes = {
        NAMESPACES[0]: {"2026-10-01": month(17, 1, 2, 3, 4, 5), "2026-09-01": month(1_000, 1_000)},
        NAMESPACES[1]: {"2026-10-01": month(6, 6)},
    }
    stub.holds({"projects": [], "groups": [], "ci_minutes": minutes}, *oddities)


@pytest.fixture
def trial(trial_of: TrialOf) -> Trial:
    return trial_of(GitlabCiMinutesConnector)


def test_every_page_of_every_namespace(gitlab: Stub, trial: Trial) -> None:
    holds(gitlab)
    landing = trial.land(config(gitlab))
    assert [payload.source.partition("?")[2] for payload in landing.payloads()] == [
        "namespaceId=gid%3A%2F%2Fgitlab%2FGroup%2F1&date=2026-10-01&first=2",
        "namespaceId=gid%3A%2F%2Fgitlab%2FGroup%2F1&date=2026-10-01&first=2&after=2",
        "namespaceId=gid%3A%2F%2Fgitlab%2FGroup%2F1&date=2026-10-01&first=2&after=4",
        "namespaceId=gid%3A%2F%2Fgitlab%2FGroup%2F2&date=2026-10-01&first=2",
    ]
    found = trial.read(landing, config(gitlab))
    carried = [("g1", "1"), ("g2", "2"), ("g3", "3"), ("g4", "4"), ("g5", "5")]
    assert amounts(found) == [*carried, (None, "2"), ("g1", "6")]
    assert found.as_json()["totals"]["by_metric"] == {"CI_MINUTES": "23"}


def test_a_month_in_which_nothing_ran(gitlab: Stub, trial: Trial) -> None:
    gitlab.holds({"projects": [], "groups": [], "ci_minutes": {}})
    assert trial.findings(config(gitlab)).as_json() == {
        "releves": [],
        "rejects": [],
        "totals": {"records": 0, "by_metric": {}},
    }


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_what_passes_is_tried_again(gitlab: Stub, trial: Trial, kind: str) -> None:
    holds(gitlab, {"kind": kind, "times": 1, "from_page": 2, "id": f"minutes {kind}"})
    assert len(trial.findings(config(gitlab)).releves) == 7


@pytest.mark.parametrize(
    ("kind", "from_page", "expected", "says"),
    [
        ("bad_gateway", 2, SourceUnavailable, "502"),
        ("half_page", 2, SourceUnavailable, "broke off"),
        ("forbidden", 1, SourceRefused, "403"),
        ("error_page", 2, SourceMalformed, "not JSON"),
        ("graphql_error", 1, SourceRefused, "doesn't exist"),
        ("same_page", 2, SourceMalformed, "read before"),
        ("same_page", 1, SourceMalformed, "read before"),
    ],
)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    gitlab: Stub, trial: Trial, kind: str, from_page: int, expected: type[Exception], says: str
) -> None:
    holds(gitlab, {"kind": kind, "from_page": from_page})
    with pytest.raises(expected, match=says) as caught:
        trial.land(config(gitlab))
    assert STUB_TOKEN not in str(caught.value)
    assert not trial.has_landing()


def test_the_number_of_pages_is_bounded(gitlab: Stub, trial: Trial) -> None:
    holds(gitlab)
    with pytest.raises(SourceMalformed, match="max_pages"):
        trial.land(config(gitlab, max_pages=2))
