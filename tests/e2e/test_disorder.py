"""I2 end to end: every event twice and in reverse order leaves the mart of an undisturbed platform, row for row."""

from collections.abc import Iterator
from datetime import UTC, datetime

from finops_contract.events import PricesPublished, event_id_of, type_of
from finops_contract.period import Period
from finops_local.demo.administration import PublishedPrices, prices_in_force, publish_prices
from finops_local.demo.nights import SOURCE, post_event, request_night
from finops_local.sample.renegotiation import renegotiated, since_of
from tests.e2e.conftest import NIGHT, Rows, StartWorld, World


def months(world: World) -> None:
    """Every month of the company. Event ids are the same every time, as everywhere here."""
    for period in world.stage.company.periods:
        world.run(period, event_id=f"month-{period}")


def new_prices(world: World) -> PublishedPrices:
    """A price that changes in all months, published by the API, of a company that has seen them all."""
    lines = renegotiated(prices_in_force(world.admin, "actual"), since_of(world.stage.company))
    return publish_prices(world.admin, "actual", lines, "negotiated")


def published_again(world: World, prices: PublishedPrices) -> None:
    """The event of the publication once more, long after."""
    periods = tuple(Period.parse(month["period"]) for month in prices.promised["months"])
    told = PricesPublished(pricing_view="actual", version=prices.version, periods=periods)
    event_id = event_id_of(prices.run_id, type_of(told), None)
    now = datetime.now(UTC)
    post_event(world.stage.platform.broker_url, type_of(told), SOURCE, event_id, now, told.model_dump(mode="json"))
    world.stage.platform.wait_idle(30)


def what_ran(world: World) -> Iterator[dict[str, object]]:
    yield from world.db.execute("SELECT run_id, status, records_inserted FROM etl_runs ORDER BY run_id").fetchall()


def test_i2_events_doubled_reversed_and_prices_in_the_middle_of_a_night_leave_the_same_mart(
    start_world: StartWorld,
) -> None:
    with start_world() as quiet:
        months(quiet)
        quiet.night("night-1")
        before = quiet.published()
        quiet.ended(new_prices(quiet).run_id)
        expected, runs = seen(quiet), list(what_ran(quiet))
        assert expected["mv_cost_domain_month"] != before["mv_cost_domain_month"]
    with start_world("--duplicate", "--reverse", "--concurrency", "1") as troubled:
        months(troubled)
        for _ in range(2):
            night = request_night(troubled.stage.platform.broker_url, NIGHT, "night-1")
        prices = new_prices(troubled)
        for run_id in (prices.run_id, night):
            troubled.ended(run_id)
        published_again(troubled, prices)
        found = seen(troubled)
        assert troubled.stage.platform.wait_idle(30)["dead_lettered"] == 0
        assert list(what_ran(troubled)) == runs
        leftovers = troubled.db.execute(
            "SELECT (SELECT count(*) FROM fact_pending) + (SELECT count(*) FROM staged_releve) AS rows"
        ).fetchone()
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert rows or table == "mv_anomalies_month", table  # three months are no history to judge by
        assert found[table] == rows, table
    assert leftovers == {"rows": 0}


def seen(world: World) -> Rows:
    """Which of two publications came first is chance, and with it which generation a slice has."""
    return world.published(without=("generation",))


def test_i2_the_same_night_twice_changes_nothing(company_world: World) -> None:
    before, generation = company_world.published(), company_world.generation()
    company_world.night("night-1", copies=2)
    assert company_world.published() == before
    assert company_world.generation() == generation
