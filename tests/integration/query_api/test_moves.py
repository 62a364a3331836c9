"""Moves of products as admins of the referential ask for them. The mart: vm and disk in `open`, ec2 in `cloud`."""

from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_contract.events import event_id_of, move_run_id
from finops_contract.period import Period
from tests.fix_chain import Sink
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import ENTITY

ADMIN = "Rosetta_Referentiel_Admin"
MOVED = "rosetta.finops.product.moved.v1"
BODY = {"familyId": "storage", "firstMonth": "2026-10", "reason": "reorganised"}


def path(product: str) -> str:
    return f"admin/referential/products/{product}/placement"


def put(api: Api, product: str, status: int = 202, **changes: Any) -> Any:
    return api.get(path(product), status=status, role=ADMIN, method="PUT", json={**BODY, **changes})


def placements(api: Api, product: str) -> Any:
    return api.get(path(product), role=ADMIN)["data"]


def test_a_move_of_published_months_is_pending_and_told(
    own_api: Api, db: psycopg.Connection[DictRow], sink: Sink
) -> None:
    generation = own_api.get("status")["meta"]["generation"]
    data = put(own_api, "vm")["data"]
    assert (data["state"], data["periods"], data["announced"]) == ("pending", ["2026-10"], True)
    run_id = move_run_id(ENTITY, int(data["moveId"]))
    assert data["runId"] == str(run_id)
    (event,) = sink.of_type("product.moved")
    assert event["id"] == event_id_of(run_id, MOVED, None)
    assert event.data == {
        "move_id": int(data["moveId"]),
        "product_id": "vm",
        "family_id": "storage",
        "first_month": "2026-10",
        "periods": ["2026-10"],
    }
    found = placements(own_api, "vm")
    assert found["familyId"] == "servers"
    assert [(p["firstMonth"], p["familyId"], p["state"]) for p in found["placements"]] == [
        ("2026-10", "storage", "pending"),
        ("2000-01", "servers", "applied"),
    ]
    assert own_api.get("status")["meta"]["generation"] == generation
    audit = db.execute("SELECT * FROM audit_log").fetchone()
    assert audit is not None
    assert (audit["actor"], audit["action"], audit["target"], audit["reason"]) == (
        "adam", "product.moved", "vm", "reorganised"
    )  # fmt: skip
    assert put(own_api, "vm", 409)["type"].endswith("move-under-way")


def test_a_move_of_no_published_month_is_applied_at_once(own_api: Api, sink: Sink) -> None:
    generation = own_api.get("status")["meta"]["generation"]
    data = put(own_api, "vm", firstMonth="2026-11")["data"]
    assert (data["state"], data["periods"], data["runId"], data["announced"]) == ("applied", [], None, None)
    found = placements(own_api, "vm")
    assert found["familyId"] == "storage"
    assert {p["state"] for p in found["placements"]} == {"applied"}
    assert sink.of_type("product.moved") == []
    assert own_api.get("status")["meta"]["generation"] == generation + 1


def test_a_month_before_a_later_move_only_reaches_as_far_as_that(own_api: Api) -> None:
    put(own_api, "vm", firstMonth="2026-11")
    data = put(own_api, "vm", firstMonth="2026-09", familyId="compute")["data"]
    assert data["periods"] == ["2026-09", "2026-10"]


def test_a_product_that_never_moved_has_no_placements(own_api: Api) -> None:
    assert placements(own_api, "disk") == {
        "productId": "disk", "productLabel": "Disk", "familyId": "storage", "placements": []
    }  # fmt: skip


def test_the_broker_down_the_move_stays_and_the_answer_says_so(own_api: Api, sink: Sink) -> None:
    sink.refusing = True
    data = put(own_api, "vm")["data"]
    assert (data["state"], data["announced"]) == ("pending", False)
    assert placements(own_api, "vm")["placements"][0]["state"] == "pending"


REFUSED: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("unknown product", "nothing", {}, 404, "not-found"),
    ("unknown family", "vm", {"familyId": "nowhere"}, 400, "bad-parameter"),
    ("reserved family", "vm", {"familyId": "unmapped"}, 409, "reserved-key"),
    ("reserved product", "unmapped", {}, 409, "reserved-key"),
    ("same family", "vm", {"familyId": "servers"}, 409, "same-family"),
    ("no month", "vm", {"firstMonth": "2026-13"}, 400, "bad-parameter"),
    ("before all months", "vm", {"firstMonth": "1999-12"}, 400, "bad-parameter"),
    ("centuries ahead", "vm", {"firstMonth": "2199-12"}, 400, "bad-parameter"),
    ("no reason", "vm", {"reason": " "}, 400, "bad-parameter"),
    ("unknown name", "vm", {"force": True}, 400, "bad-parameter"),
    ("a number", "vm", {"familyId": 7}, 400, "bad-parameter"),
    ("long key", "vm", {"familyId": "x" * 600}, 400, "bad-parameter"),
    ("NUL", "vm", {"familyId": "a\x00"}, 400, "bad-parameter"),
]


@pytest.mark.parametrize(
    ("product", "changes", "status", "code"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_refused_writes_nothing(
    own_api: Api,
    db: psycopg.Connection[DictRow],
    product: str,
    changes: dict[str, Any],
    status: int,
    code: str,
) -> None:
    assert put(own_api, product, status, **changes)["type"].endswith(code)
    assert db.execute("SELECT FROM product_placement").fetchall() == []
    assert db.execute("SELECT FROM audit_log").fetchall() == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE dim_product SET retired_at = now() WHERE product_id = 'vm'", "product-retired"),
        ("UPDATE dim_family SET retired_at = now() WHERE family_id = 'storage'", "family-retired"),
        ("UPDATE dim_family SET domain_id = 'weights' WHERE family_id = 'storage'", "indirect-family"),
    ],
)
def test_what_is_out_of_use_or_indirect_neither_moves_nor_takes_products(
    own_api: Api, db: psycopg.Connection[DictRow], statement: str, code: str
) -> None:
    db.execute(statement.encode())
    assert put(own_api, "vm", 409)["type"].endswith(code)


def test_i10_closed_months_that_hold_facts_of_it_are_listed(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', '2026-09-01', 'CLOSED')")
    problem = put(own_api, "vm", 409, firstMonth="2026-08")
    assert problem["type"].endswith("closed-months")
    assert [error["message"] for error in problem["errors"]] == ["2026-09 is closed"]
    assert put(own_api, "vm", firstMonth="2026-10")["data"]["periods"] == ["2026-10"]


@pytest.mark.parametrize("role", ["Rosetta_User", "Rosetta_FinOps_Admin"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_i9_only_admins_of_the_referential_move_products(own_api: Api, role: str, method: str) -> None:
    response = own_api.call(path("vm"), role=role, method=method, json=BODY if method == "PUT" else None)
    assert response.status_code == 403


def test_a_move_may_be_planned_a_year_ahead(own_api: Api) -> None:
    latest = Period.of(datetime.now(UTC)).plus(11)
    assert put(own_api, "vm", firstMonth=str(latest))["data"]["state"] == "applied"
