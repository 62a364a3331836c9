"""The `gitlab` connector against the stub: paging, what goes wrong on the way, and what is kept."""

from typing import Any

import pytest

from finops_contract.errors import PermanentError, SourceMalformed, SourceRefused, SourceUnavailable, SourceUnsettled
from finops_runtime.raw_zone import COLLECTION, RawZone
from ingest_native.gitlab.connector import GitlabConnector
from tests.fix_stubs import STUB_TOKEN, Stub
from tests.integration.ingest_native.trial import Trial, TrialOf, amounts

AUTH = {"kind": "header", "name": "PRIVATE-TOKEN", "token": {"env": "SOURCE_TOKEN"}}
SIZE = {"metric": "GB", "product": "storage", "divide_by": "1000000000"}


def project(number: int, **more: Any) -> dict[str, Any]:
    statistics = {"storage_size": number * 1_000_000}
    return {"id": number, "namespace": {"full_path": f"group-{number}"}, "statistics": statistics, **more}


def group(number: int, parent: int | None = None) -> dict[str, Any]:
    found = {"id": number, "full_path": f"group-{number}", "parent_id": parent, "statistics": {"storage_size": 1}}
    return found if parent else {**found, "root_storage_statistics": {"container_registry_size": number * 10**9}}


def holds(stub: Stub, count: int, *oddities: dict[str, Any], groups: int = 0) -> None:
    listed = [group(number, None if number % 2 else 1) for number in range(groups, 0, -1)]
    stub.holds({"projects": [project(number) for number in range(count, 0, -1)], "groups": listed}, *oddities)


def config(stub: Stub, **changes: Any) -> dict[str, Any]:
    return {
        "source": "gitlab",
        "base_url": stub.url,
        "auth": AUTH,
        "per_page": 2,
        "statistics": {"storage_size": SIZE},
        **changes,
    }


def by_group(stub: Stub, scope: str, **changes: Any) -> dict[str, Any]:
    field = "storage_size" if scope == "groups" else "container_registry_size"
    return config(stub, statistics={field: {**SIZE, "scope": scope}}, **changes)


@pytest.fixture
def trial(trial_of: TrialOf) -> Trial:
    return trial_of(GitlabConnector)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_every_page_is_landed_and_every_project_read_once(gitlab: Stub, trial: Trial, count: int) -> None:
    holds(gitlab, count)
    landing = trial.land(config(gitlab))
    found = trial.read(landing, config(gitlab))
    assert [application for application, _ in amounts(found)] == [f"group-{number}" for number in range(1, count + 1)]
    payloads = list(landing.payloads())
    assert len(payloads) == (count + 1) // 2 + 1
    assert payloads[-1].body == b"[]"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_every_group_is_read_once(gitlab: Stub, trial: Trial, count: int) -> None:
    holds(gitlab, 2, groups=count)
    found = trial.findings(by_group(gitlab, "groups"))
    assert [application for application, _ in amounts(found)] == [f"group-{number}" for number in range(1, count + 1)]


def test_only_top_level_groups_are_asked_for_where_their_trees_count(gitlab: Stub, trial: Trial) -> None:
    holds(gitlab, 2, groups=5)
    found = trial.findings(by_group(gitlab, "top_level_groups"))
    assert amounts(found) == [("group-1", "1"), ("group-3", "3"), ("group-5", "5")]
    assert found.totals.records == 3


def test_projects_and_groups_are_landed_one_after_the_other(gitlab: Stub, trial: Trial) -> None:
    holds(gitlab, 1, groups=1)
    both = {"storage_size": SIZE, "container_registry_size": {**SIZE, "scope": "top_level_groups"}}
    assert amounts(trial.findings(config(gitlab, statistics=both))) == [("group-1", "0.001"), ("group-1", "1")]


def test_the_source_total_is_what_the_projects_hold(gitlab: Stub, trial: Trial) -> None:
    gitlab.holds({"projects": [project(1), project(2, statistics=None), project(4)], "groups": []})
    found = trial.findings(config(gitlab))
    assert found.as_json()["totals"] == {"records": 3, "by_metric": {"GB": "0.005"}}
    assert [reject.reason for reject in found.rejects] == ["missing_statistics"]


def test_a_landing_does_not_change_with_gitlab(gitlab: Stub, trial: Trial) -> None:
    holds(gitlab, 1)
    landing = trial.land(config(gitlab))
    holds(gitlab, 2)
    assert len(trial.read(landing, config(gitlab)).releves) == 1


