"""Published prices come into force all at once: exactly the months they touch, once, or not at all."""

from datetime import UTC, date, datetime

import pytest

from finops_contract.events import event_id_of
from tests.fix_chain import Chain, MakeChain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company
from tests.integration.runs.restating import (
    EVER,
    close,
    generation,
    publish_version,
    tell_prices,
    told,
    version_of,
)

NOW = datetime.now(UTC)
PRICES = "rosetta.finops.prices.published.v1"


@pytest.fixture
def night(chain: Chain, company: Company) -> Company:
    """Both months published: 6 vCPUs, then 13; 10 EUR each."""
    chain.night(NOW)
    chain.settle()
    assert (company.cost(LAST_MONTH), company.cost(THIS_MONTH)) == (60, 130)
    return company


def versions_of_rows(company: Company) -> dict[str, set[object]]:
    """Which transaction wrote each row of the published months."""
    return {
        table: {
            (row["ctid"], row["xmin"]) for row in company.all(f"SELECT ctid::text, xmin::text FROM {table}_{month}")
        }
        for table in ("mv_cost_app_product_month", "mv_cost_domain_month", "fact_consumption")
        for month in (LAST_MONTH.first_day.strftime("%Y_%m"),)
    }


def test_a_version_costs_the_months_that_it_touches_and_no_others(chain: Chain, night: Company) -> None:
    before = versions_of_rows(night)
    steps = night.all("SELECT * FROM slice_publication ORDER BY 1, 2, 3")
    version = publish_version(
        night,
        [("linux-server", "10", EVER, LAST_MONTH.first_day), ("linux-server", "11", THIS_MONTH.first_day, None)],
    )
    assert night.cost(THIS_MONTH) == 130
    run_id = tell_prices(chain, version)
    assert (night.cost(LAST_MONTH), night.cost(THIS_MONTH)) == (60, 143)
    assert versions_of_rows(night) == before
    assert night.all("SELECT * FROM slice_publication ORDER BY 1, 2, 3") == steps
    assert generation(night) == 2
    (refreshed,) = told(chain, "mvs.refreshed", run_id)
    assert refreshed.data == {"run_id": str(run_id), "generation": 2, "periods": [str(THIS_MONTH)]}
    run = night.run(run_id)
    assert (run["status"], run["trigger_type"], run["requested_by"]) == ("SUCCESS", "PRICES", "ada")
    assert (run["periods"], run["generation"]) == ([THIS_MONTH.first_day], 2)
    assert "new contract" in run["reason"]
    assert run["event_id"] == event_id_of(run_id, PRICES, None)


def test_a_version_that_touches_nothing_is_in_force_all_the_same(chain: Chain, night: Company) -> None:
    version = publish_version(night, [("linux-server", "10", EVER, None)])
    tell_prices(chain, version)
    assert version_of(night, version)["in_force_at"] is not None
    assert (generation(night), night.cost(THIS_MONTH)) == (2, 130)
    assert chain.sink.of_type("mvs.refreshed")[-1].data["periods"] == []


def test_the_first_version_of_a_view_values_every_month(chain: Chain, night: Company) -> None:
    tell_prices(chain, publish_version(night, [("linux-server", "1", EVER, None)], "standard"), "standard")
    assert (night.cost(LAST_MONTH, "standard"), night.cost(THIS_MONTH, "standard")) == (6, 13)
    assert (night.cost(LAST_MONTH), night.cost(THIS_MONTH)) == (60, 130)


def test_i6_a_price_that_ends_leaves_unpriced_rows_and_no_zero(chain: Chain, night: Company) -> None:
    tell_prices(chain, publish_version(night, [("linux-server", "10", EVER, LAST_MONTH.first_day)]))
    row = night.one(
        "SELECT sum(cost) AS cost, sum(unpriced_rows) AS rows FROM mv_cost_domain_month WHERE period_month = %s",
        THIS_MONTH.first_day,
    )
    assert row["cost"] is None
    assert row["rows"] == 3


def test_i2_the_event_doubled_changes_nothing_and_is_told_again(chain: Chain, night: Company) -> None:
    version = publish_version(night, [("linux-server", "12", EVER, None)])
    run_id = tell_prices(chain, version)
    before = night.published(but=())
    runs = night.all("SELECT * FROM etl_runs")
    tell_prices(chain, version)
    assert night.published(but=()) == before
    assert night.all("SELECT * FROM etl_runs") == runs
    first, again = told(chain, "mvs.refreshed", run_id)
    assert (first["id"], first.data) == (again["id"], again.data)
    assert generation(night) == 2


def test_a_night_before_the_version_is_in_force_goes_by_the_one_that_is(chain: Chain, night: Company) -> None:
    version = publish_version(night, [("linux-server", "12", EVER, None)])
    chain.night(NOW)
    chain.settle()
    assert night.cost(THIS_MONTH) == 130
    tell_prices(chain, version)
    assert (night.cost(LAST_MONTH), night.cost(THIS_MONTH)) == (72, 156)
    chain.night(NOW)
    chain.settle()
    assert (night.cost(LAST_MONTH), night.cost(THIS_MONTH)) == (72, 156)


def test_i10_a_closed_month_in_between_refuses_the_version_as_a_whole(chain: Chain, night: Company) -> None:
    version = publish_version(night, [("linux-server", "12", EVER, None)])
    close(night, LAST_MONTH)
    before = night.published(but=())
    for _ in range(2):
        run_id = tell_prices(chain, version)
    assert night.published(but=()) == before
    assert generation(night) == 1
    refused = version_of(night, version)
    assert refused["in_force_at"] is None
    assert str(LAST_MONTH) in refused["refusal"]
    run = night.run(run_id)
    assert (run["status"], run["error_code"], run["generation"]) == ("FAILED", "period_closed", None)
    failed, again = chain.sink.of_type("run.failed")
    assert failed.data["code"] == "period_closed"
    assert failed["id"] == again["id"]


