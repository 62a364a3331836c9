"""Why costs changed: every line against a reckoning of its own, and the lines against what they are lines of."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_contract.period import Period
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import Fact
from tests.integration.query_api.structure.changing_mart import APPLICATIONS, ChangingMart, Keep

NAMES = ("quantityEffect", "priceEffect", "otherEffect")
KEYS = {
    "domainId": "domain",
    "familyId": "family",
    "productId": "product",
    "environment": "environment",
    "metric": "metric",
}
QUERIES = (
    ("period=2026-10", "2026-10", "2026-10", 1),
    ("period=2026-09&against=lastYear", "2026-09", "2026-09", 12),
    ("from=2026-05&to=2026-07", "2026-05", "2026-07", 3),
    ("from=2026-09&to=2026-10&against=lastYear", "2026-09", "2026-10", 12),
    ("period=2026-08&environment=production", "2026-08", "2026-08", 1),
    ("period=2026-06&application=shop&application=unallocated", "2026-06", "2026-06", 1),
)

PATHS = (
    *((f"domains/{domain}", "domain", domain) for domain in ("open", "cloud", "gone", "weights")),
    *((f"families/{f}", "family", f) for f in ("servers", "storage", "compute", "sold", "unmapped", "(none)")),
    *((f"products/{p}", "product", p) for p in ("vm", "disk", "ec2", "saas", "unmapped", "(none)")),
    *((f"applications/{a}", "application", a) for a in APPLICATIONS),
    ("families", "", ""),
    ("products", "", ""),
)


def known(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value


def sums(rows: list[dict[str, Any]]) -> list[Decimal]:
    return [sum((known(row[name]) for row in rows), Decimal(0)) for name in NAMES]


def lines_of(path: str, data: Any) -> Iterator[tuple[list[dict[str, Any]], tuple[str, ...]]]:
    """The lists that break an answer down, and the keys of their rows."""
    if isinstance(data, list):
        yield data, ("domainId", "familyId") if path == "families" else ("productId",)
        return
    for name, keys in (
        ("domains", ("domainId",)),
        ("families", ("familyId",) if path.startswith("domains/") else ("domainId", "familyId")),
        ("products", ("domainId", "productId", "metric")),
        ("environments", ("environment",)),
    ):
        if name in data:
            yield data[name], keys


def value_of(fact: Fact, key: str) -> str:
    value: str = getattr(fact, KEYS[key]) or "(none)"
    return value


def comparable(mart: ChangingMart, months: list[str], apart: int) -> bool:
    published = {month for _, month in mart.published}
    return bool(published & set(months)) and bool(published & {str(Period.parse(m).plus(-apart)) for m in months})


def check(mart: ChangingMart, row: dict[str, Any], months: list[str], apart: int, keep: Keep) -> None:
    """One row against the reckoning, and its parts against its change."""
    expected = mart.effects(months, apart, keep)
    assert sums([row]) == [expected.quantity, expected.price, expected.other], row
    assert sum(sums([row])) == known(row["cost"]) - known(row["previousCost"])
    assert (row["priceEffect"] is not None) == (row["quantityEffect"] is not None) == expected.is_known
    if row["delta"] is not None:
        assert row["delta"] == sum(sums([row]))


def let_through(query: str) -> Keep:
    """The facts that the filters of a query keep."""
    filters = [part.split("=") for part in query.split("&")]
    applications = [value for name, value in filters if name == "application"]
    environment = dict(filters).get("environment")
    return lambda fact: (
        environment in (None, fact.environment) and (not applications or fact.application in applications)
    )


def of_one(key: str, value: str, keep: Keep) -> Keep:
    return lambda fact: keep(fact) and (getattr(fact, key) or "(none)") == value


def is_of(row: dict[str, Any], keys: tuple[str, ...], keep: Keep) -> Keep:
    return lambda fact: keep(fact) and all(value_of(fact, key) == row[key] for key in keys)


@pytest.mark.parametrize("seed", range(4))
def test_i5_effects_add_up_to_the_change_at_every_level(
    empty_api: Api, db: psycopg.Connection[DictRow], seed: int
) -> None:
    mart = ChangingMart.random(seed)
    mart.fill(db)
    compared = 0
    for query, first, last, apart in QUERIES:
        months = [str(month) for month in Period.parse(first).until(Period.parse(last))]
        tops: dict[str, list[dict[str, Any]]] = {}
        for path, key, value in PATHS:
            answer = empty_api.get(f"{path}?{query}&limit=1000")
            data = answer["data"]
            assert (answer["meta"]["comparedWith"] is not None) == comparable(mart, months, apart)
            if answer["meta"]["comparedWith"] is None:
                continue
            compared += 1
            keep = let_through(query)
            if isinstance(data, dict):
                keep = of_one(key, value, keep)
                check(mart, data, months, apart, keep)
                tops.setdefault(path.partition("/")[0], []).append(data)
            for rows, keys in lines_of(path, data):
                for row in rows:
                    reserved = (*keys, "domainId") if path == "products" and row["reserved"] else keys
                    check(mart, row, months, apart, is_of(row, reserved, keep))
                if isinstance(data, dict):
                    assert sums(rows) == sums([data])
                else:
                    tops.setdefault(f"{path}, listed", []).extend(rows)
        whole = {path: sums(rows) for path, rows in tops.items()}
        assert len({tuple(parts) for parts in whole.values()}) <= 1, (query, whole)
    assert compared > len(PATHS)
