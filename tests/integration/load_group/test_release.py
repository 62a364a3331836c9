"""What an entity may know of the official referential, and what a release that changes does to a month on its way."""

from typing import Any

import pytest

from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import Month
from tests.integration.load_group.official import RELEASE, publish_release

PATH = "/v1/exchange/release"


def test_an_entity_sees_nothing_of_the_others(group: Group) -> None:
    answer = group.call("GET", PATH)
    assert answer.status_code == 200
    found = answer.get_json()
    assert (found["version"], found["contractVersions"]) == (1, [1])
    assert [each["entity_id"] for each in found["release"]["entities"]] == ["alpha"]
    assert {each["application_id"] for each in found["release"]["applications"]} == {"shop", "pay"}
    assert {each["entity_id"] for each in found["release"]["mapping"]} == {"alpha"}
    assert "beta" not in answer.text.lower()
    assert "secret" not in answer.text
    assert len(found["release"]["products"]) == len(RELEASE["products"])


def test_who_has_it_gets_304_until_there_is_another(group: Group) -> None:
    tag = group.call("GET", PATH).headers["ETag"]
    assert group.call("GET", PATH, headers={"If-None-Match": tag}).status_code == 304
    assert group.call("GET", PATH, entity="beta", headers={"If-None-Match": tag}).status_code == 200
    publish_release(group.db, 2)
    answer = group.call("GET", PATH, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.get_json()["version"]) == (200, 2)


def test_there_is_none_before_the_first_and_for_a_stranger(empty_group: Group) -> None:
    for _ in range(2):
        answer = empty_group.call("GET", PATH, entity="gamma")
        assert (answer.status_code, answer.get_json()["type"].rpartition(":")[2]) == (404, "no-release")
        publish_release(empty_group.db, 1 + empty_group.rows("SELECT count(*) FROM group_release")[0][0])


ONE_PRODUCT_MORE = [*RELEASE["products"], {"product_id": "gpu", "family_id": "compute", "label": "GPU"}]
CHANGES: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "another product": ({"products": ONE_PRODUCT_MORE}, "LOADED", None),
    "this release on": ({"oldest_accepted": 2}, "REFUSED", "release_too_old"),
    "the member left": ({"entities": RELEASE["entities"][1:], "mapping": []}, "REFUSED", "not_a_member"),
    "a later first month": (
        {"entities": [{"entity_id": "alpha", "label": "A", "first_month": "2026-11"}, RELEASE["entities"][1]]},
        "REFUSED",
        "month_not_expected",
    ),
    "a metric less": (
        {"metrics": [{**each, "is_retired": each["metric"] == "GB"} for each in RELEASE["metrics"]]},
        "LOADED",
        None,
    ),
    "a view values less": (
        {"pricing_views": [{**RELEASE["pricing_views"][0], "metrics": ["VCPU"]}, RELEASE["pricing_views"][1]]},
        "REFUSED",
        "not_conformant",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_release_between_manifest_and_commit_is_the_one_that_judges(group: Group, change: str) -> None:
    changed, status, code = CHANGES[change]
    group.put_manifest(Month())
    group.put_pieces(Month())
    publish_release(group.db, 2, **changed)
    state = group.commit(Month()).get_json()
    assert (state["status"], state["errorCode"], state["release"]) == (status, code, 2)


@pytest.mark.parametrize("period", ["2025-12", "2028-01"])
def test_a_month_that_nobody_expects(group: Group, period: str) -> None:
    state = group.push(Month(entity="beta", period=period))
    assert (state["status"], state["errorCode"]) == ("REFUSED", "month_not_expected")


def test_a_stranger_may_push_and_is_refused(group: Group) -> None:
    state = group.push(Month(entity="gamma"))
    assert (state["status"], state["errorCode"]) == ("REFUSED", "not_a_member")
    assert group.mart() == []