def test_i10_a_new_view_adds_figures_to_a_closed_month_and_changes_none(chain: Chain, night: Company) -> None:
    close(night, LAST_MONTH)
    before = versions_of_rows(night)["mv_cost_app_product_month"]
    tell_prices(chain, publish_version(night, [("linux-server", "1", EVER, None)], "standard"), "standard")
    assert (night.cost(LAST_MONTH, "standard"), night.cost(LAST_MONTH)) == (6, 60)
    assert before <= versions_of_rows(night)["mv_cost_app_product_month"]
    after = night.published(but=())
    tell_prices(chain, publish_version(night, [("linux-server", "2", EVER, None)], "standard"), "standard")
    assert night.published(but=()) == after, "the second version would change it"


def test_i10_a_closed_month_that_is_not_touched_is_no_obstacle(chain: Chain, night: Company) -> None:
    close(night, LAST_MONTH)
    before = versions_of_rows(night)
    version = publish_version(
        night, [("linux-server", "10", EVER, LAST_MONTH.first_day), ("linux-server", "9", THIS_MONTH.first_day, None)]
    )
    tell_prices(chain, version)
    assert night.cost(THIS_MONTH) == 117
    assert versions_of_rows(night) == before


def test_an_older_version_that_comes_later_is_superseded(chain: Chain, night: Company) -> None:
    older = publish_version(night, [("linux-server", "20", EVER, None)])
    newer = publish_version(night, [("linux-server", "30", EVER, None)])
    tell_prices(chain, newer)
    run_id = tell_prices(chain, older)
    assert night.cost(THIS_MONTH) == 390
    assert f"version {newer}" in version_of(night, older)["refusal"]
    assert (night.run(run_id)["status"], night.run(run_id)["error_code"]) == ("SKIPPED", "superseded")
    assert chain.sink.of_type("run.failed") == []
    assert generation(night) == 2


def test_two_prices_for_one_month_are_refused_by_name(chain: Chain, night: Company) -> None:
    version = publish_version(
        night, [("linux-server", "1", EVER, None), ("linux-server", "2", date(2031, 1, 1), date(2031, 6, 1))]
    )
    tell_prices(chain, version)
    assert version_of(night, version)["refusal"] == (
        "linux-server has two prices of VCPU in 2031-01: publish a version with one"
    )
    assert night.cost(THIS_MONTH) == 130


def test_a_retired_view_takes_no_prices(chain: Chain, night: Company) -> None:
    version = publish_version(night, [("linux-server", "1", EVER, None)], "old")
    night.db.execute("UPDATE pricing_view SET retired_at = now() WHERE pricing_view_id = 'old'")
    tell_prices(chain, version, "old")
    assert "retired" in version_of(night, version, "old")["refusal"]


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_version_that_is_not_published_is_left_alone(chain: Chain, night: Company, is_draft: bool) -> None:
    if is_draft:
        night.db.execute(
            "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason) VALUES ('actual', 2, 'a', 'b')"
        )
    runs = night.one("SELECT count(*) AS n FROM etl_runs")
    tell_prices(chain, 2)
    assert night.one("SELECT count(*) AS n FROM etl_runs") == runs
    assert (night.cost(THIS_MONTH), generation(night)) == (130, 1)


def test_prices_before_any_usage_value_the_first_night(chain: Chain, company: Company) -> None:
    tell_prices(chain, publish_version(company, [("linux-server", "7", EVER, None)]))
    chain.night(NOW)
    chain.settle()
    assert (company.cost(LAST_MONTH), company.cost(THIS_MONTH)) == (42, 91)


def test_what_the_broker_refused_is_told_by_the_next_delivery(chain: Chain, night: Company) -> None:
    version = publish_version(night, [("linux-server", "12", EVER, None)])
    chain.sink.refusing = True
    tell_prices(chain, version, status=503)
    assert night.cost(THIS_MONTH) == 156
    chain.sink.refusing = False
    tell_prices(chain, version)
    assert chain.sink.of_type("mvs.refreshed")[-1].data["generation"] == 2


def test_the_watch_tells_again_of_prices_whose_event_was_lost(make_chain: MakeChain, company: Company) -> None:
    chain = make_chain()
    chain.night(NOW)
    chain.settle()
    version = publish_version(company, [("linux-server", "12", THIS_MONTH.first_day, None)])
    chain.watch(NOW)
    assert chain.sink.of_type("prices.published") == []
    company.db.execute("ALTER TABLE pricing_view_version DISABLE TRIGGER pricing_view_version_immutable")
    company.db.execute(
        "UPDATE pricing_view_version SET published_at = now() - interval '1 hour' WHERE in_force_at IS NULL"
    )
    chain.watch(NOW)
    (told,) = chain.sink.of_type("prices.published")
    assert told.data == {
        "pricing_view": "actual",
        "version": version,
        "periods": [str(LAST_MONTH), str(THIS_MONTH)],
    }
    chain.settle()
    run = company.one("SELECT * FROM etl_runs WHERE trigger_type = 'PRICES'")
    assert told["id"] == run["event_id"]
    assert told["runid"] == str(run["run_id"])
    assert company.cost(THIS_MONTH) == 156
    chain.watch(NOW)
    assert len(chain.sink.of_type("prices.published")) == 1
