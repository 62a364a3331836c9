"""I10: closed months do not change until an admin reopens them; what comes late for them is listed, not lost."""

import threading
import time
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest
from psycopg.rows import dict_row

from finops_runtime.database import load_sql
from tests.fix_chain import ENTITY, Chain, Environment
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, server
from tests.integration.runs.closing import (
    AS_PUBLISHED,
    MOVED,
    NOW,
    ONE_MORE,
    close,
    comes_late,
    late,
    night,
    of_month,
    reopen,
)


def test_i10_a_night_reads_a_closed_month_and_changes_nothing_of_it(chain: Chain, closed: Company) -> None:
    before = of_month(closed)
    comes_late(closed, ONE_MORE)
    run = night(chain, closed)
    assert run["status"] == "SUCCESS"
    assert closed.one("SELECT generation FROM publication")["generation"] == 2  # this month was published
    assert of_month(closed) == before
    steps = closed.steps(run["run_id"])
    assert {name: (step["is_late"], step["status"]) for name, step in steps.items()} == {
        f"open/{LAST_MONTH}": (True, "STAGED"),
        f"open/{THIS_MONTH}": (False, "STAGED"),
    }
    last, this = steps[f"open/{LAST_MONTH}"], steps[f"open/{THIS_MONTH}"]
    assert last["started_at"] > this["started_at"]  # nothing waits for it longer than need be
    assert last["totals"] == {"VCPU": {"source": "11", "releves": "11", "rejected": "0"}}  # it went nowhere
    slices = [event.data["slices"] for event in chain.sink.of_type("facts.loaded")][-1]
    assert [each["period"] for each in slices] == [str(THIS_MONTH)]
    refreshed = chain.sink.of_type("mvs.refreshed")[-1].data
    assert refreshed["periods"] == [str(THIS_MONTH)]
    assert closed.one("SELECT count(*) AS n FROM staged_releve")["n"] == 0


def test_i10_late_data_is_listed_kept_and_taken_off_when_the_source_agrees_again(chain: Chain, closed: Company) -> None:
    night(chain, closed)
    assert late(closed) == []
    comes_late(closed, ONE_MORE)
    first = night(chain, closed)
    assert late(closed) == [("open", "VCPU", Decimal(6), Decimal(11), 3)]
    row = closed.one("SELECT * FROM late_data")
    assert (row["run_id"], row["published_rows"]) == (first["run_id"], 2)
    assert row["landing_id"] == closed.steps(first["run_id"])[f"open/{LAST_MONTH}"]["landing_id"]
    second = night(chain, closed)
    again = closed.one("SELECT * FROM late_data")
    assert again["run_id"] == second["run_id"]
    assert again["first_seen_at"] == row["first_seen_at"]
    assert again["last_seen_at"] > row["last_seen_at"]
    comes_late(closed, AS_PUBLISHED)
    night(chain, closed)
    assert late(closed) == []


def test_i10_a_month_whose_servers_changed_hands_is_late_though_its_total_is_the_same(
    chain: Chain, closed: Company
) -> None:
    comes_late(closed, MOVED)
    night(chain, closed)
    assert late(closed) == [("open", "VCPU", Decimal(6), Decimal(6), 2)]


def test_i10_a_source_that_has_nothing_of_the_month_any_more_is_late_and_not_implausible(
    chain: Chain, company: Company
) -> None:
    comes_late(company, [server(str(number), "1", "sys-billing") for number in range(30)])
    night(chain, company)
    close(company)
    comes_late(company, [])
    run = night(chain, company)
    assert company.steps(run["run_id"])[f"open/{LAST_MONTH}"]["status"] == "STAGED"
    assert late(company) == [("open", "VCPU", Decimal(30), None, 0)]


def test_i10_a_domain_that_was_not_published_when_the_month_closed_is_listed_whole(
    chain: Chain, closed: Company
) -> None:
    closed.domain("databases", "cmdb_ci_db_instance", "oracle")
    closed.has("cmdb_ci_db_instance", [server("9", "7", "sys-billing")])
    closed.lands("databases", LAST_MONTH)
    night(chain, closed)
    assert late(closed) == [("databases", "VCPU", None, Decimal(7), 1)]
    assert closed.one("SELECT count(*) AS n FROM slice_publication WHERE period_month = %s", LAST_MONTH.first_day) == {
        "n": 1
    }


