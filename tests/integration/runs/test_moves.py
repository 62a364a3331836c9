"""Products that move: each month keeps the structure that it had, whoever brings its facts, in whatever order."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from finops_contract.period import Period
from tests.fix_chain import Chain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, cmdb_config, server
from tests.integration.runs.restating import (
    close,
    generation,
    publish_version,
    tell_move,
    tell_prices,
    told,
    write_move,
)

NOW = datetime.now(UTC)
BEFORE = LAST_MONTH.plus(-1)


@pytest.fixture
def night(chain: Chain, company: Company) -> Company:
    """Domains `open` (linux-server) and `databases` (postgres), both months published; family `hosting` is empty."""
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    company.has("cmdb_ci_database", [server("d1", "8", "sys-billing")])
    company.db.execute("INSERT INTO dim_family VALUES ('hosting', 'open', 'Hosting')")
    chain.night(NOW)
    chain.settle()
    assert structure(company) == {
        LAST_MONTH: {("open", "open-family", "linux-server", 6)},
        THIS_MONTH: {("open", "open-family", "linux-server", 13), ("databases", "databases-family", "postgres", 8)},
    }
    return company


def structure(company: Company) -> dict[Period, set[tuple[str, str, str, int]]]:
    """Per month: domain, family, product and quantity, as facts and aggregates agree to show them."""
    keys = "period_month, domain_id, family_id, product_id"
    facts = company.all(f"SELECT {keys}, sum(quantity) AS quantity FROM fact_consumption GROUP BY {keys}")
    shown = company.all(f"SELECT {keys}, sum(quantity) AS quantity FROM mv_quantity_product_month GROUP BY {keys}")
    costed = company.all(
        f"SELECT {keys}, sum(quantity) AS quantity FROM mv_cost_app_product_month"
        f" WHERE pricing_view_id = 'actual' GROUP BY {keys}"
    )
    rows = {tuple(row.values()) for row in facts}
    assert rows == {tuple(row.values()) for row in shown} == {tuple(row.values()) for row in costed}
    found: dict[Period, set[tuple[str, str, str, int]]] = {}
    for month, domain, family, product, quantity in rows:
        found.setdefault(Period.of(month), set()).add((domain, family, product, int(quantity)))
    return found


def move(chain: Chain, company: Company, product: str, family: str, first_month: Period) -> None:
    tell_move(chain, write_move(company, product, family, first_month))


def test_from_this_month_on_earlier_months_keep_their_structure(chain: Chain, night: Company) -> None:
    run_id = tell_move(chain, write_move(night, "linux-server", "hosting", THIS_MONTH))
    assert structure(night) == {
        LAST_MONTH: {("open", "open-family", "linux-server", 6)},
        THIS_MONTH: {("open", "hosting", "linux-server", 13), ("databases", "databases-family", "postgres", 8)},
    }
    assert (
        night.all("SELECT family_id FROM mv_cost_family_month WHERE period_month = %s", LAST_MONTH.first_day)
        == [{"family_id": "open-family"}] * 2
    )
    run = night.run(run_id)
    assert (run["status"], run["trigger_type"], run["requested_by"]) == ("SUCCESS", "PRICES", "ada")
    assert (run["periods"], run["generation"], generation(night)) == ([THIS_MONTH.first_day], 2, 2)
    assert "linux-server moved to hosting" in run["reason"]
    assert night.one("SELECT family_id FROM dim_product WHERE product_id = 'linux-server'")["family_id"] == "hosting"
    (refreshed,) = told(chain, "mvs.refreshed", run_id)
    assert refreshed.data["periods"] == [str(THIS_MONTH)]


def test_backwards_every_month_is_classified_again(chain: Chain, night: Company) -> None:
    move(chain, night, "linux-server", "hosting", BEFORE)
    found = structure(night)
    assert found[LAST_MONTH] == {("open", "hosting", "linux-server", 6)}
    assert ("open", "hosting", "linux-server", 13) in found[THIS_MONTH]


def test_i5_to_another_domain_the_sums_of_both_domains_change(chain: Chain, night: Company) -> None:
    assert night.cost(THIS_MONTH) == 130
    move(chain, night, "linux-server", "databases-family", THIS_MONTH)
    assert structure(night)[THIS_MONTH] == {
        ("databases", "databases-family", "linux-server", 13),
        ("databases", "databases-family", "postgres", 8),
    }
    assert night.cost(THIS_MONTH) == 130
    assert night.all("SELECT DISTINCT step_domain_id FROM fact_consumption WHERE product_id = 'linux-server'") == [
        {"step_domain_id": "open"}
    ]


def test_i1_the_next_night_keeps_the_structure_and_reconciles_by_step(chain: Chain, night: Company) -> None:
    move(chain, night, "linux-server", "databases-family", THIS_MONTH)
    before = night.published()
    run_id = chain.night(NOW)
    chain.settle()
    assert night.run(run_id)["status"] == "SUCCESS"
    assert night.published() == before
    step = night.steps(run_id)[f"open/{THIS_MONTH}"]
    assert step["totals"]["VCPU"] == {
        "source": "13", "releves": "13", "rejected": "0", "allocated": "7", "unallocated": "6", "unmapped": "0"
    }  # fmt: skip
    assert night.all("SELECT * FROM unknown_key WHERE kind = 'product'") == []


def test_a_slice_is_replaced_with_what_moved_out_of_it(chain: Chain, night: Company) -> None:
    move(chain, night, "linux-server", "databases-family", THIS_MONTH)
    night.has("cmdb_ci_server", [server("1", "2", "sys-billing")])
    chain.request(periods=[str(THIS_MONTH)], domains=["open"], force=True, reason="fewer")
    chain.settle()
    assert structure(night)[THIS_MONTH] == {
        ("databases", "databases-family", "linux-server", 2),
        ("databases", "databases-family", "postgres", 8),
    }
    night.has("cmdb_ci_database", [server("d1", "9", "sys-billing")])
    chain.request(periods=[str(THIS_MONTH)], domains=["databases"])
    chain.settle()
    assert structure(night)[THIS_MONTH] == {
        ("databases", "databases-family", "linux-server", 2),
        ("databases", "databases-family", "postgres", 9),
    }


def test_twice_and_back_again(chain: Chain, night: Company) -> None:
    before = structure(night)
    move(chain, night, "linux-server", "databases-family", LAST_MONTH)
    move(chain, night, "linux-server", "hosting", THIS_MONTH)
    found = structure(night)
    assert found[LAST_MONTH] == {("databases", "databases-family", "linux-server", 6)}
    assert ("open", "hosting", "linux-server", 13) in found[THIS_MONTH]
    move(chain, night, "linux-server", "open-family", LAST_MONTH)
    assert structure(night)[LAST_MONTH] == before[LAST_MONTH]
    assert ("open", "hosting", "linux-server", 13) in structure(night)[THIS_MONTH]
    move(chain, night, "linux-server", "open-family", THIS_MONTH)
    assert structure(night) == before


def test_i10_a_closed_month_in_between_refuses_the_move(chain: Chain, night: Company) -> None:
    moved = write_move(night, "linux-server", "hosting", LAST_MONTH)
    close(night, LAST_MONTH)
    before = night.published(but=())
    for _ in range(2):
        run_id = tell_move(chain, moved)
    assert night.published(but=()) == before
    assert generation(night) == 1
    row = night.one("SELECT * FROM product_placement WHERE move_id = %s", moved)
    assert row["applied_at"] is None
    assert str(LAST_MONTH) in row["refusal"]
    assert (night.run(run_id)["status"], night.run(run_id)["error_code"]) == ("FAILED", "period_closed")
    assert len({event["id"] for event in told(chain, "run.failed", run_id)}) == 1
    chain.night(NOW)
    chain.settle()
    assert ("open", "open-family", "linux-server", 13) in structure(night)[THIS_MONTH]


def test_i2_the_event_doubled_changes_nothing_and_is_told_again(chain: Chain, night: Company) -> None:
    moved = write_move(night, "linux-server", "hosting", THIS_MONTH)
    run_id = tell_move(chain, moved)
    before, rows = night.published(but=()), night.all("SELECT * FROM product_placement ORDER BY 1")
    tell_move(chain, moved)
    assert night.published(but=()) == before
    assert night.all("SELECT * FROM product_placement ORDER BY 1") == rows
    first, again = told(chain, "mvs.refreshed", run_id)
    assert (first["id"], first.data) == (again["id"], again.data)


def test_a_move_that_nobody_wrote_is_left_alone(chain: Chain, night: Company) -> None:
    tell_move(chain, 4711)
    assert generation(night) == 1


def test_a_night_before_the_move_is_applied_goes_by_the_old_structure(chain: Chain, night: Company) -> None:
    moved = write_move(night, "linux-server", "hosting", THIS_MONTH)
    before = structure(night)
    chain.night(NOW)
    chain.settle()
    assert structure(night) == before
    tell_move(chain, moved)
    assert ("open", "hosting", "linux-server", 13) in structure(night)[THIS_MONTH]


def test_i4_a_run_loaded_before_the_move_and_published_after_it_shows_the_new_structure(
    chain: Chain, night: Company
) -> None:
    run_id = chain.night(NOW)
    while not (loaded := told(chain, "facts.loaded", run_id)):
        event = chain.sink.events[chain.delivered]
        chain.delivered += 1
        if event["type"] == "rosetta.finops.releves.staged.v1":
            chain.post("load_facts", event)
    assert "hosting" not in str(night.all("SELECT DISTINCT family_id FROM fact_pending"))
    move(chain, night, "linux-server", "databases-family", THIS_MONTH)
    chain.post("refresh_mvs", loaded[0])
    assert night.run(run_id)["status"] == "SUCCESS"
    assert structure(night)[THIS_MONTH] == {
        ("databases", "databases-family", "linux-server", 13),
        ("databases", "databases-family", "postgres", 8),
    }


def test_two_sources_may_bring_the_product_while_it_moves(chain: Chain, night: Company) -> None:
    move(chain, night, "linux-server", "databases-family", THIS_MONTH)
    rule = cmdb_config("cmdb_ci_database", "linux-server")
    rule["rules"].append(cmdb_config("cmdb_ci_database", "postgres")["rules"][0] | {"where": {"sys_id": "none"}})
    night.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'databases'", [Jsonb(rule)])
    run_id = chain.night(NOW)
    chain.settle()
    assert night.run(run_id)["error_summary"] is None
    assert structure(night)[THIS_MONTH] == {("databases", "databases-family", "linux-server", 21)}
    billing = night.one(
        "SELECT quantity, cost FROM mv_cost_app_product_month WHERE application_id = 'billing' AND period_month = %s"
        " AND environment = 'production' AND pricing_view_id = 'actual'",
        THIS_MONTH.first_day,
    )
    assert billing == {"quantity": 11, "cost": 110}
    assert night.one("SELECT sum(total_cost) AS cost FROM fact_releve")["cost"] == night.one(
        "SELECT sum(cost) AS cost FROM mv_cost_domain_month"
    )["cost"]  # fmt: skip


def test_an_alias_of_a_domain_that_the_product_never_was_in_stays_unmapped(chain: Chain, night: Company) -> None:
    move(chain, night, "linux-server", "hosting", THIS_MONTH)
    night.db.execute("UPDATE product_alias SET product_id = 'postgres' WHERE foreign_key = 'linux-server'")
    chain.night(NOW)
    chain.settle()
    assert ("open", "unmapped", "unmapped", 13) in structure(night)[THIS_MONTH]


def test_prices_follow_the_product_into_its_new_family(chain: Chain, night: Company) -> None:
    move(chain, night, "linux-server", "databases-family", THIS_MONTH)
    tell_prices(chain, publish_version(night, [("linux-server", "20", date(2020, 1, 1), None)]))
    found = night.one(
        "SELECT sum(cost) AS cost FROM mv_cost_domain_month WHERE domain_id = 'databases' AND period_month = %s",
        THIS_MONTH.first_day,
    )
    assert found["cost"] == 260


def test_the_watch_tells_again_of_a_move_whose_event_was_lost(chain: Chain, night: Company) -> None:
    moved = write_move(night, "linux-server", "hosting", LAST_MONTH)
    chain.watch(NOW)
    assert chain.sink.of_type("product.moved") == []
    night.db.execute("UPDATE product_placement SET moved_at = now() - interval '1 hour'")
    chain.watch(NOW)
    (event,) = chain.sink.of_type("product.moved")
    assert event.data == {
        "move_id": moved,
        "product_id": "linux-server",
        "family_id": "hosting",
        "first_month": str(LAST_MONTH),
        "periods": [str(LAST_MONTH), str(THIS_MONTH)],
    }
    chain.settle()
    run = night.run(event["runid"])
    assert (run["status"], run["event_id"]) == ("SUCCESS", event["id"])
    assert structure(night)[LAST_MONTH] == {("open", "hosting", "linux-server", 6)}


MONTHS = [Period(2026, 1).plus(offset) for offset in range(6)]
FAMILIES = ["open-family", "hosting", "databases-family"]
DOMAIN = {"open-family": "open", "hosting": "open", "databases-family": "databases"}


# The fixtures are shared by the examples, each of which begins with unmoved products.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=st.lists(st.tuples(st.sampled_from(FAMILIES), st.sampled_from(MONTHS)), min_size=1, max_size=6))
def test_the_structure_of_every_month_is_what_the_moves_say_in_their_order(
    chain: Chain, company: Company, moves: list[tuple[str, Period]]
) -> None:
    _six_months(company)
    expected = dict.fromkeys(MONTHS, "open-family")
    starts: dict[Period, str] = {}
    for family, first_month in moves:
        starts[first_month] = family
        later = [month for month in starts if month > first_month]
        for month in first_month.until(min(later, default=MONTHS[-1].plus(1)).plus(-1)):
            expected[month] = family
        move(chain, company, "linux-server", family, first_month)
    assert {month: {row[:2] for row in rows} for month, rows in structure(company).items()} == {
        month: {(DOMAIN[family], family)} for month, family in expected.items()
    }
    last = company.one("SELECT family_id FROM dim_product WHERE product_id = 'linux-server'")["family_id"]
    assert last == starts[max(starts)]


def _six_months(company: Company) -> None:
    """One fact a month, published, of a product that never moved."""
    company.db.execute("SELECT ensure_month_partitions('2026-01-01', '2026-06-01')")
    company.db.execute(
        "TRUNCATE product_placement, fact_consumption, mv_quantity_product_month, mv_cost_product_month,"
        " mv_cost_app_product_month, mv_cost_app_family_month, mv_cost_app_domain_month, mv_cost_application_month,"
        " mv_cost_family_month, mv_cost_domain_month"
    )
    company.db.execute("UPDATE dim_product SET family_id = 'open-family' WHERE product_id = 'linux-server'")
    company.db.execute(
        "INSERT INTO dim_domain VALUES ('databases', 'D', 'DIRECT', NULL, NULL, true, '2026-01-01', NULL,"
        " 'ingest_open', 'cmdb', '{}') ON CONFLICT DO NOTHING"
    )
    company.db.execute(
        "INSERT INTO dim_family VALUES ('hosting', 'open', 'H'), ('databases-family', 'databases', 'D')"
        " ON CONFLICT DO NOTHING"
    )
    for month in MONTHS:
        company.db.execute(
            "INSERT INTO fact_consumption (entity_id, period_month, step_domain_id, domain_id, family_id, product_id,"
            " application_id, environment, quantity, consumption_type, consumption_metric, source, run_id, computed_at)"
            " VALUES ('acme', %s, 'open', 'open', 'open-family', 'linux-server', 'billing', 'production', 1, 'DIRECT',"
            " 'VCPU', 'cmdb', gen_random_uuid(), now())",
            [month.first_day],
        )
    for aggregate in ("mv_quantity_product_month", "mv_cost_app_product_month"):
        company.db.execute(f"INSERT INTO {aggregate} SELECT * FROM {aggregate}_definition".encode())
