"""What alerts are told of nights, steps and volumes: read from the mart, as it is now."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_runtime.runs.nights import last_night_due
from finops_runtime.settings import NightSettings
from query_api import freshness
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import ENTITY, RUN
from tests.integration.query_api.test_metrics import samples

Mart = psycopg.Connection[DictRow]
_ABSENT = None


@pytest.fixture(autouse=True)
def read_at_each_scrape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freshness, "_KEPT_SECONDS", 0)


def value(api: Api, name: str, **labels: str) -> float | None:
    return samples(api).get((name, tuple(sorted(labels.items()))), _ABSENT)


def add_run(mart: Mart, started: str, *, status: str = "SUCCESS", minutes: int = 4, **more: Any) -> UUID:
    """A night of the 21st of October or later, unless `more` says another trigger_type; its plan is one step."""
    run_id = uuid4()
    columns = {
        "run_id": run_id,
        "entity_id": ENTITY,
        "status": status,
        "trigger_type": "CRON",
        "periods": [datetime(2026, 10, 1, tzinfo=UTC).date()],
        "domains": [],
        "requested_at": started,
        "event_source": "s",
        "event_id": str(run_id),
        "started_at": started,
        "deadline_at": started,
        "ended_at": None if status == "RUNNING" else datetime.fromisoformat(started) + timedelta(minutes=minutes),
        **more,
    }
    names = ", ".join(columns)
    mart.execute(
        f"INSERT INTO etl_runs ({names}) VALUES ({', '.join(['%s'] * len(columns))})".encode(), list(columns.values())
    )
    return run_id


def add_step(mart: Mart, run_id: UUID, *, status: str, code: str | None = None, rows: int = 0) -> None:
    mart.execute(
        "INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function, failure_policy,"
        " status, error_code, rows, started_at)"
        " VALUES (%s, 'open', '2026-10-01', %s, 'ingest_open', 'strict', %s, %s, %s, '2026-10-21T00:05:00Z')",
        [run_id, ENTITY, status, code, rows],
    )


def test_a_failed_night_lacks_its_slices_until_some_run_publishes_them(own_api: Api, db: Mart) -> None:
    night = add_run(db, "2026-10-21T00:00:00Z", status="FAILED")
    add_step(db, night, status="FAILED", code="source_refused")
    assert value(own_api, "finops_last_night_start_timestamp_seconds", status="FAILED") is not None
    assert value(own_api, "finops_last_night_unpublished_slices") == 1
    assert value(own_api, "finops_last_night_failed_steps", domain="open", code="source_refused") == 1
    again = add_run(db, "2026-10-21T07:00:00Z", trigger_type="MANUAL")
    assert value(own_api, "finops_last_night_unpublished_slices") == 1
    db.execute("UPDATE slice_publication SET run_id = %s WHERE domain_id = 'open'", [again])
    assert value(own_api, "finops_last_night_unpublished_slices") == 0
    assert value(own_api, "finops_last_night_failed_steps", domain="open", code="source_refused") is _ABSENT


def test_what_was_late_for_a_closed_month_is_lacked_by_nobody(own_api: Api, db: Mart) -> None:
    add_step(db, add_run(db, "2026-10-21T00:00:00Z"), status="STAGED")
    assert value(own_api, "finops_last_night_unpublished_slices") == 1
    db.execute("UPDATE etl_run_steps SET is_late = true WHERE run_id <> %s", [RUN])
    assert value(own_api, "finops_last_night_unpublished_slices") == 0


def test_a_skipped_night_hides_no_failed_one_and_a_dry_or_manual_run_is_no_night(own_api: Api, db: Mart) -> None:
    add_run(db, "2026-10-21T00:00:00Z", status="FAILED", requested_at="2026-10-20T23:59:59Z")
    add_run(db, "2026-10-21T00:00:01Z", status="SKIPPED")
    add_run(db, "2026-10-21T00:00:02Z", dry_run=True)
    add_run(db, "2026-10-21T00:00:03Z", trigger_type="MANUAL")
    began = datetime(2026, 10, 21, tzinfo=UTC).timestamp()
    assert value(own_api, "finops_last_night_start_timestamp_seconds", status="FAILED") == began
    assert value(own_api, "finops_last_night_start_timestamp_seconds", status="SKIPPED") is _ABSENT
    assert value(own_api, "finops_last_night_requested_timestamp_seconds") == began - 1


def test_the_usual_night_is_the_median_of_the_good_ones_before_the_last(own_api: Api, db: Mart) -> None:
    db.execute("DELETE FROM etl_runs WHERE trigger_type = 'CRON' AND run_id <> %s", [RUN])  # RUN itself: 251 s
    for day, minutes in ((21, 3), (22, 90)):
        add_run(db, f"2026-10-{day}T00:00:00Z", minutes=minutes)
    assert value(own_api, "finops_usual_night_seconds") is _ABSENT  # two nights before the last one
    add_run(db, "2026-10-23T00:00:00Z", minutes=200)
    assert value(own_api, "finops_usual_night_seconds") == 251
    assert value(own_api, "finops_last_night_seconds", status="SUCCESS") == 200 * 60


def test_the_run_under_way_says_how_far_it_is_and_when_it_is_given_up(own_api: Api, db: Mart) -> None:
    assert value(own_api, "finops_running_deadline_timestamp_seconds") is _ABSENT
    night = add_run(db, "2026-10-21T00:00:00Z", status="RUNNING", deadline_at="2026-10-21T01:00:00Z")
    began = datetime(2026, 10, 21, tzinfo=UTC).timestamp()
    assert value(own_api, "finops_running_progress_timestamp_seconds") == began
    add_step(db, night, status="PLANNED")
    assert value(own_api, "finops_running_progress_timestamp_seconds") == began + 300
    assert value(own_api, "finops_running_deadline_timestamp_seconds") == began + 3600


def test_a_volume_stands_beside_that_of_the_run_before_and_of_the_month_before(own_api: Api, db: Mart) -> None:
    assert value(own_api, "finops_domain_rows", domain="open", of="published") == 6
    assert value(own_api, "finops_domain_rows", domain="open", of="before") is _ABSENT
    assert value(own_api, "finops_domain_rows", domain="open", of="month_before") == 4
    for started, status, rows in (("18", "SUCCESS", 9), ("17", "SUCCESS", 8), ("19", "FAILED", 1)):
        add_step(db, add_run(db, f"2026-10-{started}T00:00:00Z", status=status), status="STAGED", rows=rows)
    assert value(own_api, "finops_domain_rows", domain="open", of="before") == 9


def test_rejects_are_those_of_the_step_that_is_published(own_api: Api, db: Mart) -> None:
    db.execute("UPDATE slice_publication SET records = 8 WHERE domain_id = 'open' AND run_id = %s", [RUN])
    assert value(own_api, "finops_domain_records", domain="open") == 8
    assert value(own_api, "finops_domain_rejects", domain="open") == 2


def test_a_move_is_pending_until_it_is_applied_or_refused(own_api: Api, db: Mart) -> None:
    db.execute(
        "INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason)"
        " VALUES ('vm', '2026-10-01', 'storage', 'adam', 'test')"
    )
    assert value(own_api, "finops_pending_product_moves") == 1
    db.execute("UPDATE product_placement SET refused_at = now()")
    assert value(own_api, "finops_pending_product_moves") == 0


def test_a_domain_of_next_year_is_not_waited_for(own_api: Api, db: Mart) -> None:
    before = value(own_api, "finops_enabled_domains")
    db.execute("UPDATE dim_domain SET available_from = '2099-01-01' WHERE domain_id = 'open'")
    assert value(own_api, "finops_enabled_domains") == (before or 0) - 1


def test_the_night_is_due_where_the_company_is(own_api: Api) -> None:
    due = value(own_api, "finops_night_due_timestamp_seconds")
    assert due == last_night_due(datetime.now(UTC), NightSettings()).timestamp()


def test_before_the_first_night_nothing_is_said_of_nights(empty_api: Api) -> None:
    found = {name for name, _ in samples(empty_api) if "night" in name}
    assert found == {"finops_night_due_timestamp_seconds"}
