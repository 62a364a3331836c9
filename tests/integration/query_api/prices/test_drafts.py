"""Drafts: taken whole from CSV, XLSX or JSON, or refused with every wrong line; nothing is half written."""

import json
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from query_api.prices.price_list import COLUMNS
from query_api.route import CSV, MOST_IMPORT_BYTES, XLSX
from tests.integration.query_api.prices.conftest import BODIES, FIRST, Admin, Row, faults, table

VM: Row = ("vm", None, "VCPU_HOURS", "0.06", "2026-01", None)


def stored(db: psycopg.Connection[DictRow]) -> list[DictRow]:
    return db.execute(
        "SELECT u.* FROM unit_price u JOIN pricing_view_version v USING (version_id) WHERE v.published_at IS NULL"
    ).fetchall()


@pytest.mark.parametrize("media_type", [CSV, XLSX])
def test_what_is_exported_is_what_a_draft_takes(admin: Admin, media_type: str) -> None:
    written = admin.put(BODIES[media_type](FIRST), media_type)
    assert written.status_code == 200, written.text
    exported = admin.call("/versions/draft", headers={"Accept": media_type})
    assert exported.mimetype == media_type
    assert f"actual-2.{'csv' if media_type == CSV else 'xlsx'}" in exported.headers["Content-Disposition"]
    again = admin.put(exported.get_data(), media_type)
    assert again.json == written.json
    document = admin.call("/versions/draft").json["data"]  # type: ignore[index]  # is JSON
    assert document["metrics"] == ["EFFECTIVE_COST.USD", "GB_MONTH", "VCPU_HOURS", "WEIGHT"]
    as_json = admin.call("/draft", "PUT", data=json.dumps(document), headers={"Content-Type": "application/json"})
    assert as_json.json == written.json


