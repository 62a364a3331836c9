"""A night from event to API; a past month again."""

import pytest

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.books import Books
from finops_local.demo.checks import api_failures, run_failures, total_failures
from finops_local.sample.cmdb import RELATIONS, SERVERS
from finops_local.sample.domains import DOMAINS
from finops_local.sample.past import write_cmdb
from finops_local.sample.sources import write_stubs
from tests.e2e.conftest import World

SNAPSHOT_STUBS = ("artifactory", "messaging", "sonarqube")
"""Stubs that no domain of another kind needs."""


@pytest.fixture
def api(company_world: World) -> Api:
    return Api(company_world.stage.platform.url("query_api"), company_world.stage.access.user_token())


def test_every_domain_of_every_month_is_published(company_world: World) -> None:
    rows = company_world.db.execute(
        "SELECT period_month, count(*) FILTER (WHERE rows > 0) AS domains FROM slice_publication GROUP BY 1"
    ).fetchall()
    assert {Period.of(row["period_month"]): row["domains"] for row in rows} == dict.fromkeys(
        company_world.stage.company.periods, len(DOMAINS)
    )


def test_the_api_says_what_the_facts_say(company_world: World, api: Api) -> None:
    with Books(company_world.stage.platform.postgres_url) as books:
        runs = company_world.db.execute("SELECT * FROM etl_runs WHERE event_id ~ '^(month|night)-'").fetchall()
        assert len(runs) > company_world.stage.company.months
        assert list(run_failures(runs)) == []
        assert list(total_failures(books)) == []
        for period in company_world.stage.company.periods:
            assert list(api_failures(api, books, period)) == []


def test_the_checks_of_the_demo_see_a_wrong_aggregate(company_world: World, api: Api) -> None:
    period = company_world.stage.company.current
    value = [period.first_day]
    change = (
        "UPDATE mv_cost_domain_month SET cost = cost {} 0.000000000001 WHERE domain_id = 'open' AND period_month = %s"
    )
    published = "UPDATE publication SET generation = generation + 1"  # what was asked before is kept until then
    with Books(company_world.stage.platform.postgres_url) as books:
        company_world.db.execute(change.format("+"), value)
        company_world.db.execute(published)
        try:
            assert any("open" in failure for failure in api_failures(api, books, period))
        finally:
            company_world.db.execute(change.format("-"), value)
            company_world.db.execute(published)
        assert list(api_failures(api, books, period)) == []


def test_the_checks_of_the_demo_see_a_broken_total(company_world: World) -> None:
    keep = "CREATE TEMP TABLE kept AS SELECT run_id, domain_id, period_month, totals FROM etl_run_steps"
    company_world.db.execute(keep)
    company_world.db.execute(
        "UPDATE etl_run_steps SET totals = jsonb_set(totals, '{VCPU_MONTH,rejected}', '\"0.5\"') "
        "WHERE domain_id = 'open'"
    )
    with Books(company_world.stage.platform.postgres_url) as books:
        try:
            assert {row["metric"] for row in books.broken_totals()} == {"VCPU_MONTH"}
            assert any("VCPU_MONTH" in failure for failure in total_failures(books))
        finally:
            company_world.db.execute(
                "UPDATE etl_run_steps s SET totals = k.totals FROM kept k WHERE (s.run_id, s.domain_id, "
                "s.period_month) = (k.run_id, k.domain_id, k.period_month)"
            )
        assert list(total_failures(books)) == []


def test_i6_dirt_is_rejected_unallocated_unpriced_or_unmapped_but_never_lost(company_world: World, api: Api) -> None:
    rejects = {
        (row["domain_id"], row["reason"])
        for row in company_world.db.execute("SELECT DISTINCT domain_id, reason FROM etl_rejects").fetchall()
    }
    assert {
        ("open", "duplicate_ci"),
        ("open", "not_a_number"),
        ("open", "missing_sys_id"),
        ("native", "missing_statistics"),
        ("native", "not_a_number"),
        ("artifacts", "unreadable_size"),
        ("code_quality", "not_a_number"),
        ("cube", "not_a_number"),
        ("messaging", "not_a_number"),
        ("private_cloud", "missing_number"),
        ("private_openstack", "unmapped_type"),
        ("public_cloud", "not_finite"),
        ("telephony", "wrong_number_of_fields"),
        ("workplace", "negative_weight"),
    } <= rejects
    dashboard = api.get("/v1/local/dashboard")
    assert dashboard["meta"]["total"]["unallocatedCost"] > 0
    assert dashboard["meta"]["total"]["unpricedRows"] > 0
    families = api.get("/v1/local/domains/public_cloud")["data"]["families"]
    assert any(line["familyId"] == "unmapped" for line in families)


def test_the_applications_are_the_cmdbs_with_their_names_in_every_source(company_world: World) -> None:
    db, company = company_world.db, company_world.stage.company
    fed = db.execute(
        "SELECT application_id, application_label FROM dim_application WHERE fed_by IS NOT NULL"
    ).fetchall()
    labels = {row["application_id"]: row["application_label"] for row in fed}
    assert {application.application_id: application.label for application in company.applications}.items() <= (
        labels.items()
    )
    (conflict,) = db.execute("SELECT * FROM alias_conflict WHERE resolved_at IS NULL").fetchall()
    assert conflict["source_system"] == "gitlab"
    assert labels[conflict["claimed_application_id"]] == f"{labels[conflict['standing_application_id']]} COPY"
    keys = db.execute("SELECT DISTINCT domain_id, kind FROM unknown_key").fetchall()
    assert {("public_cloud", "product"), ("telephony", "application"), ("cube", "application")} <= {
        (row["domain_id"], row["kind"]) for row in keys
    }


def test_i5_indirect_domains_cost_exactly_what_is_shared_out(company_world: World, api: Api) -> None:
    company = company_world.stage.company
    for period in company.periods:
        domains = {line["domainId"]: line for line in api.get("/v1/local/domains", period=str(period))["data"]}
        for domain in DOMAINS:
            if domain.indirect is not None:
                line = domains[domain.domain_id]
                assert (line["domainMode"], line["cost"]) == ("INDIRECT", domain.indirect.euros(company.age(period)))


def test_a_past_month_again_after_the_sources_have_changed_gives_the_same_rows(company_world: World) -> None:
    stage, past = company_world.stage, company_world.stage.company.periods[0]
    before = company_world.published(past, without=("run_id", "generation"))
    raw_zone = stage.places.raw_zone()
    raw_zone.database[SERVERS].update_many({}, {"$set": {"cpu_count": "1000"}})
    raw_zone.database[RELATIONS].delete_many({})
    for stub in SNAPSHOT_STUBS:
        stage.places.data_of(stub).write_text("this is no source any more")
    try:
        run = company_world.run(past)
        assert company_world.published(past, without=("run_id", "generation")) == before
        assert {
            row["run_id"]
            for row in company_world.db.execute(
                "SELECT DISTINCT run_id FROM fact_consumption WHERE period_month = %s", [past.first_day]
            ).fetchall()
        } == {run["run_id"]}
    finally:
        write_cmdb(stage.company, raw_zone, stage.company.current)
        write_stubs(stage.company, stage.places)
        raw_zone.close()
