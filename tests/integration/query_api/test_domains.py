"""Domains as admins write them: settings checked when written, a checklist before they are enabled (I8)."""

import json
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from werkzeug.test import TestResponse

from ingest_cloud.focus.config import FocusConfig
from ingest_native.gitlab.config import GitlabConfig
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import GENERATION

ADMIN = "Rosetta_FinOps_Admin"
FOCUS = {"source": "focus", "files": "/bills/{period}.csv"}
NEW = {
    "domainLabel": "Public cloud of the labs",
    "availableFrom": "2026-09",
    "ingestFunction": "ingest_cloud",
    "connector": "focus",
    "connectorConfig": FOCUS,
}


@pytest.fixture
def domains_api(own_api: Api, db: psycopg.Connection[DictRow]) -> Api:
    """With the connectors that two functions registered."""
    for function, name, model in (("ingest_cloud", "focus", FocusConfig), ("ingest_native", "gitlab", GitlabConfig)):
        db.execute(
            "INSERT INTO connector VALUES (%s, %s, 'period', %s, '1.2.3')",
            [function, name, Jsonb(model.model_json_schema())],
        )
    return own_api


def put(api: Api, domain: str, body: Any, *, role: str = ADMIN, **more: Any) -> TestResponse:
    return api.call(f"admin/domains/{domain}", method="PUT", role=role, json=body, **more)


def activate(api: Api, domain: str, body: Any, method: str = "POST") -> TestResponse:
    return api.call(f"admin/domains/{domain}/activation", method=method, role=ADMIN, json=body)


def data(answer: TestResponse) -> Any:
    assert answer.status_code == 200, answer.text
    return json.loads(answer.data, parse_float=Decimal)["data"]


def faults(answer: TestResponse) -> dict[str, str]:
    assert answer.status_code == 400, answer.text
    return {fault["at"]: fault["message"] for fault in json.loads(answer.data)["errors"]}


def audit(db: psycopg.Connection[DictRow]) -> list[DictRow]:
    return db.execute("SELECT * FROM audit_log ORDER BY audit_id").fetchall()


def generation(db: psycopg.Connection[DictRow]) -> int:
    row = db.execute("SELECT generation FROM publication WHERE entity_id = 'acme'").fetchone()
    assert row is not None
    return int(row["generation"])


def test_a_domain_is_created_disabled_and_audited(domains_api: Api, db: psycopg.Connection[DictRow]) -> None:
    created = data(put(domains_api, "labs", {**NEW, "reason": "the labs moved"}))
    assert (created["isEnabled"], created["connectorConfig"], created["connectorVersion"]) == (False, FOCUS, "1.2.3")
    checks = {check["key"]: check["ok"] for check in created["checklist"]["items"]}
    assert checks == {
        "settings_valid": True,
        "source_answers": False,
        "dry_run_reconciled": False,
        "prices_present": False,
        "labels_and_quality": False,
    }
    (entry,) = audit(db)
    assert (entry["actor"], entry["action"], entry["target"], entry["reason"]) == (
        "adam",
        "domain.created",
        "labs",
        "the labs moved",
    )
    assert entry["details"]["after"]["connector_config"] == FOCUS
    assert generation(db) == GENERATION + 1  # `status` shows it


