"""The `artifactory` connector against the stub."""

from typing import Any

import pytest

from finops_contract.errors import SourceMalformed, SourceRefused, SourceUnavailable
from ingest_native.artifactory.connector import ArtifactoryConnector
from tests.fix_stubs import Stub
from tests.integration.ingest_native.trial import BEARER, Trial, TrialOf, amounts

SUMMARY = {
    "binariesSummary": {"binariesSize": "2.00 GB", "artifactsSize": "8.00 GB"},
    "repositoriesSummaryList": [
        {"repoKey": "crm-maven", "repoType": "LOCAL", "usedSpace": "6.00 GB"},
        {"repoKey": "all", "repoType": "VIRTUAL", "usedSpace": "8.00 GB"},
        {"repoKey": "billing-npm", "repoType": "CACHE", "usedSpace": "2.00 GB"},
        {"repoKey": "TOTAL", "repoType": "NA", "usedSpace": "8.00 GB"},
    ],
}


def config(stub: Stub, **changes: Any) -> dict[str, Any]:
    return {
        "source": "artifactory",
        "base_url": f"{stub.url}/artifactory",
        "auth": BEARER,
        "metric": "GIB",
        "product": "artifactory",
        "conversion": {"divide_by": "1073741824"},
        "application": [{"field": "repoKey", "pattern": "^([a-z]+)-"}],
        **changes,
    }


@pytest.fixture
def trial(trial_of: TrialOf) -> Trial:
    return trial_of(ArtifactoryConnector)


def test_what_repositories_hold_and_what_is_on_disk(artifactory: Stub, trial: Trial) -> None:
    artifactory.holds({"storageinfo": SUMMARY})
    landing = trial.land(config(artifactory))
    assert [payload.source for payload in landing.payloads()] == [f"{artifactory.url}/artifactory/api/storageinfo"]
    assert amounts(trial.read(landing, config(artifactory))) == [("crm", "6"), ("billing", "2")]
    assert amounts(trial.read(landing, config(artifactory, deduplicated=True))) == [("crm", "1.5"), ("billing", "0.5")]


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_what_passes_is_tried_again(artifactory: Stub, trial: Trial, kind: str) -> None:
    artifactory.holds({"storageinfo": SUMMARY}, {"kind": kind, "times": 1, "id": f"again {kind}"})
    assert len(trial.findings(config(artifactory)).releves) == 2


@pytest.mark.parametrize(
    ("kind", "expected", "says"),
    [
        ("bad_gateway", SourceUnavailable, "502"),
        ("half_page", SourceUnavailable, "broke off"),
        ("forbidden", SourceRefused, "403"),
        ("error_page", SourceMalformed, "not JSON"),
        ("short_list", SourceMalformed, "not the whole summary"),
    ],
)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    artifactory: Stub, trial: Trial, kind: str, expected: type[Exception], says: str
) -> None:
    artifactory.holds({"storageinfo": SUMMARY}, {"kind": kind})
    with pytest.raises(expected, match=says):
        trial.land(config(artifactory))
    assert not trial.has_landing()


def test_a_wrong_token_is_refused_and_not_told(artifactory: Stub, trial_of: TrialOf) -> None:
    with pytest.raises(SourceRefused, match="401") as caught:
        trial_of(ArtifactoryConnector, token="wrong-token").land(config(artifactory))
    assert "wrong-token" not in str(caught.value)
