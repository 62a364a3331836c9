"""The `sonarqube` connector against the stub: paging, totals, batches of measures."""

from typing import Any

import pytest

from finops_contract.errors import SourceMalformed, SourceRefused, SourceUnavailable, SourceUnsettled
from ingest_native.sonarqube.connector import SonarqubeConnector
from tests.fix_stubs import Stub
from tests.integration.ingest_native.trial import BEARER, Trial, TrialOf, amounts


def project(number: int, **more: Any) -> dict[str, Any]:
    return {
        "key": f"app{number}:main",
        "name": f"Application {number}",
        "qualifier": "TRK",
        "tags": [],
        "analysisDate": "2026-11-02T03:00:00+0100",
        "measures": {"ncloc": str(number)},
        **more,
    }


def holds(stub: Stub, count: int, *oddities: dict[str, Any]) -> None:
    stub.holds({"projects": [project(number) for number in range(1, count + 1)]}, *oddities)


def config(stub: Stub, **changes: Any) -> dict[str, Any]:
    return {
        "source": "sonarqube",
        "base_url": stub.url,
        "auth": BEARER,
        "per_page": 2,
        "measures": {"ncloc": {"metric": "LOC", "product": "sonarqube"}},
        "application": [{"field": "key", "pattern": "^([^:]+):"}],
        **changes,
    }


@pytest.fixture
def trial(trial_of: TrialOf) -> Trial:
    return trial_of(SonarqubeConnector)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_every_page_is_landed_and_every_project_read_once(sonarqube: Stub, trial: Trial, count: int) -> None:
    holds(sonarqube, count)
    found = trial.findings(config(sonarqube))
    assert amounts(found) == [(f"app{number}", str(number)) for number in range(1, count + 1)]


def test_measures_are_asked_for_a_hundred_projects_at_a_time(sonarqube: Stub, trial: Trial) -> None:
    long = [project(number, key=f"app{number}:{'k' * 390}") for number in range(1_000, 1_012)]
    others = [
        project(1, key="app1,2"),
        project(2, key="app3:" + "k" * 10_000),
        project(4, key="suite", qualifier="APP"),
    ]
    sonarqube.holds({"projects": [project(number) for number in range(1, 251)] + long + others})
    landing = trial.land(config(sonarqube, per_page=500))
    sources = [payload.source for payload in landing.payloads()]
    assert len(sources) == 1 + 4  # two hundreds, then two that stay below 4,000 characters of keys
    assert all(len(source) < 8_000 for source in sources)
    found = trial.read(landing, config(sonarqube, per_page=500))
    assert len(found.releves) == 262
    assert [reject.reason for reject in found.rejects] == ["missing_number", "missing_number"]
    assert found.totals.records == 265


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_what_passes_is_tried_again(sonarqube: Stub, trial: Trial, kind: str) -> None:
    holds(sonarqube, 3, {"kind": kind, "times": 1, "from_page": 2, "id": f"again {kind}"})
    assert len(trial.findings(config(sonarqube)).releves) == 3


@pytest.mark.parametrize(
    ("kind", "from_page", "expected", "says"),
    [
        ("bad_gateway", 2, SourceUnavailable, "502"),
        ("half_page", 2, SourceUnavailable, "broke off"),
        ("forbidden", 2, SourceRefused, "403"),
        ("error_page", 1, SourceMalformed, "not JSON"),
        ("error_page", 2, SourceMalformed, "not JSON"),
        ("same_page", 2, SourceMalformed, "was asked for"),
        ("growing", 1, SourceUnsettled, "changed while"),
    ],
)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    sonarqube: Stub, trial: Trial, kind: str, from_page: int, expected: type[Exception], says: str
) -> None:
    holds(sonarqube, 7, {"kind": kind, "from_page": from_page})
    with pytest.raises(expected, match=says):
        trial.land(config(sonarqube))
    assert not trial.has_landing()


def test_a_project_that_comes_twice(sonarqube: Stub, trial: Trial) -> None:
    sonarqube.holds({"projects": [project(1), project(2), project(1)]})
    with pytest.raises(SourceUnsettled, match="came twice"):
        trial.land(config(sonarqube))


def test_more_projects_than_a_search_gives(sonarqube: Stub, trial: Trial) -> None:
    sonarqube.holds({"projects": [{"key": f"p{number}", "qualifier": "TRK"} for number in range(10_001)]})
    with pytest.raises(SourceRefused, match="split the domain with `filter`"):
        trial.land(config(sonarqube, per_page=500))


def test_a_wrong_token_is_refused_and_not_told(sonarqube: Stub, trial_of: TrialOf) -> None:
    with pytest.raises(SourceRefused, match="401") as caught:
        trial_of(SonarqubeConnector, token="wrong-token").land(config(sonarqube))
    assert "wrong-token" not in str(caught.value)
