"""The referential, listed and mapped: what there is, what sources call it, what to run again for it to count."""

from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from tests.integration.query_api.conftest import Api

MAPPER = "Rosetta_Referentiel_Admin"
LISTS = ("aliases", "product-aliases", "applications", "families", "products")


@pytest.fixture
def mapped(own_api: Api, db: psycopg.Connection[DictRow]) -> Api:
    db.execute("UPDATE dim_product SET retired_at = '2026-10-01' WHERE product_id = 'saas'")
    for source, foreign, product in (("bill", "é2", "ec2"), ("bill", "vm-1", "vm"), ("cmdb", "vm-1", "vm")):
        db.execute("INSERT INTO product_alias VALUES (%s, %s, %s)", [source, foreign, product])
    db.execute(
        "INSERT INTO application_alias VALUES ('cmdb', 'sys-1', 'shop', 'cmdb'), ('cmdb', 'sys-2', 'pay', 'admin')"
    )
    for month, domain, kind, source, key in (
        ("2026-10", "open", "product", "cmdb", "old-os"),
        ("2026-09", "open", "product", "cmdb", "old-os"),
        ("2026-08", "open", "product", "cmdb", "old-os"),  # closed
        ("2026-10", "open", "product", "bill", "old-os"),
        ("2026-10", "cloud", "application", "bill", "acc-9"),
    ):
        db.execute(
            "INSERT INTO unknown_key VALUES ('acme', (%s || '-01')::date, %s, %s, %s, %s, 'VCPU_HOURS', 1, 1, 1)",
            [month, domain, source, kind, key],
        )
    return own_api


def map_product(api: Api, *, role: str = MAPPER, **change: Any) -> TestResponse:
    body = {"sourceSystem": "cmdb", "foreignKey": "old-os", "productId": "vm", "reason": "it is one"}
    return api.call("admin/referential/product-aliases", method="POST", role=role, json={**body, **change})


def data_of(answer: TestResponse) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json["data"]  # type: ignore[index]  # is JSON


def keys(api: Api, path: str, *names: str) -> list[Any]:
    rows = api.get(f"admin/referential/{path}", role=MAPPER)["data"]
    return [tuple(row[name] for name in names) if len(names) > 1 else row[names[0]] for row in rows]


def test_a_mapping_is_written_audited_and_says_what_to_run_again(mapped: Api, db: psycopg.Connection[DictRow]) -> None:
    assert data_of(map_product(mapped)) == {
        "sourceSystem": "cmdb",
        "foreignKey": "old-os",
        "productId": "vm",
        "productLabel": "Virtual machine",
        "previousProductId": None,
        "runAgain": {"periods": ["2026-09", "2026-10"], "domains": ["open"]},
    }
    asked = {**data_of(map_product(mapped))["runAgain"], "reason": "mapped"}
    assert mapped.request_run(asked).status_code == 202  # as it is
    entry = db.execute("SELECT * FROM audit_log WHERE action = 'product.mapped'").fetchone()  # once: again is no change
    assert entry is not None
    assert (entry["actor"], entry["target"], entry["reason"], entry["details"]) == (
        "adam",
        "cmdb/old-os",
        "it is one",
        {"product_id": "vm", "before": None},
    )
    assert len(db.execute("SELECT FROM audit_log WHERE action = 'product.mapped'").fetchall()) == 1


def test_an_alias_of_another_product_is_replaced_only_knowingly(mapped: Api, db: psycopg.Connection[DictRow]) -> None:
    changes: dict[str, Any] = {"foreignKey": "vm-1", "productId": "disk"}
    for replaces in (None, "disk", "ec2"):
        refused = map_product(mapped, **changes, replaces=replaces)
        assert (refused.status_code, "stands for the product vm" in refused.text) == (409, True)
    refused = map_product(mapped, replaces="vm")
    assert (refused.status_code, "stands for nothing" in refused.text) == (409, True)
    data = data_of(map_product(mapped, **changes, replaces="vm"))
    assert data["previousProductId"] == "vm"
    assert data["runAgain"] == {"periods": ["2026-09", "2026-10"], "domains": ["open"]}  # where vm has quantities
    assert data_of(map_product(mapped, **changes, replaces="vm"))["previousProductId"] == "disk"  # done: the same again
    standing = db.execute("SELECT product_id FROM product_alias WHERE source_system = 'cmdb'").fetchall()
    assert standing == [{"product_id": "disk"}]
    undone = data_of(map_product(mapped, foreignKey="vm-1", productId="unmapped", replaces="disk"))
    assert undone["productLabel"] == "Unmapped"