def test_a_draft_replaces_the_one_before(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    first = admin.draft(*FIRST)
    second = admin.draft(VM)
    assert (second["version"], second["prices"], second["metrics"]) == (2, 1, ["VCPU_HOURS"])
    assert first["checksum"] != second["checksum"]
    assert [row["product_id"] for row in stored(db)] == ["vm"]
    assert db.execute("SELECT count(*) AS n FROM pricing_view_version WHERE published_at IS NULL").fetchone() == {
        "n": 1
    }


def test_the_same_draft_has_the_same_checksum_however_it_is_written(admin: Admin) -> None:
    one = admin.draft(*FIRST)["checksum"]
    assert admin.draft(*reversed(FIRST))["checksum"] == one
    padded = (("vm", None, "VCPU_HOURS", "0.050000100", "2026-01-01", ""), *FIRST[1:])
    assert admin.draft(*padded)["checksum"] == one


def test_a_dry_run_stores_nothing(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    admin.draft(VM)
    checked = admin.draft(*FIRST, query="?dryRun=true")
    assert (checked["dryRun"], checked["version"], checked["prices"]) == (True, 2, 3)
    assert [row["product_id"] for row in stored(db)] == ["vm"]
    assert admin.draft(*FIRST)["checksum"] == checked["checksum"]


def test_columns_may_stand_in_any_order_and_be_left_out(admin: Admin) -> None:
    body = table([("0.06", "2026-01", "vm", "VCPU_HOURS")], ("unitPrice", "firstMonth", "productId", "metric"), ";")
    assert admin.put(b"\xef\xbb\xbf" + body).status_code == 200


@pytest.mark.parametrize(
    ("row", "at", "says"),
    [
        (("vmm", None, "VCPU_HOURS", 1, "2026-01", None), "line 2, productId", "unknown product 'vmm'"),
        (("'; DROP TABLE unit_price", None, "VCPU_HOURS", 1, "2026-01", None), "line 2, productId", "unknown product"),
        ((None, "attic", "WEIGHT", 1, "2026-01", None), "line 2, domainId", "unknown domain 'attic'"),
        ((None, "open", "VCPU_HOURS", 1, "2026-01", None), "line 2, domainId", "'open' is DIRECT"),
        (("vm", None, "HOURS", 1, "2026-01", None), "line 2, metric", "unknown metric 'HOURS'"),
        (("vm", "weights", "WEIGHT", 1, "2026-01", None), "line 2", "leave one of them"),
        (("vm", None, None, 1, "2026-01", None), "line 2, metric", "is needed"),
        (("vm", None, "VCPU_HOURS", None, "2026-01", None), "line 2, unitPrice", "is needed"),
        (("vm", None, "VCPU_HOURS", 1, None, None), "line 2, firstMonth", "is needed"),
        (("vm", None, "VCPU_HOURS", 1, "2026-02", "2026-01"), "line 2, lastMonth", "2026-01 is before the first month"),
        (("vm", None, "VCPU_HOURS", 1, "2026-13", None), "line 2, firstMonth", "is not a month"),
        (("vm", None, "VCPU_HOURS", 1, "Jan-26", None), "line 2, firstMonth", "write 2026-10"),
        (("vm", None, "VCPU_HOURS", "NaN", "2026-01", None), "line 2, unitPrice", "not a finite number"),
        (("vm", None, "VCPU_HOURS", "-1", "2026-01", None), "line 2, unitPrice", "is not from 0"),
        (("vm", None, "VCPU_HOURS", "1e18", "2026-01", None), "line 2, unitPrice", "is not from 0"),
        (("vm", None, "VCPU_HOURS", "0.0000000000001", "2026-01", None), "line 2, unitPrice", "more than 12 digits"),
        (("vm", None, "VCPU_HOURS", "0,06", "2026-01", None), "line 2, unitPrice", "with a point"),
    ],
)
def test_a_wrong_line_is_named_and_the_draft_before_stays(
    admin: Admin, db: psycopg.Connection[DictRow], row: Row, at: str, says: str
) -> None:
    admin.draft(VM)
    refused = admin.refused(row, ("disk", None, "GB_MONTH", "1", "2026-01", None))
    assert says in refused[at]
    assert [found["product_id"] for found in stored(db)] == ["vm"]


def test_every_wrong_line_is_named_at_once(admin: Admin) -> None:
    rows: list[Row] = [("vm", None, "VCPU_HOURS", "x", "y", None), VM, VM, ("", "", "WEIGHT", "", "", "")]
    assert list(admin.refused(*rows)) == ["line 2, unitPrice", "line 2, firstMonth", "line 4"]
    rows = [("a", None, "M", 1, "2026-01", None), VM, (None, "b", "WEIGHT", 1, "2026-01", None)]
    assert list(admin.refused(*rows)) == ["line 2, metric", "line 2, productId", "line 4, domainId"]


def test_a_doubled_line_is_named_with_the_first(admin: Admin) -> None:
    refused = admin.refused(VM, ("vm", None, "VCPU_HOURS", "0.07", "2026-01", "2026-03"))
    assert "the same key, metric and first month as line 2" in refused["line 3"]


def test_an_empty_table_would_value_nothing(admin: Admin) -> None:
    assert "nothing would be valued" in admin.refused()["body"]


def test_prices_that_contradict_each_other_are_told_with_both_lines(admin: Admin) -> None:
    draft = admin.draft(
        VM,
        (None, None, "GB_MONTH", "1", "2026-01", "2026-06"),
        ("vm", None, "VCPU_HOURS", "0.07", "2026-03", "2026-04"),
        (None, None, "GB_MONTH", "1", "2026-07", None),
        ("vm", None, "VCPU_HOURS", "0.08", "2026-05", None),
    )
    assert draft["conflicts"]["count"] == 2
    first, second = draft["conflicts"]["first"]
    assert first == {
        "productId": "vm",
        "domainId": None,
        "metric": "VCPU_HOURS",
        "firstMonth": "2026-03",
        "lastMonth": "2026-04",
        "otherFirstMonth": "2026-01",
        "otherLastMonth": None,
        "at": ["line 2", "line 4"],
    }
    assert second["at"] == ["line 2", "line 6"]
    changes = admin.get("/draft/changes")["data"]
    assert [conflict["at"] for conflict in changes["conflicts"]["first"]] == [None, None]
    assert changes["conflicts"]["count"] == 2
    assert changes["months"] == []


def put_json(admin: Admin, body: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return admin.call("/draft", "PUT", data=data, headers={"Content-Type": "application/json"})


@pytest.mark.parametrize(
    ("price", "at"),
    [
        ({"unitPrice": True}, "prices.0.unitPrice.int"),
        ({"unitPrice": None}, "prices.0.unitPrice.int"),
        ({"unitPrice": "x"}, "prices.0.unitPrice"),
        ({"unitPrice": -1}, "prices.0.unitPrice"),
        ({"productId": "vmm"}, "prices.0.productId"),
        ({"firstMonth": "2026"}, "prices.0.firstMonth"),
        ({"note": "x"}, "prices.0.note"),
    ],
)
def test_wrong_json_is_named_by_its_path(admin: Admin, price: dict[str, Any], at: str) -> None:
    sound = {"productId": "vm", "metric": "VCPU_HOURS", "unitPrice": "0.06", "firstMonth": "2026-01"}
    assert at in faults(put_json(admin, {"prices": [{**sound, **price}]}), 400)


def test_json_keeps_every_digit(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    body = b'{"prices": [{"metric": "WEIGHT", "unitPrice": 123456789012345678.123456789012, "firstMonth": "2026-01"}]}'
    assert put_json(admin, body).status_code == 200
    assert [str(row["unit_price"]) for row in stored(db)] == ["123456789012345678.123456789012"]
    assert faults(put_json(admin, body.replace(b"2026-01", b'2026-01", "unitPrice": "2')), 400)


def test_a_body_is_bounded(admin: Admin) -> None:
    assert admin.put(b"x" * (MOST_IMPORT_BYTES + 1)).status_code == 413
    assert admin.put(b"metric\n" + b"x" * 70_000).status_code == 400
    longest = {"reason": "x" * 70_000}
    assert admin.call("", "DELETE", json=longest).status_code == 413


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "application/vnd.ms-excel"])
def test_other_types_are_refused(admin: Admin, media_type: str) -> None:
    assert admin.put(table(FIRST), media_type).status_code == 415


def test_a_draft_of_a_view_that_is_not_there(admin: Admin) -> None:
    nowhere = Admin(admin.api, "nowhere")
    assert nowhere.put(table(FIRST)).status_code == 404
    assert nowhere.call("/draft/changes").status_code == 404
    assert admin.call("/versions/draft").status_code == 404
    assert admin.call("/draft", "DELETE").status_code == 404


def test_a_draft_can_be_deleted(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    admin.draft(*FIRST)
    assert admin.call("/draft", "DELETE").status_code == 200
    assert stored(db) == []
    assert admin.publish().status_code == 404
    actions = db.execute("SELECT action, target, actor FROM audit_log ORDER BY at").fetchall()
    assert actions == [
        {"action": "prices.drafted", "target": "actual", "actor": "adam"},
        {"action": "prices.draft_deleted", "target": "actual", "actor": "adam"},
    ]


def test_of_two_drafts_at_once_the_second_waits(admin: Admin, database_url: str) -> None:
    with psycopg.connect(database_url) as other:
        other.execute("SELECT FROM pricing_view WHERE pricing_view_id = 'actual' FOR UPDATE")
        assert admin.put(table(FIRST)).status_code == 503
        assert Admin(admin.api, "budget").put(table(FIRST)).status_code == 200
    assert admin.put(table(FIRST)).status_code == 200


def test_versions_are_read_page_by_page(admin: Admin) -> None:
    admin.draft(*FIRST)
    pages, cursor = [], ""
    while True:
        page = admin.get(f"/versions/draft?limit=2{cursor}")
        pages += page["data"]["prices"]
        if page["meta"]["page"]["next"] is None:
            break
        cursor = f"&cursor={page['meta']['page']['next']}"
    assert pages == admin.get("/versions/draft")["data"]["prices"]
    assert [price["productId"] for price in pages] == ["vm", None, None]
    admin.draft(VM)
    assert admin.call(f"/versions/draft?limit=2{cursor}").status_code == 409
    assert admin.call("/versions/draft?cursor=x").status_code == 400


@pytest.mark.parametrize("version", ["0", "9", "x", "1.0", "99999999999"])
def test_versions_that_are_not_there(admin: Admin, version: str) -> None:
    assert admin.call(f"/versions/{version}").status_code == 404


def test_a_published_version_can_be_read(admin: Admin) -> None:
    exported = admin.call("/versions/1", headers={"Accept": CSV}).text.splitlines()
    assert exported[0] == ",".join(COLUMNS)
    assert exported[1] == "vm,,VCPU_HOURS,0.0500001,2026-01,"
    assert admin.call("/versions/1", headers={"Accept": "image/png"}).status_code == 406
