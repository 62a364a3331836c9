"""I2: an event delivered again, late, doubled or out of order leaves the same mart, row for row."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cloudevents.http import CloudEvent

from tests.fix_chain import STARTERS, Chain
from tests.fix_company import LAST_MONTH, PUBLISHED, THIS_MONTH, Company, server

NOW = datetime.now(UTC)
Order = Callable[[list[CloudEvent]], list[CloudEvent]]
ONCE_PUBLISHED = ("run_id", "computed_at")


def backwards(events: list[CloudEvent]) -> list[CloudEvent]:
    return events[::-1]


def shuffled(seed: int) -> Order:
    def order(events: list[CloudEvent]) -> list[CloudEvent]:
        return random.Random(seed).sample(events, len(events))

    return order


@pytest.fixture
def undisturbed(chain: Chain, company: Company) -> dict[str, list[tuple[object, ...]]]:
    """What one undisturbed night publishes, before another night is run differently over the same sources."""
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    company.has("cmdb_ci_database", [server("d1", "8", "sys-billing"), server("d2", "0.125", "sys-payroll")])
    chain.night(NOW)
    chain.settle()
    published = company.published(but=ONCE_PUBLISHED)
    assert len(published["fact_consumption"]) == 7
    company.db.execute(f"TRUNCATE {', '.join((*PUBLISHED, 'slice_publication'))}".encode())
    return published


@pytest.mark.parametrize(
    "order", [list, backwards, shuffled(1), shuffled(2)], ids=["in order", "reverse", "seed 1", "seed 2"]
)
def test_i2_every_event_twice_in_any_order_leaves_identical_tables(
    undisturbed: dict[str, list[tuple[object, ...]]], chain: Chain, company: Company, order: Order
) -> None:
    for to in (STARTERS, STARTERS[::-1]):
        run_id = chain.night(NOW, event_id="the same night", to=to)
    chain.settle(copies=2, order=order)
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.published(but=ONCE_PUBLISHED) == undisturbed
    assert {status for _, status in chain.answers} == {204}


def test_i2_every_event_of_a_finished_night_again_changes_nothing_at_all(chain: Chain, company: Company) -> None:
    chain.night(NOW, event_id="tick")
    chain.settle()
    everything = {
        table: company.all(f"SELECT * FROM {table}")
        for table in ("etl_runs", "etl_run_steps", "publication", "slice_publication")
    }
    published = company.published(but=())
    company.has("cmdb_ci_server", [server("1", "999", "sys-billing")])
    chain.night(NOW, event_id="tick")
    chain.delivered = 0
    chain.settle(copies=2, order=backwards)
    assert company.published(but=()) == published
    assert everything == {table: company.all(f"SELECT * FROM {table}") for table in everything}


def test_i2_a_past_month_run_again_after_its_source_changed_is_the_same(chain: Chain, company: Company) -> None:
    chain.night(NOW)
    chain.settle()
    before = company.published(but=ONCE_PUBLISHED)
    company.has("cmdb_ci_server", [server("9", "50", "sys-payroll")])
    run_id = chain.request(periods=[str(LAST_MONTH)], reason="again")
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.published(but=ONCE_PUBLISHED) == before


def test_a_month_computed_from_the_raw_zone_does_not_ask_the_source(chain: Chain, company: Company) -> None:
    chain.night(NOW)
    chain.settle()
    before = company.published(but=ONCE_PUBLISHED)
    company.has("cmdb_ci_server", [])
    run_id = chain.request(periods=[str(THIS_MONTH)], origin="raw")
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.published(but=ONCE_PUBLISHED) == before


def test_the_last_snapshot_of_a_month_counts(chain: Chain, company: Company) -> None:
    company.has("cmdb_ci_server", [server("1", "1", "sys-billing")])
    company.lands("open", LAST_MONTH)
    company.has("cmdb_ci_server", [server("1", "6", "sys-billing")])
    company.lands("open", LAST_MONTH)
    chain.request(periods=[str(LAST_MONTH)])
    chain.settle()
    assert company.cost(LAST_MONTH) == 60
