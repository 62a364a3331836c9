"""Order, pages, search, formats."""

import csv
import io
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.conftest import Api

SORTS = {"cost": "cost", "previousCost": "previousCost", "delta": "delta", "deltaPercent": "deltaPercent"}


@pytest.mark.parametrize("name", sorted(SORTS))
@pytest.mark.parametrize("sign", ["", "-"])
def test_order(api: Api, name: str, sign: str) -> None:
    rows = api.get(f"applications?sort={sign}{name}")["data"]
    assert rows[-1]["applicationId"] == "unallocated"  # like any other row, and last
    values = [row[name] for row in rows[:-1]]
    known = [value for value in values if value is not None]
    assert values == sorted(known, reverse=sign == "-") + [None] * (len(values) - len(known))


def test_order_by_label(api: Api) -> None:
    labels = [row["domainLabel"] for row in api.get("domains?sort=label")["data"]]
    assert labels == ["Floor space", "Open systems", "Public cloud", "Sold business"]
    assert [row["domainLabel"] for row in api.get("domains?sort=-label")["data"]] == labels[::-1]


@pytest.mark.parametrize("path", ["applications", "domains", "applications?domain=open&sort=label"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_make_the_whole(api: Api, path: str, limit: int) -> None:
    joint = "&" if "?" in path else "?"
    whole = api.get(path)
    pages: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = api.get(f"{path}{joint}limit={limit}{f'&cursor={cursor}' if cursor else ''}")
        assert answer["meta"]["total"] == whole["meta"]["total"]
        pages += answer["data"]
        cursor = answer["meta"]["page"]["next"]
    assert pages == whole["data"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("SHOP", ["shop"]),
        ("pay", ["pay"]),
        ("%25", ["archive"]),
        ("e_", ["archive"]),
        ("_", ["archive"]),
        ("'; DROP TABLE publication; --", []),
    ],
)
def test_search_takes_text_as_it_is(api: Api, q: str, expected: list[str]) -> None:
    answer = api.get(f"applications?q={q}")
    assert [row["applicationId"] for row in answer["data"]] == expected


def test_pages_of_two_generations_are_never_one_list(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    cursor = own_api.get("applications?limit=2")["meta"]["page"]["next"]
    db.execute("UPDATE publication SET generation = 8 WHERE entity_id = 'acme'")
    problem = own_api.get(f"applications?limit=2&cursor={cursor}", status=409)
    assert problem["type"].endswith(":outdated-cursor")


def test_csv_is_the_same_list_digit_for_digit(api: Api) -> None:
    answer = api.call("applications?limit=3", headers={"Accept": "text/csv"})
    assert answer.mimetype == "text/csv"
    assert answer.headers["Finops-Next-Cursor"] == api.get("applications?limit=3")["meta"]["page"]["next"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    for row, expected in zip(rows, api.get("applications?limit=3")["data"], strict=True):
        assert set(row) == set(expected)
        assert Decimal(row["cost"]) == expected["cost"]
        assert row["applicationId"] == expected["applicationId"]


def test_csv_runs_no_formulas(api: Api) -> None:
    text = api.call("applications?q==1%2B1", headers={"Accept": "text/csv"}).text
    assert "'=1+1" in text
    assert ",=1+1" not in text


@pytest.mark.parametrize("path", ["domains", "applications", "history", "history?by=family", "pricing-views"])
def test_csv_of_every_list(api: Api, path: str) -> None:
    rows = list(csv.DictReader(io.StringIO(api.call(path, headers={"Accept": "text/csv"}).text)))
    assert rows
    assert None not in rows[0]


def test_history_as_csv_has_a_row_a_month(api: Api) -> None:
    rows = list(
        csv.DictReader(io.StringIO(api.call("history?from=2026-09&to=2026-10", headers={"Accept": "text/csv"}).text))
    )
    assert [row["period"] for row in rows] == ["2026-09", "2026-10"]
    assert rows[0]["cost"] == "21.6875147750011"


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("domains", "image/png", 406),
        ("domains/open", "text/csv", 406),
        ("domains", "*/*", 200),
        ("domains", "text/csv;q=0.1, application/json", 200),
        ("domains/open", "text/csv, */*;q=0.1", 200),
    ],
)
def test_what_is_accepted(api: Api, path: str, accept: str, status: int) -> None:
    answer = api.call(path, headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.mimetype in ("application/json", "application/problem+json")