def test_no_secret_is_landed(gitlab: Stub, trial: Trial, raw_zone: RawZone) -> None:
    secret = {"runners_token": "GR-secret"}
    gitlab.holds({"projects": [project(1, **secret), project(2), project(3)], "groups": [{**group(1), **secret}]})
    both = {"storage_size": SIZE, "container_registry_size": {**SIZE, "scope": "top_level_groups"}}
    landing = trial.land(config(gitlab, statistics=both))
    addresses = [payload.source for payload in landing.payloads()]
    assert addresses[1] == (
        f"{gitlab.url}/api/v4/projects?statistics=true&pagination=keyset&per_page=2&order_by=id&sort=asc&id_after=2"
    )
    for document in raw_zone.database[COLLECTION].find():
        assert STUB_TOKEN not in repr(document)
    assert not any(b"GR-secret" in payload.body for payload in landing.payloads())


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_what_passes_is_tried_again(gitlab: Stub, trial: Trial, kind: str) -> None:
    holds(gitlab, 3, {"kind": kind, "times": 1, "from_page": 2, "id": f"again {kind}"})
    assert len(trial.findings(config(gitlab)).releves) == 3


STAYS_WRONG = [
    ("bad_gateway", 2, SourceUnavailable, "502"),
    ("half_page", 2, SourceUnavailable, "broke off"),
    ("forbidden", 2, SourceRefused, "403"),
    ("error_page", 1, SourceMalformed, "not JSON"),
    ("error_page", 2, SourceMalformed, "not JSON"),
    ("same_page", 1, SourceMalformed, "same page again|repeats|read before"),
    ("same_page", 2, SourceMalformed, "same page again|repeats|read before"),
    ("foreign_link", 2, SourceMalformed, "gitlab.elsewhere.example"),
    ("empty_page", 2, SourceMalformed, "empty page"),
    ("moved", 1, PermanentError, "another host|another address|30[0-9]"),
    ("moved", 2, PermanentError, "another host|another address|30[0-9]"),
]


@pytest.mark.parametrize("scope", ["projects", "groups"])
@pytest.mark.parametrize(("kind", "from_page", "expected", "says"), STAYS_WRONG)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    gitlab: Stub, trial: Trial, scope: str, kind: str, from_page: int, expected: type[Exception], says: str
) -> None:
    holds(gitlab, 7, {"kind": kind, "from_page": from_page}, groups=7)
    with pytest.raises(expected, match=says):
        trial.land(config(gitlab) if scope == "projects" else by_group(gitlab, scope))
    assert not trial.has_landing()


@pytest.mark.parametrize(("groups", "says"), [(5, "changed while"), (1, "were listed")])
def test_a_number_of_groups_that_changes_while_they_are_listed(
    gitlab: Stub, trial: Trial, groups: int, says: str
) -> None:
    holds(gitlab, 1, {"kind": "growing"}, groups=groups)
    with pytest.raises(SourceUnsettled, match=says):
        trial.land(by_group(gitlab, "groups"))


def test_a_wrong_token_is_refused_and_not_told(gitlab: Stub, trial_of: TrialOf) -> None:
    with pytest.raises(SourceRefused, match="401") as caught:
        trial_of(GitlabConnector, token="glpat-wrong").land(config(gitlab))
    assert "glpat-wrong" not in str(caught.value)


def test_the_number_of_pages_is_bounded(gitlab: Stub, trial: Trial) -> None:
    holds(gitlab, 7)
    with pytest.raises(SourceMalformed, match="max_pages"):
        trial.land(config(gitlab, max_pages=2))


def test_custom_attributes_are_asked_for(gitlab: Stub, trial: Trial) -> None:
    attribute = {"key": "application", "value": "CRM"}
    gitlab.holds({"projects": [project(1, custom_attributes=[attribute])], "groups": []})
    by_attribute = config(gitlab, application=[{"custom_attribute": "application"}])
    assert amounts(trial.findings(by_attribute)) == [("CRM", "0.001")]


def test_nobody_there(gitlab: Stub, trial_of: TrialOf) -> None:
    with pytest.raises(SourceUnavailable, match="did not answer"):
        trial_of(GitlabConnector, retries=0).land(config(gitlab, base_url="http://127.0.0.1:9"))