def test_i10_after_reopening_what_was_late_is_published_from_what_was_landed_and_listed_no_more(
    chain: Chain, closed: Company
) -> None:
    comes_late(closed, ONE_MORE)
    night(chain, closed)
    reopen(closed)
    run_id = chain.request(periods=[str(LAST_MONTH)], origin="raw", reason="five servers came late")
    chain.settle()
    assert closed.run(run_id)["status"] == "SUCCESS"
    assert closed.cost(LAST_MONTH) == 110
    assert late(closed) == []


def test_i10_a_run_that_names_a_closed_month_is_refused_and_told_each_time(chain: Chain, closed: Company) -> None:
    before = of_month(closed)
    event_id = str(uuid4())
    run_id = chain.request(periods=[str(LAST_MONTH), str(THIS_MONTH)], event_id=event_id)
    assert chain.request(periods=[str(LAST_MONTH), str(THIS_MONTH)], event_id=event_id) == run_id
    chain.settle()
    run = closed.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "period_closed")
    assert run["error_summary"].startswith(f"{LAST_MONTH} is closed: reopen it")
    assert closed.steps(run_id) == {}
    assert of_month(closed) == before
    assert {event["runid"] for event in chain.sink.of_type("run.failed")} == {str(run_id)}
    reopen(closed)
    chain.request(periods=[str(LAST_MONTH), str(THIS_MONTH)], event_id=event_id)
    assert closed.run(run_id)["status"] == "FAILED"  # the same request stays refused; another one is not


def test_i10_a_dry_run_of_a_closed_month_says_what_would_change(chain: Chain, closed: Company) -> None:
    before = of_month(closed)
    comes_late(closed, ONE_MORE)
    run_id = chain.request(periods=[str(LAST_MONTH)], dry_run=True)
    chain.settle()
    run = closed.run(run_id)
    assert run["status"] == "SUCCESS"
    (found,) = run["report"]["slices"]
    assert found["quantities"]["VCPU"] == {"before": "6", "after": "11"}
    assert late(closed) == []
    assert of_month(closed) == before


def test_i10_months_close_in_order_so_an_unheard_of_month_before_a_closed_one_is_closed(
    chain: Chain, closed: Company
) -> None:
    early = LAST_MONTH.plus(-2)
    closed.db.execute("UPDATE dim_domain SET available_from = %s", [early.first_day])
    run = closed.run(chain.request(periods=[str(early)]))
    assert (run["status"], run["error_code"]) == ("FAILED", "period_closed")
    later = closed.run(chain.request(periods=[str(THIS_MONTH)]))
    assert later["status"] == "RUNNING"


def test_i10_a_month_that_closes_while_a_run_is_started_is_not_planned_open(
    chain: Chain, company: Company, database_url: str
) -> None:
    night(chain, company)
    with psycopg.connect(database_url, row_factory=dict_row) as closing:
        closing.execute("UPDATE period_status SET status = 'CLOSED' WHERE period_month = %s", [LAST_MONTH.first_day])
        starting = threading.Thread(target=chain.night, args=(NOW,), kwargs={"to": ("load_facts",)})
        starting.start()
        deadline = time.monotonic() + 4
        while starting.is_alive() and time.monotonic() < deadline:  # until it waits for the month, or did not wait
            if company.all(
                "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            ):
                break
            time.sleep(0.02)
        closing.commit()
        starting.join()
    run = company.one("SELECT run_id FROM etl_runs WHERE status = 'RUNNING'")
    assert company.steps(run["run_id"])[f"open/{LAST_MONTH}"]["is_late"]


def test_i10_no_month_closes_between_the_plan_of_a_run_and_its_commit(
    chain: Chain, company: Company, function_settings: Environment
) -> None:
    night(chain, company)
    with psycopg.connect(function_settings("load_facts")["POSTGRES_URL"]) as starting:
        months = {"entity_id": ENTITY, "periods": [LAST_MONTH.first_day]}
        assert starting.execute(load_sql("finops_runtime", "closed_periods"), months).fetchall() == []
        company.db.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            close(company)