def test_closed_months_are_not_to_be_run_again(mapped: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO period_status VALUES ('acme', '2026-09-01', 'CLOSED')")
    assert data_of(map_product(mapped))["runAgain"]["periods"] == ["2026-10"]
    db.execute("UPDATE dim_domain SET is_enabled = false WHERE domain_id = 'open'")
    assert data_of(map_product(mapped))["runAgain"] == {"periods": [], "domains": []}


def test_a_mapping_of_an_application_says_what_to_run_again_as_well(
    mapped: Api, db: psycopg.Connection[DictRow]
) -> None:
    db.execute("UPDATE fact_consumption SET source = 'cmdb' WHERE domain_id = 'open'")
    body = {"sourceSystem": "bill", "foreignKey": "acc-9", "applicationId": "pay", "reason": "x"}
    call: dict[str, Any] = {"method": "POST", "role": MAPPER}
    data = data_of(mapped.call("admin/referential/aliases", json=body, **call))
    assert data["runAgain"] == {"periods": ["2026-10"], "domains": ["cloud"]}
    body |= {"sourceSystem": "cmdb", "foreignKey": "sys-2", "applicationId": "new"}
    data = data_of(mapped.call("admin/referential/aliases", json=body, **call))
    assert data["runAgain"] == {"periods": ["2026-09", "2026-10"], "domains": ["open"]}  # where pay has facts of it


def test_mappings_that_cannot_be(mapped: Api, db: psycopg.Connection[DictRow]) -> None:
    for change, word in (
        ({"productId": "atlantis"}, "no such product"),
        ({"productId": 7}, "productId"),
        ({"productId": "' OR 1=1"}, "no such product"),
        ({"foreignKey": ""}, "foreignKey"),
        ({"foreignKey": "x" * 513}, "foreignKey"),
        ({"foreignKey": "a\x00"}, "NUL"),
        ({"sourceSystem": "\ud800"}, "surrogate"),
        ({"reason": " "}, "reason"),
        ({"applicationId": "pay"}, "applicationId"),
    ):
        answer = map_product(mapped, **change)
        assert answer.status_code == 400, change
        assert word in answer.text
    assert map_product(mapped, productId="saas").status_code == 409  # retired
    assert map_product(mapped, role="Rosetta_FinOps_Admin").status_code == 403
    assert db.execute("SELECT FROM audit_log").fetchall() == []


def test_lists_are_what_there_is(mapped: Api) -> None:
    assert keys(mapped, "aliases", "foreignKey", "applicationLabel", "claimedBy") == [
        ("sys-1", "Web shop", "cmdb"),
        ("sys-2", "Payments", "admin"),
    ]
    assert keys(mapped, "product-aliases", "sourceSystem", "foreignKey", "domainId") == [
        ("bill", "vm-1", "open"),
        ("bill", "é2", "cloud"),
        ("cmdb", "vm-1", "open"),
    ]
    assert keys(mapped, "families", "familyId", "domainLabel", "reserved") == [
        ("compute", "Public cloud", False),
        ("servers", "Open systems", False),
        ("sold", "Sold business", False),
        ("storage", "Open systems", False),
        ("unmapped", None, True),
    ]
    assert keys(mapped, "products", "productId", "familyLabel") == [
        ("disk", "Storage"),
        ("ec2", "Compute"),
        ("unmapped", "Unmapped"),
        ("vm", "Servers"),
    ]
    assert "unallocated" in keys(mapped, "applications", "applicationId")


@pytest.mark.parametrize(
    ("path", "name", "expected"),
    [
        ("aliases?application=pay", "foreignKey", ["sys-2"]),
        ("aliases?sourceSystem=bill", "foreignKey", []),
        ("aliases?q=WEB", "foreignKey", ["sys-1"]),
        ("product-aliases?product=vm&sourceSystem=cmdb", "foreignKey", ["vm-1"]),
        ("product-aliases?q=%C3%A9", "foreignKey", ["é2"]),
        ("products?state=retired", "productId", ["saas"]),
        ("products?state=all&q=sa", "productId", ["saas"]),
        ("products?domain=open", "productId", ["disk", "vm"]),
        ("products?family=storage", "productId", ["disk"]),
        ("products?q=MACHINE", "productId", ["vm"]),
        ("families?domain=open&q=stor", "familyId", ["storage"]),
        ("applications?q=50%25", "applicationId", ["archive"]),
        ("applications?q=_", "applicationId", ["archive"]),
        ("applications?q=%27%20OR%201=1", "applicationId", []),
    ],
)
def test_lists_are_filtered(mapped: Api, path: str, name: str, expected: list[str]) -> None:
    assert keys(mapped, path, name) == expected


@pytest.mark.parametrize("path", LISTS)
def test_lists_page_and_are_tables(mapped: Api, path: str) -> None:
    whole = mapped.get(f"admin/referential/{path}", role=MAPPER)["data"]
    pages: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        answer = mapped.get(f"admin/referential/{path}?limit=1{more}", role=MAPPER)
        pages += answer["data"]
        cursor = answer["meta"]["page"]["next"]
    assert pages == whole
    assert len(whole) > 1
    table = mapped.call(f"admin/referential/{path}", role=MAPPER, headers={"Accept": "text/csv"})
    assert len(table.text.splitlines()) == len(whole) + 1
    for query in ("cursor=x", "cursor=WzFd", "q=", "q=%00", "limit=0", "state=x", "application=a%00", "x=1"):
        mapped.get(f"admin/referential/{path}?{query}", role=MAPPER, status=400)
    assert mapped.call(f"admin/referential/{path}", role="Rosetta_User").status_code == 403