def test_a_change_keeps_what_was_before_and_what_changes_nothing_leaves_no_trace(
    domains_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    put(domains_api, "labs", NEW)
    put(domains_api, "labs", NEW)
    assert len(audit(db)) == 1
    config = {**FOCUS, "missing_files": "empty"}
    put(domains_api, "labs", {**NEW, "connectorConfig": config, "failurePolicy": "tolerant"})
    entry = audit(db)[-1]
    assert entry["action"] == "domain.updated"
    assert entry["details"]["before"]["connector_config"] == FOCUS
    assert entry["details"]["after"]["connector_config"] == config
    assert generation(db) == GENERATION + 1  # no reader sees settings
    put(domains_api, "labs", {**NEW, "domainLabel": "Laboratories"})
    assert generation(db) == GENERATION + 2


def test_settings_are_kept_digit_for_digit(domains_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("UPDATE connector SET config_schema = '{}' WHERE connector = 'gitlab'")
    body = json.dumps({**NEW, "ingestFunction": "ingest_native", "connector": "gitlab", "connectorConfig": "@"})
    body = body.replace('"@"', '{"factor": 0.1234567890123456789012345}')
    answer = domains_api.call("admin/domains/git", method="PUT", role=ADMIN, data=body, content_type="application/json")
    assert data(answer)["connectorConfig"]["factor"] == Decimal("0.1234567890123456789012345")


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"connectorConfig": {**FOCUS, "fles": "x"}}, "connectorConfig.fles", "unknown key; known: application"),
    ({"connectorConfig": {"source": "focus"}}, "connectorConfig.files", "missing"),
    ({"connectorConfig": {**FOCUS, "application": [{"tag": 3}]}}, "connectorConfig.application.0.tag", "string"),
    ({"connectorConfig": {**FOCUS, "api_token": "hunter2"}}, "connectorConfig.api_token", "never written down"),
    ({"connectorConfig": []}, "connectorConfig", "dictionary"),
    ({"connectorConfig": {**FOCUS, "files": "a\x00b"}}, "connectorConfig.files", "NUL"),
    ({"connectorConfig": {**FOCUS, "x": "\ud800"}}, "connectorConfig.x", "surrogate"),
    ({"connectorConfig": {**FOCUS, "x": 10**70}}, "connectorConfig.x", "digits"),
    ({"connector": "fokus"}, "connector", "ingest_cloud has focus"),
    ({"ingestFunction": "ingest_open"}, "connector", "has registered no connector"),
    ({"ingestFunction": "query_api"}, "ingestFunction", "ingest_open"),
    ({"domainLabel": " "}, "domainLabel", "at least 1"),
    ({"availableFrom": "2026-13"}, "availableFrom", "2026-13"),
    ({"domainMode": "INDIRECT"}, "request", "indirectLabel"),
    ({"indirectLabel": "x"}, "request", "indirectLabel"),
    ({"isEnabled": True}, "isEnabled", "not permitted"),
    ({"failurePolicy": "lenient"}, "failurePolicy", "strict"),
]


def test_what_cannot_be_is_named_and_nothing_is_written(domains_api: Api, db: psycopg.Connection[DictRow]) -> None:
    for change, at, word in REFUSED:
        answer = put(domains_api, "labs", {**NEW, **change})
        assert word in faults(answer).get(at, ""), (change, answer.text)
        assert "hunter2" not in answer.text
    for domain in ("-x", "a b", "é", "x" * 101, "(none)"):
        assert "domain" in faults(put(domains_api, domain, NEW))
    assert audit(db) == []
    assert generation(db) == GENERATION


def test_bodies_that_are_no_domain(domains_api: Api) -> None:
    for body, kind, status in (
        (b"{", "application/json", 400),
        (b'{"connectorConfig": {"a": 1, "a": 2}}', "application/json", 400),
        (b'{"connectorConfig": {"a": NaN}}', "application/json", 400),
        (b'{"connectorConfig": {"a": 1e999999999999}}', "application/json", 400),
        (b'{"connectorConfig": ' + b"[" * 60_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b" " * 70_000, "application/json", 413),
    ):
        answer = domains_api.call("admin/domains/labs", method="PUT", role=ADMIN, data=body, content_type=kind)
        assert answer.status_code == status, body[:40]


def test_a_published_domain_keeps_its_mode(domains_api: Api) -> None:
    body = {**NEW, "domainMode": "INDIRECT", "indirectMethodKey": "x", "indirectLabel": "x"}
    answer = put(domains_api, "open", body)
    assert (answer.status_code, "published as DIRECT" in answer.text) == (409, True)


