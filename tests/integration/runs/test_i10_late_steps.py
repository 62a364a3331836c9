"""I10: the steps of closed months in a night: read and compared, never in the way of the open ones."""

from decimal import Decimal

import pytest
from cloudevents.http import CloudEvent

from tests.fix_chain import Chain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, server
from tests.integration.runs.closing import AS_PUBLISHED, NOW, ONE_MORE, close, comes_late, late, night, of_month
from tests.integration.runs.indirect import BY_VCPU, FROM_MONGO, add_indirect, has_weights


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
