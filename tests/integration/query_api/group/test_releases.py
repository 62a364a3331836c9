"""Publishing the official referential."""

import json
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.mart import GENERATION, fill, release
from tests.integration.query_api.test_document import validate

Db = psycopg.Connection[DictRow]
PATH = "admin/releases"


def publish(api: GroupApi, *, query: str = "", reason: str = "november", **changed: Any) -> Any:
    body = {"reason": reason, "release": release(**changed)}
    role = "Rosetta_Referentiel_Admin"
    return api.call(f"{PATH}{query}", role=role, method="POST", data=json.dumps(body), content_type="application/json")


def more_applications() -> list[Any]:
    known: Any = release()["applications"]
    return [*known, {"application_id": "crm", "label": "CRM"}]


def count(db: Db, table: str) -> int:
    row = db.execute(f"SELECT count(*) AS rows FROM {table}".encode()).fetchone()
    assert row is not None
    return int(row["rows"])


def test_the_first_release(empty_group_api: GroupApi, db: Db) -> None:
    answer = publish(empty_group_api)
    assert answer.status_code == 200, answer.text
    data = answer.json["data"]
    assert (data["version"], data["dryRun"]) == (1, False)
    assert len(data["checksum"]) == 64
    assert {change["section"]: change["added"] for change in data["changes"]} == {
        "entities": 4,
        "metrics": 4,
        "domains": 3,
        "families": 3,
        "products": 3,
        "pricing_views": 2,
        "applications": 4,
        "mapping": 1,
    }
    listed = empty_group_api.get("releases")["data"]
    assert [(row["version"], row["publishedBy"], row["reason"], row["isLatest"]) for row in listed] == [
        (1, "gina", "november", True)
    ]
    document = empty_group_api.get("releases/1")["data"]["document"]
    assert document["entities"][0]["cut_off"]["timezone"] == "Europe/Paris"
    assert [row["pricingViewId"] for row in empty_group_api.get("pricing-views")["data"]] == ["actual", "standard"]


def test_what_is_new_counts_at_once_and_is_audited(own_group_api: GroupApi, db: Db) -> None:
    before = own_group_api.call("entities").headers["ETag"]
    answer = publish(own_group_api, applications=more_applications())
    data = answer.json["data"]
    assert data["version"] == 2
    changes = {change["section"]: change for change in data["changes"]}
    # What the mart was seeded with said "the first": all but applications is the same.
    assert set(changes) == {"applications"}
    assert (changes["applications"]["addedKeys"], changes["applications"]["removed"]) == (["crm"], 0)
    meta = own_group_api.get("entities")["meta"]
    assert (meta["release"], meta["generation"]) == (2, GENERATION + 3)
    assert own_group_api.call("entities", headers={"If-None-Match": before}).status_code == 200
    assert own_group_api.get("applications/crm")["data"]["applicationLabel"] == "CRM"
    entry = db.execute("SELECT * FROM audit_log WHERE action = 'release.published'").fetchone()
    assert entry is not None
    assert (entry["actor"], entry["target"], entry["reason"], entry["entity_id"]) == ("gina", "2", "november", "group")
    assert entry["details"]["changes"] == {"applications": [1, 0, 0]}


def test_a_dry_run_changes_nothing(own_group_api: GroupApi, db: Db) -> None:
    answer = publish(own_group_api, query="?dryRun=true", applications=more_applications())
    data = answer.json["data"]
    assert (data["version"], data["dryRun"], data["publishedAt"]) == (2, True, None)
    assert data["changes"][0]["addedKeys"] == ["crm"]
    assert count(db, "group_release") == 1
    assert count(db, "audit_log") == 0
    assert own_group_api.get("entities")["meta"]["generation"] == GENERATION
    own_group_api.get("applications/crm", status=404)
    refused = publish(own_group_api, query="?dryRun=true", applications=[], mapping=[])
    assert refused.status_code == 422


def test_the_same_document_is_published_once(own_group_api: GroupApi, db: Db) -> None:
    assert publish(own_group_api, applications=more_applications()).status_code == 200
    turned = list(reversed(more_applications()))
    for query in ("", "?dryRun=true"):
        again = publish(own_group_api, query=query, reason="again", applications=more_applications())
        assert (again.status_code, again.json["type"].rpartition(":")[2]) == (409, "release-known")
        assert again.json["errors"] == [{"at": "version", "message": "2"}]
    assert publish(own_group_api, query="?dryRun=true", applications=turned).json["data"]["changes"] == []
    assert count(db, "group_release") == 2


