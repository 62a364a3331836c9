"""I10: closed months do not change until an admin reopens them; what comes late for them is listed, not lost."""

import threading
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from cloudevents.http import CloudEvent
from psycopg.rows import DictRow, dict_row

from finops_runtime.database import load_sql
from tests.fix_chain import ENTITY, Chain, Environment
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, server
from tests.integration.runs.indirect import BY_VCPU, FROM_MONGO, add_indirect, has_weights

NOW = datetime.now(UTC)
AS_PUBLISHED = [server("1", "2", "sys-billing"), server("2", "4", "sys-payroll", "Test")]
ONE_MORE = [*AS_PUBLISHED, server("3", "5", "sys-billing")]
MOVED = [server("1", "4", "sys-billing"), server("2", "2", "sys-payroll", "Test")]


def close(company: Company, month: object = LAST_MONTH) -> None:
    company.db.execute(
        "INSERT INTO period_status VALUES (%s, %s, 'CLOSED') ON CONFLICT (entity_id, period_month)"
        " DO UPDATE SET status = 'CLOSED'",
        [ENTITY, f"{month}-01"],
    )


def reopen(company: Company) -> None:
    company.db.execute("UPDATE period_status SET status = 'OPEN'")


def comes_late(company: Company, servers: list[dict[str, Any]]) -> None:
    """The CMDB of last month was another one, as it turns out; that of this month stays."""
    now = list(company.raw_zone.database["cmdb_ci_server"].find({}, {"_id": 0}))
    company.has("cmdb_ci_server", servers)
    company.lands("open", LAST_MONTH)
    company.has("cmdb_ci_server", now)


def of_month(company: Company, month: object = LAST_MONTH) -> dict[str, list[str]]:
    """Every row that readers see of a month, run and time of computation included."""
    tables = [row["table_name"] for row in company.all("SELECT table_name FROM month_partitioned")]
    return {
        table: sorted(
            row["line"]
            for row in company.all(f"SELECT t::text AS line FROM {table} t WHERE period_month = %s", f"{month}-01")
        )
        for table in [*tables, "slice_publication", "unknown_key"]
    }


def late(company: Company) -> list[tuple[Any, ...]]:
    rows = company.all("SELECT * FROM late_data ORDER BY domain_id, metric")
    return [
        (row["domain_id"], row["metric"], row["published_quantity"], row["found_quantity"], row["found_rows"])
        for row in rows
    ]


def night(chain: Chain, company: Company) -> DictRow:
    run_id = chain.night(NOW)
    chain.settle()
    return company.run(run_id)


@pytest.fixture
def closed(chain: Chain, company: Company) -> Company:
    """Both months are published, the last one is closed."""
    assert night(chain, company)["status"] == "SUCCESS"
    close(company)
    return company


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


def test_i10_a_night_of_closed_months_alone_ends_without_a_publication(chain: Chain, closed: Company) -> None:
    close(closed, THIS_MONTH)
    before = of_month(closed), of_month(closed, THIS_MONTH)
    comes_late(closed, ONE_MORE)
    run_id = chain.night(NOW)
    chain.settle(copies=2)
    run = closed.run(run_id)
    assert (run["status"], run["generation"]) == ("SUCCESS", None)
    assert "closed" in run["report"]["note"]
    assert closed.one("SELECT generation FROM publication")["generation"] == 1
    assert (of_month(closed), of_month(closed, THIS_MONTH)) == before
    assert late(closed) == [("open", "VCPU", Decimal(6), Decimal(11), 3)]
    assert str(run_id) not in {event["runid"] for event in chain.sink.of_type("facts.loaded")}
    assert closed.one("SELECT count(*) AS n FROM staged_releve")["n"] == 0
    night(chain, closed)  # the place is free again


def test_i10_events_doubled_and_out_of_order_change_nothing(chain: Chain, closed: Company) -> None:
    before = of_month(closed)
    comes_late(closed, ONE_MORE)
    run_id = chain.night(NOW)
    chain.settle(copies=3, order=lambda events: events[::-1])
    assert closed.run(run_id)["status"] == "SUCCESS"
    assert of_month(closed) == before
    assert late(closed) == [("open", "VCPU", Decimal(6), Decimal(11), 3)]


@pytest.mark.parametrize("policy", ["strict", "tolerant"])
def test_i10_a_closed_month_that_cannot_be_read_neither_fails_nor_misses_anything(
    chain: Chain, closed: Company, policy: str
) -> None:
    closed.db.execute("UPDATE dim_domain SET failure_policy = %s", [policy])
    comes_late(closed, ONE_MORE)
    night(chain, closed)
    closed.raw_zone.database["raw_payloads"].delete_many({"period": str(LAST_MONTH)})
    closed.raw_zone.database["raw_landings"].delete_many({"period": str(LAST_MONTH)})
    before = of_month(closed)
    run = night(chain, closed)
    assert run["status"] == "SUCCESS"
    step = closed.steps(run["run_id"])[f"open/{LAST_MONTH}"]
    assert (step["status"], step["error_code"]) == ("MISSING", "snapshot_missing")
    assert of_month(closed) == before
    assert late(closed) == [("open", "VCPU", Decimal(6), Decimal(11), 3)]  # nothing new was heard


