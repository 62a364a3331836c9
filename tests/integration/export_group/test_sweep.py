"""What the sweep finds by itself: forgotten, closed, refused and unfinished months."""

import pytest

from tests.integration.export_group.conftest import Entity, MakeEntity
from tests.integration.query_api.mart import OCTOBER, SEPTEMBER


def begun(entity: Entity, period: str) -> int:
    return len([r for r in entity.group.sent(f"PUT /v1/exchange/acme/{period}/") if "/pieces/" not in r])


def test_months_that_were_never_sent_are(entity: Entity) -> None:
    assert entity.sweep() == 204
    assert {each.period for each in entity.group.exchanges.values()} == {OCTOBER, SEPTEMBER}
    asked = len(entity.group.requests)
    assert entity.sweep() == 204
    assert [r for r in entity.group.requests[asked:] if "token" not in r] == ["GET /v1/exchange/release"], "all is well"


def test_a_month_that_was_closed_or_reopened_is_sent_again(entity: Entity) -> None:
    assert entity.sweep() == 204
    entity.db.execute(
        "INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', '2026-09-01', 'CLOSED')"
    )
    assert entity.sweep() == 204
    assert [m.manifest.is_closed for m in entity.group.published(SEPTEMBER)] == [False, True]
    entity.db.execute(
        "UPDATE period_status SET status = 'OPEN' WHERE entity_id = 'acme' AND period_month = '2026-09-01'"
    )
    assert entity.sweep() == 204
    assert entity.outbox(SEPTEMBER)["sent_is_closed"] is False
    assert len(entity.group.published(OCTOBER)) == 1


@pytest.mark.parametrize("code", ["not_conformant", "not_a_member", "month_not_expected"])
def test_a_refused_month_waits_for_another_release(entity: Entity, code: str) -> None:
    entity.group.verdict = lambda manifest: ("REFUSED", code)
    entity.group.findings = [
        {"check": "extra", "kind": "domain", "keyId": "open", "severity": "blocking", "label": "é", "facts": 4}
    ]
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["error_code"], row["is_wanted"], row["sent_release"]) == ("REFUSED", code, False, 1)
    assert row["findings"][0]["keyId"] == "open"
    assert row["acknowledged_at"] is None
    entity.all_due()
    assert [entity.sweep(), entity.sweep()] == [204, 204]
    assert begun(entity, OCTOBER) == 1 + 1, "begun, and asked whether all pieces are there: once"
    entity.group.version, entity.group.findings = 2, []
    entity.group.verdict = lambda manifest: ("LOADED", None)
    assert entity.sweep() == 204
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["sent_release"], row["findings"], row["error_code"]) == ("PUBLISHED", 2, [], None)


def test_another_publication_of_a_refused_month_is_sent_at_once(entity: Entity) -> None:
    entity.group.verdict = lambda manifest: ("REFUSED", "not_conformant")
    assert entity.refreshed(OCTOBER) == 204
    entity.publish(8)
    entity.group.verdict = lambda manifest: ("LOADED", None)
    assert entity.refreshed(OCTOBER, generation=8) == 204
    assert entity.outbox(OCTOBER)["status"] == "PUBLISHED"


@pytest.mark.parametrize(
    ("status", "code"),
    [("REFUSED", "totals_differ"), ("REFUSED", "release_too_old"), ("FAILED", "x"), ("ABANDONED", "y")],
)
def test_what_sending_again_may_cure_is_sent_again_after_a_pause(entity: Entity, status: str, code: str) -> None:
    entity.group.verdict = lambda manifest: (status, code)
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["error_code"], row["is_wanted"], row["attempts"]) == (status, code, True, 1)
    assert row["pause"].total_seconds() > 25
    entity.group.verdict = lambda manifest: ("LOADED", None)
    entity.all_due()
    assert entity.sweep() == 204
    assert (entity.outbox(OCTOBER)["status"], entity.outbox(OCTOBER)["attempts"]) == ("PUBLISHED", 0)