def test_enabling_needs_a_reason_while_the_checklist_is_not_met(
    domains_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    put(domains_api, "labs", NEW)
    refused = activate(domains_api, "labs", {})
    assert refused.status_code == 409
    assert [fault["at"] for fault in json.loads(refused.data)["errors"]] == [
        "source_answers",
        "dry_run_reconciled",
        "prices_present",
        "labels_and_quality",
    ]
    assert data(activate(domains_api, "labs", {"reason": "the bill comes tomorrow"}))["isEnabled"] is True
    entry = audit(db)[-1]
    assert (entry["action"], entry["reason"]) == ("domain.enabled", "the bill comes tomorrow")
    assert entry["details"]["ready"] is False
    assert generation(db) == GENERATION + 2
    data(activate(domains_api, "labs", {"reason": "again"}))
    assert len(audit(db)) == 2  # it was enabled


def test_disabling_needs_a_reason_and_keeps_what_is_published(
    domains_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    before = domains_api.get("domains?period=2026-10")["data"]
    assert "reason" in faults(activate(domains_api, "open", {}, method="DELETE"))
    assert data(activate(domains_api, "open", {"reason": "sold"}, method="DELETE"))["isEnabled"] is False
    assert [entry["action"] for entry in audit(db)] == ["domain.disabled"]
    assert domains_api.get("domains?period=2026-10")["data"] == before


def test_settings_that_were_written_by_sql_are_shown_as_wrong(
    domains_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    db.execute("""UPDATE dim_domain SET connector_config = '{"source": "x", "fils": 1}' WHERE domain_id = 'cloud'""")
    (item, *_) = domains_api.admin("admin/domains/cloud")["data"]["checklist"]["items"]
    assert (item["key"], item["ok"]) == ("settings_valid", False)
    assert "connectorConfig.files: missing" in item["message"]
    assert "connectorConfig.fils: unknown key" in item["message"]


def test_the_checklist_names_what_is_missing(domains_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute(
        "UPDATE etl_run_steps s SET config_checksum = config_checksum(d) FROM dim_domain d"
        " WHERE d.domain_id = s.domain_id"
    )
    db.execute("UPDATE dim_family SET family_label = ' ' WHERE family_id = 'servers'")
    db.execute("UPDATE dim_product SET product_label = '' WHERE product_id = 'disk'")
    db.execute("UPDATE dim_metric SET label_fr = '' WHERE metric = 'VCPU_HOURS'")
    checklist = domains_api.admin("admin/domains/open")["data"]["checklist"]
    found = {item["key"]: (item["ok"], item["message"]) for item in checklist["items"]}
    assert found["source_answers"] == (True, "8 records gave 6 relevés and 2 rejects")
    assert found["dry_run_reconciled"] == (False, "source and facts differ: 2026-10 GB_MONTH")
    assert found["prices_present"] == (
        False,
        "actual has no price for 2 facts of 2026-10, budget has no price for 2 facts of 2026-10",
    )
    assert found["labels_and_quality"] == (
        False,
        "2026-10 has no quality figures: dry run again, family servers has no label,"
        " metric VCPU_HOURS needs a label in English and one in French, product disk has no label",
    )
    missing = {item["key"]: item for item in domains_api.admin("admin/domains/cloud")["data"]["checklist"]["items"]}
    assert missing["source_answers"]["message"] == "2026-10: MISSING"


def test_the_list_has_every_domain_and_its_last_run(domains_api: Api) -> None:
    listed = {row["domainId"]: row for row in domains_api.admin("admin/domains")["data"]}
    assert set(listed) == {"open", "cloud", "weights", "gone", "off"}
    assert (listed["open"]["lastRunStatus"], listed["open"]["latestPeriod"]) == ("SUCCESS", "2026-10")
    assert (listed["off"]["isEnabled"], listed["off"]["lastRunId"]) == (False, None)
    table = domains_api.call("admin/domains", role=ADMIN, headers={"Accept": "text/csv"})
    assert table.text.splitlines()[0].startswith("domainId,domainLabel,domainMode")


def test_connectors_are_listed_with_their_settings(domains_api: Api) -> None:
    rows = domains_api.admin("admin/connectors")["data"]
    assert [row["connector"] for row in rows] == ["focus", "gitlab"]
    assert "files" in rows[0]["configSchema"]["properties"]


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("role", ["Rosetta_User", "Rosetta_Referentiel_Admin"])
def test_i9_only_admins_of_costs_write_domains(domains_api: Api, role: str, method: str) -> None:
    assert domains_api.call("admin/domains/open", method=method, role=role, json=NEW).status_code == 403


def test_what_is_not_there_is_404(domains_api: Api) -> None:
    domains_api.admin("admin/domains/atlantis", status=404)
    assert activate(domains_api, "atlantis", {"reason": "x"}).status_code == 404
    assert activate(domains_api, "atlantis", {"reason": "x"}, method="DELETE").status_code == 404


def test_a_publication_under_way_is_waited_for_and_then_503(domains_api: Api, db: psycopg.Connection[DictRow]) -> None:
    with db.transaction():
        db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
        answer = put(domains_api, "labs", NEW)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
