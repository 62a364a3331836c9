"""What gets to the group is what the mart has, row by row, to the last decimal."""

from decimal import Decimal, localcontext
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import DictRow

from export_group.month import read_month
from export_group.settings import ExportSettings
from finops_contract.period import Period
from finops_runtime.database import Database
from tests.integration.export_group.conftest import Entity, MakeEntity
from tests.integration.export_group.received import Received
from tests.integration.query_api.mart import FACTS, OCTOBER, PRICES, SEPTEMBER, cost

HOSTILE = 'Comma, "quote",\nnew line\r\n; ’é€ \\ \t=1+1'
NEW, NEW_DAY = "2026-12", "2026-12-01"


def sent(entity: Entity, period: str) -> Received:
    (month,) = entity.group.published(period)
    return month


def empty_month(db: psycopg.Connection[DictRow]) -> None:
    db.execute(
        "INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at)"
        " VALUES ('acme', %s, 'open', '22222222-2222-5222-8222-222222222222', 6, now())",
        [NEW_DAY],
    )


def test_a_refreshed_month_gets_to_the_group_whole(entity: Entity) -> None:
    assert entity.refreshed(OCTOBER) == 204
    month = sent(entity, OCTOBER)
    assert month.manifest.generation == 7
    assert str(month.manifest.run_id) == "11111111-1111-5111-8111-111111111111"
    assert month.manifest.release_version == 1
    assert [(m.domain_id, m.reason) for m in month.manifest.missing] == [
        ("cloud", "the source did not answer"),
        ("gone", "the source did not answer"),
    ]
    facts = {
        (f["domain_id"], f["product_id"], f["application_id"], f["environment"], f["consumption_metric"]): Decimal(
            f["quantity"]
        )
        for f in month.rows("facts")
    }
    assert facts == {
        (f.domain, f.product or "", f.application, f.environment, f.metric): f.quantity
        for f in FACTS
        if f.month == OCTOBER
    }
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["is_wanted"], row["sent_generation"]) == ("PUBLISHED", False, 7)
    assert row["leased_until"] is None
    assert row["acknowledged_at"] is not None
    assert not entity.group.published(SEPTEMBER)


def test_costs_are_the_marts_and_prices_make_them(entity: Entity) -> None:
    assert entity.refreshed(OCTOBER, SEPTEMBER) == 204
    for period in (OCTOBER, SEPTEMBER):
        month = sent(entity, period)
        assert month.manifest.costs["actual"] is not None
        with localcontext(prec=100):
            assert Decimal(month.manifest.costs["actual"]) == cost(period)
        in_mart = entity.db.execute(
            "SELECT pricing_view_id, sum(cost) AS cost FROM mv_cost_domain_month"
            " WHERE entity_id = 'acme' AND period_month = %s GROUP BY 1",
            [f"{period}-01"],
        ).fetchall()
        assert {view: Decimal(said or 0) for view, said in month.manifest.costs.items()} == {
            row["pricing_view_id"]: row["cost"] for row in in_mart
        }


def test_lines_without_a_price_are_told_and_cost_nothing(entity: Entity) -> None:
    assert entity.refreshed(OCTOBER) == 204
    prices = {
        (p["metric"], p["priced_by"], p["priced_key"]): p["unit_price"]
        for p in sent(entity, OCTOBER).rows("prices")
        if p["pricing_view_id"] == "actual"
    }
    assert prices == {
        ("VCPU_HOURS", "product", "vm"): str(PRICES["vm"]),
        ("GB_MONTH", "product", "disk"): "",
        ("EFFECTIVE_COST.USD", "product", "ec2"): "1.1",
        ("WEIGHT", "domain", "weights"): "1000",
    }, "BILLED_COST.USD is valued by no view; ec2 by the metric's rate; weights by its domain"


def test_a_month_of_which_nothing_is_priced_costs_null(entity: Entity) -> None:
    entity.db.execute(
        "UPDATE mv_cost_product_month SET unit_price = NULL, cost = NULL WHERE pricing_view_id = 'budget'"
    )
    entity.db.execute("UPDATE mv_cost_domain_month SET cost = NULL WHERE pricing_view_id = 'budget'")
    assert entity.refreshed(OCTOBER) == 204
    assert sent(entity, OCTOBER).manifest.costs["budget"] is None


def test_labels_and_keys_of_any_kind_arrive_as_they_are(entity: Entity) -> None:
    entity.db.execute(
        "UPDATE dim_application SET application_label = %s, owner = '' WHERE application_id = 'shop'", [HOSTILE]
    )
    entity.db.execute("UPDATE dim_product SET product_label = repeat('é', 600) WHERE product_id = 'vm'")
    entity.db.execute("INSERT INTO dim_application VALUES (%s, '', NULL)", [HOSTILE])
    entity.db.execute(
        "UPDATE fact_consumption SET application_id = %s WHERE application_id = 'new' AND entity_id = 'acme'", [HOSTILE]
    )
    assert entity.refreshed(OCTOBER) == 204
    month = sent(entity, OCTOBER)
    keys = {(key["kind"], key["key_id"]): key for key in month.rows("keys")}
    assert keys["application", "shop"]["label"] == HOSTILE
    assert keys["application", HOSTILE]["label"] == HOSTILE
    assert keys["product", "vm"]["label"] == "é" * 500
    assert HOSTILE in {fact["application_id"] for fact in month.rows("facts")}


