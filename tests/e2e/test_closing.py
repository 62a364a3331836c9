"""I10 end to end: months that close while a night runs, and what nights and admins can do to them afterwards."""

from collections.abc import Iterator
from decimal import Decimal

import psycopg
import pytest

from finops_contract.period import Period
from finops_local.demo.administration import close_month, why_refused
from finops_local.demo.nights import request_night
from finops_local.sample.domains.public_cloud import write_late_bill
from tests.e2e.conftest import NIGHT, World
from tests.e2e.test_crash import HELD_AT, wait_until_held

REASON = "the figures are signed off"


@pytest.fixture
def past(company_world: World) -> Iterator[tuple[Period, ...]]:
    """The months that are over; every one is open again at the end."""
    months = company_world.stage.company.periods[:-1]
    yield months
    rows = company_world.db.execute(
        "SELECT period_month FROM period_status WHERE status = 'CLOSED' ORDER BY period_month DESC"
    ).fetchall()
    for row in rows:
        reopen_month(company_world, Period.of(row["period_month"]))


def reopen_month(world: World, period: Period) -> None:
    world.admin.send("DELETE", f"/v1/local/admin/periods/{period}/closure", {"reason": "not so final after all"})


def test_i10_a_month_that_a_night_is_about_to_publish_cannot_be_closed(
    company_world: World, past: tuple[Period, ...]
) -> None:
    close_month(company_world.admin, past[0], REASON)
    platform = company_world.stage.platform
    with psycopg.connect(platform.postgres_url) as blocker:
        blocker.execute(f"LOCK TABLE {HELD_AT['load_facts']} IN ACCESS EXCLUSIVE MODE")
        night = request_night(platform.broker_url, NIGHT, "night-of-closing")
        wait_until_held(company_world, "load_facts")
        refusal = why_refused(company_world.admin, "POST", f"periods/{past[1]}/closure", {"reason": REASON})
        blocker.rollback()
    assert refusal is not None
    company_world.ended(night)
    close_month(company_world.admin, past[1], REASON)


def test_i10_a_month_closed_behind_the_back_of_a_night_stays_as_it_is(
    company_world: World, past: tuple[Period, ...]
) -> None:
    before, generation = company_world.published(), company_world.generation()
    platform = company_world.stage.platform
    with psycopg.connect(platform.postgres_url) as blocker:
        blocker.execute("LOCK TABLE publication IN ACCESS EXCLUSIVE MODE")
        night = request_night(platform.broker_url, NIGHT, "night-too-late")
        wait_until_held(company_world, "refresh_mvs")
        blocker.execute(
            "INSERT INTO period_status (entity_id, period_month, status, changed_by, reason) "
            "VALUES ('local', %s, 'CLOSED', 'test', %s) ON CONFLICT (entity_id, period_month) DO UPDATE "
            "SET status = 'CLOSED'",
            [past[1].first_day, REASON],
        )
        blocker.commit()
    run = company_world.ended(night, "FAILED")
    assert run["error_code"] == "period_closed"
    assert (company_world.published(), company_world.generation()) == (before, generation)


def test_i10_what_comes_late_for_a_closed_month_is_listed_and_published_once_it_is_open_again(
    company_world: World, past: tuple[Period, ...]
) -> None:
    stage, admin = company_world.stage, company_world.admin
    for period in past:
        close_month(admin, period, REASON)
    closed = past[-1]
    before, whole = company_world.published(closed), company_world.published(without=("run_id", "generation"))
    bill = write_late_bill(stage.company, stage.places.folder)
    try:
        company_world.night("night-after-closing")
        assert company_world.published(closed) == before
        refusal = why_refused(admin, "POST", "runs", {"periods": [str(closed)], "reason": "late bill"})
        assert refusal is not None
        assert str(closed) in refusal
        assert late_quantities(company_world, closed) == {("public_cloud", *each) for each in bill.quantities.items()}
        reopen_month(company_world, closed)
        company_world.night("night-after-reopening")
        assert late_quantities(company_world, closed) == set()
        assert company_world.published(closed) != before
    finally:
        bill.path.unlink()
    company_world.night("night-without-the-late-bill")
    assert company_world.published(without=("run_id", "generation")) == whole


def late_quantities(world: World, period: Period) -> set[tuple[str, str, Decimal]]:
    """What a source says beyond what is published of a closed month: domain, metric, quantity."""
    late = world.admin.get(f"/v1/local/admin/periods/{period}/late-data")["data"]
    return {(row["domainId"], row["metric"], row["delta"]) for row in late}