def test_i10_applications_and_unknown_keys_of_late_data_are_not_taken(chain: Chain, company: Company) -> None:
    comes_late(company, [*AS_PUBLISHED, server("3", "5", "sys-known-to-nobody")])
    night(chain, company)
    close(company)
    comes_late(company, [*AS_PUBLISHED, server("3", "5", "sys-of-last-month")])
    night(chain, company)
    rows = company.all("SELECT * FROM unknown_key WHERE kind = 'application' AND foreign_key IS NOT NULL")
    assert {f"{row['foreign_key']} {row['period_month']:%Y-%m}" for row in rows} == {
        f"sys-known-to-nobody {LAST_MONTH}",
        f"sys-unheard-of {THIS_MONTH}",
    }


def stall(company: Company) -> None:
    company.db.execute("UPDATE etl_runs SET started_at = now() - interval '1 hour'")
    company.db.execute(
        "UPDATE etl_run_steps SET started_at = now() - interval '1 hour', ended_at = ended_at - interval '1 hour'"
    )


@pytest.fixture
def two_functions(closed: Company) -> Company:
    """A domain of another function, of last month alone to whom the request is not delivered."""
    closed.domain("databases", "cmdb_ci_db_instance", "oracle")
    closed.db.execute(
        "UPDATE dim_domain SET ingest_function = 'ingest_native', connector = 'gitlab' WHERE domain_id = 'databases'"
    )
    return closed


def test_i10_a_stalled_night_waits_for_open_months_and_not_for_closed_ones(
    chain: Chain, two_functions: Company
) -> None:
    company = two_functions
    run_id = chain.night(NOW, to=("ingest_open",))
    stall(company)
    chain.watch(NOW)
    again = chain.sink.events[-1]
    assert again["type"] == "dev.knative.sources.ping"  # an open month is missing: the request is sent again
    assert company.steps(run_id)[f"databases/{LAST_MONTH}"]["status"] == "PLANNED"
    company.db.execute(
        "DELETE FROM etl_run_steps WHERE domain_id = 'databases' AND period_month = %s", [THIS_MONTH.first_day]
    )
    stall(company)
    chain.watch(NOW)
    step = company.steps(run_id)[f"databases/{LAST_MONTH}"]
    assert (step["status"], step["error_code"]) == ("MISSING", "late_step_stalled")
    chain.settle()
    run = company.run(run_id)
    assert (run["status"], run["generation"]) == ("SUCCESS", 2)


def test_i10_a_night_of_closed_months_alone_of_which_nothing_is_heard_ends_too(chain: Chain, closed: Company) -> None:
    close(closed, THIS_MONTH)
    run_id = chain.night(NOW, to=("load_facts",))
    stall(closed)
    chain.watch(NOW)
    chain.settle()
    assert closed.run(run_id)["status"] == "SUCCESS"


def test_i10_the_watch_sends_again_what_a_run_with_late_steps_implies(chain: Chain, closed: Company) -> None:
    comes_late(closed, ONE_MORE)
    run_id = chain.night(NOW, to=("ingest_open",))
    chain.delivered = len(chain.sink.events)  # every releves.staged is lost
    stall(closed)
    chain.watch(NOW)
    chain.settle()
    assert closed.run(run_id)["status"] == "SUCCESS"
    assert late(closed) == [("open", "VCPU", Decimal(6), Decimal(11), 3)]


def test_i10_derived_domains_are_not_planned_for_closed_months_and_raw_weights_are_compared(
    chain: Chain, company: Company
) -> None:
    add_indirect(company, "network", FROM_MONGO)
    add_indirect(company, "support", BY_VCPU, connector="open_weight")
    has_weights(company, [("sys-billing", "3"), ("sys-payroll", "1")])
    run = night(chain, company)
    assert run["status"] == "SUCCESS"
    close(company)
    close(company, THIS_MONTH)
    has_weights(company, [("sys-billing", "3"), ("sys-payroll", "2")])
    run = night(chain, company)
    assert run["status"] == "SUCCESS"
    steps = company.steps(run["run_id"])
    assert f"support/{THIS_MONTH}" not in steps
    assert steps[f"network/{THIS_MONTH}"]["status"] == "STAGED"
    assert late(company) == [("network", "COEFFICIENT", Decimal(4), Decimal(5), 2)]
    assert company.one("SELECT count(*) AS n FROM coefficient_pending")["n"] == 0


def test_i10_prices_that_touch_a_closed_month_are_refused(chain: Chain, closed: Company) -> None:
    before = of_month(closed)
    closed.prices("actual", {"linux-server": "11"})
    closed.db.execute("DELETE FROM etl_runs WHERE trigger_type = 'PRICES'")
    closed.db.execute("ALTER TABLE pricing_view_version DISABLE TRIGGER USER")
    closed.db.execute("UPDATE pricing_view_version SET in_force_at = NULL WHERE version = 2")
    closed.db.execute("ALTER TABLE pricing_view_version ENABLE TRIGGER USER")
    published = CloudEvent(
        {"type": "rosetta.finops.prices.published.v1", "source": "/rosetta/finops/query_api", "id": "prices-2"},
        {"pricing_view": "actual", "version": 2, "periods": [str(THIS_MONTH)]},
    )
    for _ in range(2):
        chain.post("refresh_mvs", published)
    assert of_month(closed) == before
    version = closed.one("SELECT * FROM pricing_view_version WHERE version = 2")
    assert version["in_force_at"] is None
    assert str(LAST_MONTH) in version["refusal"]
    assert closed.one("SELECT status FROM etl_runs WHERE trigger_type = 'PRICES'")["status"] == "FAILED"
