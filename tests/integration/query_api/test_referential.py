"""What no alias knows and what two claim: shown, and mapped by hand."""

import json
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import RUN

MAPPER = "Rosetta_Referentiel_Admin"


@pytest.fixture
def referential_api(own_api: Api, db: psycopg.Connection[DictRow]) -> Api:
    db.execute("INSERT INTO application_alias VALUES ('cmdb', 'sys-1', 'shop', 'cmdb')")
    for key, claimed, standing, resolved in (
        ("sys-1", "pay", "shop", None),
        ("sys-2", "=évil", None, None),
        ("sys-2", "pay", None, None),
        ("sys-3", "pay", "shop", "2026-10-02"),
    ):
        db.execute(
            "INSERT INTO alias_conflict VALUES ('cmdb', %s, %s, 'feed', %s, '2026-10-01', '2026-10-20', %s, %s)",
            [key, claimed, standing, RUN, resolved],
        )
    for domain, kind, unknown, metric, quantity, rows, keys in (
        ("cloud", "application", "acc-9", "EFFECTIVE_COST.USD", "5.4", 3, 1),
        ("cloud", "application", "acc-7", "EFFECTIVE_COST.USD", "-0.1", 1, 1),
        ("cloud", "application", None, "EFFECTIVE_COST.USD", "0.2", 4, 0),
        ("open", "product", "old-os", "VCPU_HOURS", "1.000000000000000001", 1, 1),
    ):
        db.execute(
            "INSERT INTO unknown_key VALUES ('acme', '2026-10-01', %s, 'src', %s, %s, %s, %s, %s, %s)",
            [domain, kind, unknown, metric, quantity, rows, keys],
        )
    return own_api


def map_alias(api: Api, *, role: str = MAPPER, **change: Any) -> TestResponse:
    body = {"sourceSystem": "cmdb", "foreignKey": "sys-2", "applicationId": "pay", "reason": "asked the owner"}
    return api.call("admin/referential/aliases", method="POST", role=role, json={**body, **change})


def conflicts(api: Api, query: str = "") -> list[tuple[str, str]]:
    rows = api.get(f"admin/referential/conflicts{query}", role=MAPPER)["data"]
    return [(row["foreignKey"], row["claimedApplicationId"]) for row in rows]