def test_a_newer_run_at_the_group_is_an_acknowledgement(entity: Entity) -> None:
    entity.group.verdict = lambda manifest: ("SUPERSEDED", "older_run")
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["is_wanted"]) == ("SUPERSEDED", False)
    assert row["acknowledged_at"] is not None


def test_a_loaded_month_is_asked_for_until_it_is_published(make_entity: MakeEntity) -> None:
    entity = make_entity(FINOPS_EXPORT_PUBLISH_SECONDS="0")
    entity.group.looks = 2
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["is_wanted"], row["acknowledged_at"]) == ("LOADED", False, None)
    assert entity.sweep() == 204
    assert entity.outbox(OCTOBER)["status"] == "LOADED"
    assert entity.sweep() == 204
    assert entity.outbox(OCTOBER)["status"] == "PUBLISHED"
    assert entity.outbox(OCTOBER)["acknowledged_at"] is not None
    assert begun(entity, OCTOBER) == 2, "nothing was sent again"


def test_a_loaded_month_whose_publication_fails_is_sent_again(make_entity: MakeEntity) -> None:
    entity = make_entity(FINOPS_EXPORT_PUBLISH_SECONDS="0")
    entity.group.looks = 10
    assert entity.refreshed(OCTOBER) == 204
    (month,) = entity.group.exchanges.values()
    month.status, month.error_code = "FAILED", "broken_sums"
    entity.group.looks = 0
    assert entity.sweep() == 204
    assert entity.outbox(OCTOBER)["status"] == "LOADED"
    assert entity.sweep() == 204
    assert entity.outbox(OCTOBER)["status"] == "PUBLISHED"


def test_a_loaded_month_that_the_group_does_not_know_any_more_is_sent_again(make_entity: MakeEntity) -> None:
    entity = make_entity(FINOPS_EXPORT_PUBLISH_SECONDS="0")
    entity.group.looks = 10
    assert entity.refreshed(OCTOBER) == 204
    entity.group.exchanges.clear()
    assert entity.sweep() == 204
    assert OCTOBER in {each.period for each in entity.group.exchanges.values()}


def test_a_release_that_changes_between_export_and_load_is_the_one_that_counts(entity: Entity) -> None:
    def release(request: str) -> None:
        if "commit" in request:
            entity.group.version = 5

    entity.group.on_request = release
    entity.group.verdict = lambda manifest: ("REFUSED", "not_conformant")
    assert entity.refreshed(OCTOBER) == 204
    (month,) = entity.group.exchanges.values()
    assert month.manifest.release_version == 1
    assert entity.outbox(OCTOBER)["sent_release"] == 5, "what it was judged by"
    assert entity.sweep() == 204
    assert len([e for e in entity.group.exchanges.values() if e.period == OCTOBER]) == 1, "under 5 it is refused again"


def test_a_release_is_fetched_whole_once(entity: Entity) -> None:
    for _ in range(3):
        assert entity.sweep() == 204
    kept = entity.db.execute("SELECT version, etag, document FROM group_reference").fetchone()
    assert kept is not None
    assert (kept["version"], kept["etag"], kept["document"]["entities"][0]["entity_id"]) == (1, f'"{1:064x}"', "acme")
    entity.group.version = 2
    assert entity.sweep() == 204
    assert entity.db.execute("SELECT version FROM group_reference").fetchone() == {"version": 2}


def test_what_waits_is_measured(entity: Entity) -> None:
    entity.group.is_member = False
    assert entity.sweep() == 204
    metrics = entity.client.get("/metrics").text
    assert "finops_group_months_waiting 2.0" in metrics
    assert 'finops_group_exports_total{end="no_release"}' in metrics
    entity.group.is_member = True
    entity.all_due()
    assert entity.sweep() == 204
    metrics = entity.client.get("/metrics").text
    assert "finops_group_months_waiting 0.0" in metrics
    assert "finops_group_oldest_wait_seconds 0.0" in metrics
