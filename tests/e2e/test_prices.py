"""New prices come into force whatever happens in between; afterwards the old prices come back the same way."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from finops_contract.events import PING, WATCH_SOURCE
from finops_local.demo.administration import PublishedPrices, prices_in_force, publish_prices
from finops_local.demo.books import Books
from finops_local.demo.checks import api_failures
from finops_local.demo.nights import post_event
from finops_local.sample.renegotiation import NEW_PRICE, renegotiated, since_of
from tests.e2e.conftest import World
from tests.e2e.test_crash import wait_until_held

VIEW = "actual"


@pytest.fixture
def prices_come_back(company_world: World) -> Iterator[None]:
    """The world's prices of before are published again at the end, and readers see what they saw."""
    lines, before = prices_in_force(company_world.admin, VIEW), company_world.published()
    yield
    company_world.ended(publish_prices(company_world.admin, VIEW, lines, "the old prices again").run_id)
    assert company_world.published() == before


def publish_new(world: World) -> PublishedPrices:
    lines = prices_in_force(world.admin, VIEW)
    return publish_prices(world.admin, VIEW, renegotiated(lines, since_of(world.stage.company)), "negotiated")


def assert_in_force(world: World, prices: PublishedPrices) -> None:
    """The mart is costed by the version, exactly, and the API says so."""
    new = {line["unitPrice"] for line in prices_in_force(world.admin, VIEW) if line["productId"] == "linux-server"}
    assert str(NEW_PRICE) in new
    with Books(world.stage.platform.postgres_url) as books:
        for period in world.stage.company.periods:
            assert list(api_failures(world.admin, books, period)) == []
    assert state_of(world, prices)["in_force_at"] is not None


def state_of(world: World, prices: PublishedPrices) -> dict[str, Any]:
    row = world.db.execute(
        "SELECT in_force_at, refused_at FROM pricing_view_version WHERE (pricing_view_id, version) = (%s, %s)",
        [VIEW, prices.version],
    ).fetchone()
    assert row is not None
    return row


def publish_and_kill(world: World, *killed: str) -> PublishedPrices:
    """Kill processes while refresh_mvs is in the middle of costing again, held at a table that no preview reads."""
    platform = world.stage.platform
    with psycopg.connect(platform.postgres_url) as blocker:
        blocker.execute("LOCK TABLE mv_cost_family_month IN ACCESS EXCLUSIVE MODE")
        prices = publish_new(world)
        wait_until_held(world, "refresh_mvs")
        for name in killed:
            platform.kill(name)
        blocker.rollback()
    for name in killed:
        platform.wait_ready(name, 30)
    return prices


@pytest.mark.usefixtures("prices_come_back")
def test_a_publisher_killed_in_the_middle_of_costing_again_gets_the_event_again(company_world: World) -> None:
    generation = company_world.generation()
    prices = publish_and_kill(company_world, "refresh_mvs")
    company_world.ended(prices.run_id)
    assert_in_force(company_world, prices)
    assert company_world.generation() == generation + 1


@pytest.mark.usefixtures("prices_come_back")
def test_a_publication_whose_event_the_broker_lost_is_told_again_by_the_watch(company_world: World) -> None:
    prices, generation = publish_and_kill(company_world, "broker", "refresh_mvs"), company_world.generation()
    company_world.stage.platform.wait_idle(30)
    assert state_of(company_world, prices) == {"in_force_at": None, "refused_at": None}
    watch(company_world)
    assert state_of(company_world, prices)["in_force_at"] is None  # it may still be on its way
    an_hour_passes(company_world, prices)
    watch(company_world)
    company_world.ended(prices.run_id)
    assert_in_force(company_world, prices)
    assert company_world.generation() == generation + 1


def watch(world: World) -> None:
    now = datetime.now(UTC)
    post_event(world.stage.platform.broker_url, PING, WATCH_SOURCE, str(uuid4()), now, {})
    world.stage.platform.wait_idle(30)


def an_hour_passes(world: World, prices: PublishedPrices) -> None:
    """What is published is immutable, but for who leaves the triggers out."""
    with world.db.transaction():
        world.db.execute("SET LOCAL session_replication_role = replica")
        world.db.execute(
            "UPDATE pricing_view_version SET published_at = published_at - interval '1 hour' "
            "WHERE (pricing_view_id, version) = (%s, %s)",
            [VIEW, prices.version],
        )
