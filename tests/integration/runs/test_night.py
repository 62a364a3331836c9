"""A night from its ping to SUCCESS, and what starting a run decides."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.fix_chain import ENTITY, Chain, MakeChain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, server

NOW = datetime.now(UTC)


def test_a_night_publishes_both_months(chain: Chain, company: Company) -> None:
    run_id = chain.night(NOW)
    chain.settle()
    run = company.run(run_id)
    assert (run["status"], run["phase"], run["trigger_type"], run["generation"]) == ("SUCCESS", "PUBLISHED", "CRON", 1)
    assert run["records_inserted"] == 2 + 3  # two unknown applications are one fact: unallocated, production
    assert company.cost(LAST_MONTH) == Decimal(60)
    assert company.cost(THIS_MONTH) == Decimal(130)
    assert len({event["id"] for event in chain.sink.of_type("releves.staged")}) == 2
    assert len({event["id"] for event in chain.sink.of_type("facts.loaded")}) == 1
    assert len({event["id"] for event in chain.sink.of_type("mvs.refreshed")}) == 1
    assert {status for _, status in chain.answers} == {204}
    for table in ("staged_releve", "fact_pending"):
        assert company.one(f"SELECT count(*) AS n FROM {table}")["n"] == 0


def test_i1_the_steps_totals_say_where_every_quantity_went(chain: Chain, company: Company) -> None:
    company.has(
        "cmdb_ci_server",
        [server("1", "3", "sys-billing"), server("2", "many", "sys-payroll"), server("3", "1", "sys-unheard-of")],
    )
    run_id = chain.night(NOW)
    chain.settle()
    step = company.steps(run_id)[f"open/{THIS_MONTH}"]
    assert step["totals"] == {
        "VCPU": {"source": "4", "releves": "4", "rejected": "0", "allocated": "3", "unallocated": "1", "unmapped": "0"}
    }
    assert (step["records"], step["rows"], step["rejects"]) == (3, 2, 1)
    reject = company.one("SELECT * FROM etl_rejects")
    assert reject["reason"] == "not_a_number"
    assert '"many"' in reject["record"]


def test_the_run_is_written_once_whoever_comes_first(chain: Chain, company: Company) -> None:
    run_id = chain.night(NOW, event_id="tick", to=("load_facts",))
    assert company.run(run_id)["status"] == "RUNNING"
    assert {step["status"] for step in company.steps(run_id).values()} == {"PLANNED"}
    assert chain.night(NOW, event_id="tick", to=("ingest_native", "ingest_open")) == run_id
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.one("SELECT count(*) AS n FROM etl_runs")["n"] == 1


def test_one_run_at_a_time_the_other_is_skipped_and_keeps_its_request(chain: Chain, company: Company) -> None:
    first = chain.request(to=("load_facts",), reason="first")
    second = chain.request(to=("ingest_native", "ingest_open"), reason="second", requested_by="me")
    assert company.run(first)["status"] == "RUNNING"
    skipped = company.run(second)
    assert (skipped["status"], skipped["error_code"], skipped["reason"]) == ("SKIPPED", "another_run", "second")
    assert company.steps(second) == {}


def test_a_dry_run_stands_beside_a_run_and_tells_what_would_change(chain: Chain, company: Company) -> None:
    chain.night(NOW)
    chain.settle()
    before = company.published()
    chain.request(to=("load_facts",), reason="holds the place")
    company.has("cmdb_ci_server", [server("1", "7", "sys-billing")])
    dry = chain.request(periods=[str(THIS_MONTH)], dry_run=True)
    chain.settle()
    run = company.run(dry)
    assert run["status"] == "SUCCESS"
    assert run["report"]["slices"] == [
        {
            "domain_id": "open",
            "period": str(THIS_MONTH),
            "status": "STAGED",
            "rows_before": 3,
            "rows_after": 1,
            "cost_before": "130",
            "cost_after": "70",
            "currency": "EUR",
            "applications_changed": 3,
            "quantities": {"VCPU": {"before": "13", "after": "7"}},
            "pricing": [
                {"pricing_view_id": "actual", "version": 1, "valued": 1, "unpriced": 0, "unpriced_keys": []},
            ],
        }
    ]
    assert company.published() == before
    assert company.one("SELECT generation FROM publication")["generation"] == 1
    assert company.one("SELECT count(*) AS n FROM staged_releve WHERE run_id = %s", dry)["n"] == 0


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"domains": ["open", "atlantis"]}, "unknown domain: atlantis"),
        ({"periods": [str(THIS_MONTH.plus(1))]}, "has not begun"),
        ({"force": True}, "force needs a reason"),
        ({"force": True, "reason": "  "}, "force needs a reason"),
    ],
)
def test_a_request_that_cannot_be_met_fails_at_once_and_says_why(
    chain: Chain, company: Company, asked: dict[str, object], complaint: str
) -> None:
    run_id = chain.request(**asked)  # type: ignore[arg-type]  # as a caller without types would
    run = company.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "bad_request")
    assert complaint in run["error_summary"]
    assert company.steps(run_id) == {}
    assert {event["runid"] for event in chain.sink.of_type("run.failed")} == {str(run_id)}
    assert {status for _, status in chain.answers} == {204}


def test_an_empty_plan_is_a_success_with_nothing_to_do(chain: Chain, company: Company) -> None:
    company.db.execute("UPDATE dim_domain SET is_enabled = false")
    run = company.run(chain.night(NOW))
    assert (run["status"], run["report"]) == ("SUCCESS", {"note": "nothing to do"})


def test_a_domain_is_not_planned_before_its_first_month(chain: Chain, company: Company) -> None:
    company.db.execute("UPDATE dim_domain SET available_from = %s", [THIS_MONTH.first_day])
    assert set(company.steps(chain.night(NOW))) == {f"open/{THIS_MONTH}"}


def test_the_window_comes_from_the_events_time_not_from_the_clock(chain: Chain, company: Company) -> None:
    company.db.execute("UPDATE dim_domain SET available_from = '2020-01-01'")
    run_id = chain.night(datetime(2021, 3, 1, 1, 0, tzinfo=UTC))
    assert company.run(run_id)["periods"] == [datetime(2021, 2, 1).date(), datetime(2021, 3, 1).date()]


def test_a_function_whose_settings_leave_a_planned_domain_out_names_the_variable(
    make_chain: MakeChain, company: Company
) -> None:
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    narrow = make_chain(FINOPS_DOMAINS_ENABLED="databases")
    wide = make_chain()
    event_id = str(uuid4())
    run_id = wide.night(NOW, event_id=event_id, to=("load_facts",))
    narrow.night(NOW, event_id=event_id, to=("ingest_open",))
    run = company.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "domain_not_enabled_here")
    assert "FINOPS_DOMAINS_ENABLED of ingest_open" in run["error_summary"]


def test_everything_carries_the_entity(chain: Chain, company: Company) -> None:
    chain.night(NOW)
    chain.settle()
    for table in (
        "fact_consumption",
        "mv_cost_domain_month",
        "publication",
        "slice_publication",
        "etl_runs",
        "etl_run_steps",
    ):
        assert company.all(f"SELECT DISTINCT entity_id FROM {table}") == [{"entity_id": ENTITY}]