def test_sent_again_with_its_key(own_group_api: GroupApi, db: Db) -> None:
    body = {"reason": "once", "release": release(applications=more_applications())}
    more: dict[str, Any] = {
        "role": "Rosetta_Admin",
        "method": "POST",
        "headers": {"Idempotency-Key": "k"},
        "json": body,
    }
    first, second = own_group_api.call(PATH, **more), own_group_api.call(PATH, **more)
    assert (first.status_code, second.status_code, second.data) == (200, 200, first.data)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert count(db, "group_release") == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"applications": [{"application_id": "pay", "label": "Payments"}], "mapping": []}, "application hr"),
        (
            {
                "entities": [
                    {"entity_id": "n", "label": "N", "first_month": "2026-01", "cut_off": {"timezone": "Mars/Olympus"}}
                ],
                "mapping": [],
            },
            "Mars/Olympus",
        ),
    ],
    ids=["left out", "time zone"],
)
def test_what_the_database_refuses(own_group_api: GroupApi, db: Db, changed: Any, told: str) -> None:
    answer = publish(own_group_api, **changed)
    assert answer.status_code == 422, answer.text
    assert told in answer.json["detail"]
    assert "nothing is published" in answer.json["detail"]
    assert count(db, "group_release") == 1
    assert own_group_api.get("entities")["meta"]["generation"] == GENERATION


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"release": release()}, "reason"),
        ({"reason": "", "release": release()}, "reason"),
        ({"reason": "x"}, "release"),
        ({"reason": "x", "release": []}, "release"),
        ({"reason": "x", "release": {}}, "release.entities"),
        ({"reason": "x", "release": release(entities=[])}, "release.entities"),
        ({"reason": "x", "release": release(mapping=[{"entity_id": "north"}])}, "release.mapping.0.application_id"),
        (
            {"reason": "x", "release": release(rules=[{"check": "extra", "kind": "metric", "severity": "ignored"}])},
            "rules",
        ),
        ({"reason": "x", "release": release(surprise=1)}, "release.surprise"),
        ({"reason": "x", "release": release(families=[])}, "release"),
        ({"reason": "x", "release": release(domains=[{"domain_id": "a\x00", "label": "A"}])}, "release"),
        ({"reason": "x", "release": release(), "version": 7}, "version"),
    ],
)
def test_what_is_no_release(group_api: GroupApi, body: Any, at: str) -> None:
    answer = group_api.call(PATH, role="Rosetta_FinOps_Admin", method="POST", json=body)
    assert answer.status_code == 400, answer.text
    assert any(at in fault["at"] for fault in json.loads(answer.data)["errors"]), answer.text


def test_bodies_of_another_kind_or_size(group_api: GroupApi) -> None:
    more: dict[str, Any] = {"role": "Rosetta_Admin", "method": "POST"}
    assert group_api.call(PATH, data="a,b", content_type="text/csv", **more).status_code == 415
    assert group_api.call(PATH, data="{", content_type="application/json", **more).status_code == 400
    large = {"Content-Length": str(65 << 20), "Content-Type": "application/json"}
    assert group_api.call(PATH, headers=large, input_stream=None, **more).status_code in (400, 413)
    assert group_api.call(f"{PATH}?dryRun=maybe", json={}, **more).status_code == 400


def test_a_large_release(empty_group_api: GroupApi) -> None:
    applications = [{"application_id": f"app-{n}", "label": f"Application {n}"} for n in range(3000)]
    mapping = [
        {"entity_id": "north", "application_id": f"own-{n}", "group_application_id": f"app-{n}"} for n in range(3000)
    ]
    answer = publish(empty_group_api, applications=applications, mapping=mapping)
    assert answer.status_code == 200, answer.text
    changes = {change["section"]: change for change in answer.json["data"]["changes"]}
    assert (changes["mapping"]["added"], len(changes["mapping"]["addedKeys"])) == (3000, 20)


def test_answers_are_as_described(empty_group_api: GroupApi, db: Db) -> None:
    document = empty_group_api.get("/openapi.json")
    path = "/v1/group/admin/releases"
    validate(document, path, "post", publish(empty_group_api))
    validate(document, path, "post", publish(empty_group_api))
    fill(db)
    validate(document, path, "post", publish(empty_group_api, applications=[], mapping=[]))
