"""Publishing a draft: refused with the list of what stands against it, or immutable and told of once."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_contract.events import prices_run_id
from tests.fix_chain import Sink
from tests.integration.query_api.mart import ENTITY, OCTOBER, SEPTEMBER
from tests.integration.query_api.prices.conftest import FIRST, Admin, Row, faults

RATE: Row = (None, None, "EFFECTIVE_COST.USD", "1.1", "2026-01", None)
WEIGHTS: Row = (None, "weights", "WEIGHT", "1000", "2026-01", None)
DEARER: list[Row] = [("vm", None, "VCPU_HOURS", "0.06", "2026-10", None), RATE, WEIGHTS]


def close(db: psycopg.Connection[DictRow], month: str) -> None:
    db.execute(
        "INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', %s, 'CLOSED')", [f"{month}-01"]
    )


def audited(db: psycopg.Connection[DictRow], action: str) -> list[DictRow]:
    return db.execute("SELECT actor, reason, details FROM audit_log WHERE action = %s ORDER BY at", [action]).fetchall()


def test_a_published_version_is_told_of_and_waits(admin: Admin, sink: Sink, db: psycopg.Connection[DictRow]) -> None:
    checksum = admin.draft(*DEARER)["checksum"]
    answer = admin.publish("prices of autumn", checksum=checksum)
    run_id = prices_run_id(ENTITY, "actual", 2)
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/local/admin/runs/{run_id}"
    assert answer.json == {
        "data": {
            "pricingView": "actual",
            "version": 2,
            "runId": str(run_id),
            "periods": [SEPTEMBER, OCTOBER],
            "announced": True,
        }
    }
    (event,) = sink.of_type("prices.published")
    assert UUID(event["runid"]) == run_id
    assert event.data == {"pricing_view": "actual", "version": 2, "periods": [SEPTEMBER, OCTOBER]}
    assert admin.state(2) == "pending"
    assert admin.state(1) == "in_force"
    (entry,) = audited(db, "prices.published")
    assert (entry["actor"], entry["reason"]) == ("adam", "prices of autumn")
    assert (entry["details"]["checksum"], entry["details"]["restated_rates"]) == (checksum, 0)
    written = db.execute("SELECT author, reason FROM pricing_view_version WHERE version = 2").fetchone()
    assert written == {"author": "adam", "reason": "prices of autumn"}


def test_readers_see_nothing_of_it_until_it_is_in_force(admin: Admin) -> None:
    before = admin.api.get("domains"), admin.api.get("pricing-views")
    admin.draft(*DEARER)
    assert admin.publish().status_code == 202
    assert (admin.api.get("domains"), admin.api.get("pricing-views")) == before


def test_a_second_publication_finds_no_draft(admin: Admin, sink: Sink) -> None:
    admin.draft(*DEARER)
    assert admin.publish().status_code == 202
    assert admin.publish().status_code == 404
    assert len(sink.of_type("prices.published")) == 1


def test_what_changes_nothing_is_published_all_the_same(admin: Admin, sink: Sink) -> None:
    admin.draft(*FIRST)
    assert admin.publish().json["data"]["periods"] == []  # type: ignore[index]  # is JSON
    assert sink.of_type("prices.published")[0].data["periods"] == []


def test_without_a_broker_it_is_published_and_says_so(admin: Admin, sink: Sink) -> None:
    sink.refusing = True
    admin.draft(*DEARER)
    answer = admin.publish()
    assert (answer.status_code, answer.json["data"]["announced"]) == (202, False)  # type: ignore[index]  # is JSON
    assert admin.state(2) == "pending"


def test_a_published_version_cannot_change(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    admin.draft(*DEARER)
    admin.publish()
    for statement in (
        "UPDATE unit_price SET unit_price = 0",
        "DELETE FROM unit_price",
        "DELETE FROM pricing_view_metric",
        "DELETE FROM pricing_view_version",
        "UPDATE pricing_view_version SET reason = 'x'",
    ):
        with pytest.raises(psycopg.errors.RestrictViolation):
            db.execute(statement.encode())
    before = admin.get("/versions/2")
    admin.draft(*FIRST)
    assert admin.get("/versions/2") == before
    assert admin.get("/versions/draft")["meta"]["version"] == 3


def test_contradicting_prices_are_refused_with_the_list(admin: Admin, sink: Sink) -> None:
    admin.draft(*DEARER, ("vm", None, "VCPU_HOURS", "0.07", "2026-12", "2027-01"))
    refused = faults(admin.publish(), 409)
    message = "one price from 2026-10 on, another from 2026-12 to 2027-01: end the one before the other begins"
    assert refused == {"vm VCPU_HOURS": message}
    assert sink.events == []
    assert admin.state(2) == "draft"


def test_i10_a_closed_month_refuses_prices_that_change_it(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    close(db, SEPTEMBER)
    admin.draft(("vm", None, "VCPU_HOURS", "0.06", "2026-01", None), RATE, WEIGHTS)
    assert list(faults(admin.publish(), 409)) == [SEPTEMBER]
    admin.draft(
        ("vm", None, "VCPU_HOURS", "0.0500001", "2026-01", "2026-09"),
        ("disk", None, "GB_MONTH", 1, "2026-10", None),
        (None, None, "GB_MONTH", None, None, None),
        *DEARER,
    )
    assert admin.publish().json["data"]["periods"] == [OCTOBER]  # type: ignore[index]  # is JSON


def test_i10_a_new_view_values_closed_months_too(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    close(db, SEPTEMBER)
    third = Admin(admin.api, "third")
    view = {"label": "Third", "currency": "EUR", "isDefault": False, "reason": "a third one"}
    assert third.call("", "PUT", json=view).status_code == 200
    third.draft(*FIRST)
    assert third.get("/draft/changes")["data"]["closedPeriods"] == []
    assert third.publish().json["data"]["periods"] == [SEPTEMBER, OCTOBER]  # type: ignore[index]  # is JSON


def test_rates_of_past_months_are_fixed(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    keep = [("vm", None, "VCPU_HOURS", "0.0500001", "2026-01", None), WEIGHTS]
    admin.draft(*keep, (None, None, "EFFECTIVE_COST.USD", "1.2", "2026-01", None))
    refused = faults(admin.publish(), 409)
    assert refused["EFFECTIVE_COST.USD 2026-01"].startswith("the rate of a past month would go from 1.1 to 1.2")
    admin.draft(*keep, (None, None, "EFFECTIVE_COST.USD", "1.1", "2026-02", None))
    assert list(faults(admin.publish(), 409)) == ["EFFECTIVE_COST.USD 2026-01"]
    assert admin.publish(restateRates=True).status_code == 202
    assert audited(db, "prices.published")[0]["details"]["restated_rates"] == 1


def test_rates_of_months_to_come_and_of_months_without_one_are_free(admin: Admin) -> None:
    monthly: list[Row] = [
        (None, None, "EFFECTIVE_COST.USD", "1.1", f"{year}-{month:02d}", f"{year}-{month:02d}")
        for year in range(2026, 2100)
        for month in range(1, 13)
    ]
    later: Row = (None, None, "EFFECTIVE_COST.USD", "9", "2100-01", None)
    earlier: Row = (None, None, "EFFECTIVE_COST.USD", "9", "2020-01", "2025-12")
    admin.draft(*DEARER[:1], WEIGHTS, *monthly, later, earlier)
    assert admin.get("/draft/changes")["data"]["rateChanges"] == {"count": 0, "first": []}
    assert admin.publish().status_code == 202


def test_a_draft_that_somebody_wrote_meanwhile_is_not_published(admin: Admin) -> None:
    seen = admin.draft(*DEARER)["checksum"]
    now = admin.draft(*FIRST)["checksum"]
    assert admin.publish(checksum=seen).status_code == 409
    assert admin.publish(checksum=now).status_code == 202


def test_two_views_are_published_each_on_its_own(admin: Admin, sink: Sink) -> None:
    budget = Admin(admin.api, "budget")
    admin.draft(*DEARER)
    budget.draft(("vm", None, "VCPU_HOURS", "3", "2026-10", None))
    assert budget.publish(restateRates=True).status_code == 202
    assert admin.state(2) == "draft"
    assert admin.publish().status_code == 202
    assert [event.data["pricing_view"] for event in sink.of_type("prices.published")] == ["budget", "actual"]


def test_who_waits_for_a_publication_is_asked_to_come_again(admin: Admin, database_url: str) -> None:
    admin.draft(*DEARER)
    with psycopg.connect(database_url) as other:
        other.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
        assert admin.publish().status_code == 503
    assert admin.publish().status_code == 202


@pytest.mark.parametrize(
    "body", [{}, {"reason": ""}, {"reason": "x", "force": True}, {"reason": "x", "restateRates": "yes"}, []]
)
def test_wrong_bodies_are_refused(admin: Admin, body: Any) -> None:
    admin.draft(*DEARER)
    assert admin.call("/draft/publication", "POST", json=body).status_code == 400
    assert admin.state(2) == "draft"