def test_conflicts_are_listed_by_state_and_page(referential_api: Api) -> None:
    open_ones = [("sys-1", "pay"), ("sys-2", "=évil"), ("sys-2", "pay")]
    assert conflicts(referential_api) == open_ones
    assert conflicts(referential_api, "?state=resolved") == [("sys-3", "pay")]
    paged: list[tuple[str, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = referential_api.get(
            f"admin/referential/conflicts?limit=1{f'&cursor={cursor}' if cursor else ''}", role=MAPPER
        )
        paged += [(row["foreignKey"], row["claimedApplicationId"]) for row in answer["data"]]
        cursor = answer["meta"]["page"]["next"]
    assert paged == open_ones
    for cursor in ("x", "W10=", "WzEsMiwzLDRd", "é"):
        referential_api.get(f"admin/referential/conflicts?cursor={cursor}", role=MAPPER, status=400)


def test_unknown_keys_are_listed_the_largest_first_and_page(referential_api: Api) -> None:
    rows = referential_api.get("admin/referential/unknown-keys?limit=3", role=MAPPER)
    assert [(row["foreignKey"], row["quantity"]) for row in rows["data"]] == [
        ("acc-9", Decimal("5.4")),
        ("acc-7", Decimal("-0.1")),
        (None, Decimal("0.2")),
    ]
    assert rows["meta"]["period"] == "2026-10"
    rest = referential_api.get(
        f"admin/referential/unknown-keys?limit=3&cursor={rows['meta']['page']['next']}", role=MAPPER
    )
    assert [row["quantity"] for row in rest["data"]] == [Decimal("1.000000000000000001")]
    assert rest["meta"]["page"]["next"] is None
    of_products = referential_api.get("admin/referential/unknown-keys?kind=product&domain=open", role=MAPPER)["data"]
    assert [row["foreignKey"] for row in of_products] == ["old-os"]
    table = referential_api.call(
        "admin/referential/unknown-keys?period=2026-10", role=MAPPER, headers={"Accept": "text/csv"}
    )
    assert len(table.text.splitlines()) == 5


def test_i6_readers_see_what_found_no_application(referential_api: Api) -> None:
    answer = referential_api.get("unallocated?limit=1")
    cloud, hours = answer["data"]
    assert (cloud["domainId"], cloud["metric"], cloud["unallocatedQuantity"]) == (
        "cloud",
        "EFFECTIVE_COST.USD",
        Decimal("5.5"),
    )
    assert [key["foreignKey"] for key in cloud["keys"]] == ["acc-9"]
    assert (hours["metric"], hours["unmappedQuantity"], len(hours["keys"])) == ("VCPU_HOURS", 0, 1)
    assert answer["meta"]["period"] == "2026-10"
    assert referential_api.get("unallocated?domain=weights")["data"] == []
    assert referential_api.get("unallocated?period=2030-01")["data"] == []


def test_before_anything_was_published(empty_api: Api) -> None:
    assert empty_api.get("unallocated")["meta"]["period"] is None
    assert empty_api.get("admin/referential/unknown-keys", role=MAPPER)["data"] == []
    assert conflicts(empty_api) == []


def test_a_mapping_stands_for_good_settles_its_conflicts_and_is_audited(
    referential_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    answer = map_alias(referential_api)
    assert answer.status_code == 200, answer.text
    assert json.loads(answer.data)["data"] == {
        "sourceSystem": "cmdb",
        "foreignKey": "sys-2",
        "applicationId": "pay",
        "applicationLabel": "Payments",
        "previousApplicationId": None,
        "settledConflicts": 2,
        "runAgain": {"periods": [], "domains": []},  # nothing published has quantities of it
    }
    assert conflicts(referential_api) == [("sys-1", "pay")]
    row = db.execute("SELECT * FROM application_alias WHERE foreign_key = 'sys-2'").fetchone()
    assert row is not None
    assert (row["application_id"], row["claimed_by"]) == ("pay", "admin")
    again = map_alias(referential_api, foreignKey="sys-1")
    assert json.loads(again.data)["data"]["previousApplicationId"] == "shop"
    taken = db.execute("SELECT claimed_by FROM application_alias WHERE foreign_key = 'sys-1'").fetchone()
    assert taken == {"claimed_by": "admin"}  # or the next feed would take it back
    entries = db.execute("SELECT * FROM audit_log ORDER BY audit_id").fetchall()
    assert [(e["actor"], e["action"], e["target"], e["reason"]) for e in entries] == [
        ("adam", "alias.mapped", "cmdb/sys-2", "asked the owner"),
        ("adam", "alias.mapped", "cmdb/sys-1", "asked the owner"),
    ]
    assert entries[1]["details"]["before"] == {"application_id": "shop", "claimed_by": "cmdb"}


def test_mappings_that_cannot_be(referential_api: Api, db: psycopg.Connection[DictRow]) -> None:
    for change, word in (
        ({"applicationId": "atlantis"}, "no such application"),
        ({"applicationId": 7}, "applicationId"),
        ({"foreignKey": ""}, "foreignKey"),
        ({"foreignKey": "x" * 513}, "foreignKey"),
        ({"foreignKey": "a\x00"}, "NUL"),
        ({"reason": None}, "reason"),
        ({"claimedBy": "me"}, "claimedBy"),
    ):
        answer = map_alias(referential_api, **change)
        assert answer.status_code == 400, change
        assert word in answer.text
    assert map_alias(referential_api, role="Rosetta_FinOps_Admin").status_code == 403
    assert db.execute("SELECT FROM audit_log").fetchall() == []