def test_the_referential_is_whole_and_of_that_month(entity: Entity) -> None:
    entity.db.execute("UPDATE dim_family SET retired_at = now() WHERE family_id = 'sold'")
    entity.db.execute("UPDATE dim_product SET family_id = 'storage' WHERE product_id IN ('vm', 'saas')")
    entity.db.execute(
        "INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason, applied_at)"
        " VALUES ('vm', '2000-01-01', 'servers', 'x', 'x', now()), ('vm', '2026-11-01', 'storage', 'x', 'x', now()),"
        " ('saas', '2000-01-01', 'sold', 'x', 'x', now()), ('saas', '2026-11-01', 'storage', 'x', 'x', now())"
    )
    assert entity.refreshed(OCTOBER) == 204
    keys = {(key["kind"], key["key_id"]): key for key in sent(entity, OCTOBER).rows("keys")}
    assert keys["product", "vm"]["parent_id"] == "servers", "as the month's facts say"
    assert keys["product", "saas"]["parent_id"] == "sold", "as its moves say: October has no facts of it"
    assert keys["product", "ec2"]["parent_id"] == "compute"
    assert keys["family", "sold"]["is_retired"] == "t"
    assert keys["domain", "off"]["is_retired"] == "t"
    assert (keys["domain", "weights"]["mode"], keys["domain", "weights"]["detail"]) == ("INDIRECT", "Square metres")
    assert (keys["pricing_view", "budget"]["detail"], keys["pricing_view", "budget"]["version"]) == ("USD", "1")
    assert ("application", "idle") not in keys, "no fact of the month names it"
    assert not {("application", "unallocated"), ("product", "unmapped"), ("family", "unmapped")} & keys.keys()
    assert {key for kind, key in keys if kind == "metric"} == {f.metric for f in FACTS if f.month == OCTOBER}


def test_two_steps_that_bring_one_fact_are_one_row(entity: Entity) -> None:
    entity.db.execute(
        "INSERT INTO fact_consumption SELECT entity_id, period_month, domain_id, family_id, product_id, application_id,"
        " environment, quantity, consumption_type, consumption_metric, 'another', run_id, computed_at, 'cloud'"
        " FROM fact_consumption WHERE entity_id = 'acme' AND product_id = 'vm' AND period_month = '2026-10-01'"
    )
    entity.group.verdict = lambda manifest: ("REFUSED", "not_conformant")
    assert entity.refreshed(OCTOBER) == 204
    (month,) = entity.group.exchanges.values()
    rows = [fact for fact in month.rows("facts") if fact["product_id"] == "vm"]
    assert len(rows) == len({(f["application_id"], f["environment"]) for f in rows}) == 4
    assert Decimal(rows[0]["quantity"]) in {2 * f.quantity for f in FACTS}


def test_an_empty_month_is_sent_as_one(entity: Entity) -> None:
    empty_month(entity.db)
    assert entity.refreshed(NEW) == 204
    month = sent(entity, NEW)
    assert (month.manifest.totals, month.rows("facts"), month.rows("prices")) == ({}, [], [])
    assert set(month.manifest.costs.values()) == {None}
    assert ("domain", "open") in {(key["kind"], key["key_id"]) for key in month.rows("keys")}


def test_a_month_that_is_not_published_is_nobodys_wish(entity: Entity) -> None:
    assert entity.refreshed("2026-03") == 204
    assert entity.requested("2026-03") == 204
    assert entity.db.execute("SELECT count(*) AS n FROM group_outbox").fetchone() == {"n": 0}


def test_a_closed_month_says_so(entity: Entity) -> None:
    entity.db.execute(
        "INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', '2026-09-01', 'CLOSED')"
    )
    assert entity.refreshed(SEPTEMBER, OCTOBER) == 204
    assert sent(entity, SEPTEMBER).manifest.is_closed
    assert not sent(entity, OCTOBER).manifest.is_closed
    assert entity.outbox(SEPTEMBER)["sent_is_closed"] is True


@pytest.fixture
def database(entity: Entity) -> Database:
    service = entity.module.service()
    database: Database = service._database
    return database


def test_the_same_figures_are_the_same_bytes(database: Database, tmp_path: Path) -> None:
    manifests = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        month = read_month(database, "acme", Period.parse(OCTOBER), 1, tmp_path / name)
        assert month is not None
        manifests.append(month.manifest)
    assert manifests[0] == manifests[1]
    assert manifests[0].exchange_id == manifests[1].exchange_id
    assert [p.name for p in sorted((tmp_path / "one").iterdir())] == [
        "facts-1.csv.gz",
        "keys-1.csv.gz",
        "prices-1.csv.gz",
    ]


def test_a_large_month_is_sent_in_pieces_in_order(make_entity: MakeEntity) -> None:
    entity = make_entity(FINOPS_EXPORT_COMMIT_SECONDS="120", HTTP_TIMEOUT_MS="30000")
    entity.db.execute(
        "INSERT INTO fact_consumption SELECT 'acme', '2026-10-01', 'open', 'servers', 'vm', 'app-' || n, 'production',"
        " n / 1000.0, 'DIRECT', 'BILLED_COST.USD', 'test', '11111111-1111-5111-8111-111111111111', now(), 'open'"
        " FROM generate_series(1, 100200) n"
    )
    entity.db.execute("INSERT INTO dim_application SELECT 'app-' || n, 'App ' || n FROM generate_series(1, 100200) n")
    assert entity.refreshed(OCTOBER) == 204
    month = sent(entity, OCTOBER)
    facts = [piece.rows for piece in month.manifest.pieces if piece.dataset == "facts"]
    assert facts[:2] == [50_000, 50_000]
    assert sum(facts) == 100_200 + len([f for f in FACTS if f.month == OCTOBER])
    keys = [tuple(row.values())[:4] for row in month.rows("facts")]
    assert keys == sorted(keys)


def test_the_settings_name_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINOPS_GROUP_URL", "https://group.example.com")
    monkeypatch.setenv("POSTGRES_URL", "postgresql://nowhere")
    with pytest.raises(ValueError, match="OIDC_CLIENT_SECRET"):
        ExportSettings()
