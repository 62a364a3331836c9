"""What an entity has of a month: a few facts with their prices, made up from a seed; and what they come to. Pure."""

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final
from uuid import UUID

from finops_contract.exchange import COLUMNS, CONTRACT_VERSION, Dataset, Manifest, Piece
from finops_contract.period import Period
from finops_contract.quantity import EXACT

PRODUCTS: Final = {
    "linux": ("servers", "open", "VCPU"),
    "windows": ("servers", "open", "VCPU"),
    "database": ("data", "open", "GIB"),
    "object-store": ("storage", "cloud", "GIB"),
    "bill": ("invoices", "cloud", "EFFECTIVE_COST.EUR"),
}
"""product -> family, domain, metric."""
DOMAINS: Final = {"open": "DIRECT", "cloud": "DIRECT", "support": "INDIRECT"}
METRICS: Final = ("VCPU", "GIB", "EFFECTIVE_COST.EUR", "COEFFICIENT")
VIEWS: Final = ("actual", "standard")
ENTITIES: Final = ("north", "south", "west")
MONTHS: Final = tuple(Period(2026, month) for month in (8, 9, 10))
APPLICATIONS: Final = tuple(f"APM{number}" for number in range(1, 7))
_ENVIRONMENTS = ("production", "test", "shared")
_ROWS_A_PIECE = 5

Row = tuple[str, ...]
Cell = tuple[str, str]
"""(pricing view, domain)."""


@dataclass(frozen=True)
class Month:
    """One push: what it says, and its rows."""

    manifest: Manifest
    pieces: dict[tuple[Dataset, int], bytes]
    costs: dict[Cell, Decimal | None]

    @property
    def exchange_id(self) -> UUID:
        return self.manifest.exchange_id


def month_of(
    random: Random, entity: str, period: Period, generation: int, release: int | None, extra_domain: str | None = None
) -> Month:
    """A month with other figures each time; `extra_domain`: one that the group does not know."""
    facts = sorted(_facts(random, extra_domain))
    prices = sorted(_prices(random, facts))
    rows: dict[Dataset, list[Row]] = {"facts": facts, "prices": prices, "keys": list(_keys(facts, extra_domain))}
    pieces = {
        (dataset, number): _packed(dataset, chunk)
        for dataset, chunks in ((dataset, _chunks(each)) for dataset, each in rows.items())
        for number, chunk in enumerate(chunks, 1)
    }
    manifest = Manifest(
        contract_version=CONTRACT_VERSION,
        entity_id=entity,
        period=period,
        run_id=UUID(int=random.getrandbits(128), version=4),
        generation=generation,
        release_version=release,
        totals=_totals(facts),
        costs={
            view: _text(_sum(cost for (of, _), cost in _costs(facts, prices).items() if of == view)) for view in VIEWS
        },
        pieces=tuple(
            Piece(
                dataset=dataset,
                number=number,
                rows=len(_chunks(rows[dataset])[number - 1]),
                bytes=len(packed),
                checksum=hashlib.sha256(packed).hexdigest(),
            )
            for (dataset, number), packed in pieces.items()
        ),
    )
    return Month(manifest, pieces, _costs(facts, prices))


def _facts(random: Random, extra_domain: str | None) -> Iterable[Row]:
    for application in (*APPLICATIONS[: random.randint(1, len(APPLICATIONS))], "unallocated"):
        for product, (family, domain, metric) in PRODUCTS.items():
            if random.random() < 0.6:
                environment = random.choice(_ENVIRONMENTS)
                quantity = Decimal(random.randint(-(10**6), 10**9)).scaleb(-random.randint(0, 9))
                yield (domain, family, product, application, environment, "DIRECT", metric, f"{quantity:f}", "made-up")
        if random.random() < 0.5:
            weight = Decimal(random.randint(1, 10**18)).scaleb(-18)
            yield ("support", "", "", application, "shared", "INDIRECT", "COEFFICIENT", f"{weight:f}", "made-up")
    if extra_domain is not None:
        yield (extra_domain, "", "", "unallocated", "shared", "INDIRECT", "COEFFICIENT", "1", "made-up")


def _prices(random: Random, facts: Sequence[Row]) -> Iterable[Row]:
    lines = {(row[6], "product" if row[2] else "domain", row[2] or row[0]) for row in facts}
    for view in VIEWS:
        for metric, by, key in sorted(lines):
            price = (
                "" if random.random() < 0.1 else f"{Decimal(random.randint(0, 10**9)).scaleb(-random.randint(0, 9)):f}"
            )
            yield (view, metric, by, key, price)


def _keys(facts: Sequence[Row], extra_domain: str | None) -> Iterable[Row]:
    def key(kind: str, key_id: str, parent: str = "", mode: str = "", detail: str = "", version: str = "") -> Row:
        return (kind, key_id, key_id.title(), parent, mode, detail, version, "false")

    for domain, mode in DOMAINS.items():
        yield key("domain", domain, mode=mode, detail="Share" if mode == "INDIRECT" else "")
    if extra_domain is not None:
        yield key("domain", extra_domain, mode="INDIRECT", detail="Share")
    for family, domain in sorted({(family, domain) for family, domain, _ in PRODUCTS.values()}):
        yield key("family", family, parent=domain)
    for product, (family, _, _) in PRODUCTS.items():
        yield key("product", product, parent=family)
    for metric in METRICS:
        yield key("metric", metric, detail=metric)
    for view in VIEWS:
        yield key("pricing_view", view, detail="EUR", version="1")
    for application in sorted({row[3] for row in facts}):
        yield key("application", application)


def _totals(facts: Sequence[Row]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for row in facts:
        totals[row[6]] = EXACT.add(totals.get(row[6], Decimal(0)), Decimal(row[7]))
    return totals


def _costs(facts: Sequence[Row], prices: Sequence[Row]) -> dict[Cell, Decimal | None]:
    """Per pricing view and domain; None: nothing of it has a price."""
    known = {(view, metric, by, key): Decimal(price) for view, metric, by, key, price in prices if price}
    costs: dict[Cell, Decimal | None] = {}
    for view in VIEWS:
        for row in facts:
            price = known.get((view, row[6], "product" if row[2] else "domain", row[2] or row[0]))
            cell = (view, row[0])
            cost = costs.setdefault(cell, None)
            if price is not None:
                costs[cell] = EXACT.add(cost or Decimal(0), EXACT.multiply(Decimal(row[7]), price))
    return costs


def _sum(costs: Iterable[Decimal | None]) -> Decimal | None:
    total: Decimal | None = None
    for cost in costs:
        if cost is not None:
            total = EXACT.add(total or Decimal(0), cost)
    return total


def _text(cost: Decimal | None) -> str | None:
    return None if cost is None else f"{cost:f}"


def _chunks(rows: Sequence[Row]) -> list[Sequence[Row]]:
    return [rows[at : at + _ROWS_A_PIECE] for at in range(0, len(rows), _ROWS_A_PIECE)]


def _packed(dataset: Dataset, rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS[dataset])
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), mtime=0)


def official_release() -> dict[str, object]:
    """The release that all of these months conform to."""
    return {
        "entities": [{"entity_id": entity, "label": entity.title(), "first_month": "2026-01"} for entity in ENTITIES],
        "metrics": [
            {"metric": metric, "unit": metric, "label_en": metric.title(), "label_fr": metric} for metric in METRICS
        ],
        "domains": [
            {"domain_id": domain, "label": domain.title(), "mode": mode}
            | ({"indirect_label": "Share"} if mode == "INDIRECT" else {})
            for domain, mode in DOMAINS.items()
        ],
        "families": [
            {"family_id": family, "domain_id": domain, "label": family.title()}
            for family, domain in sorted({(family, domain) for family, domain, _ in PRODUCTS.values()})
        ],
        "products": [
            {"product_id": product, "family_id": family, "label": product.title()}
            for product, (family, _, _) in PRODUCTS.items()
        ],
        "pricing_views": [
            {
                "pricing_view_id": view,
                "label": view.title(),
                "currency": "EUR",
                "metrics": list(METRICS),
                "is_default": view == VIEWS[0],
            }
            for view in VIEWS
        ],
        "applications": [
            {"application_id": f"GRP{number}", "label": f"Application {number}"} for number in range(1, 5)
        ],
        # Two of an entity's applications are one of the group's; the last ones are nobody's.
        "mapping": [
            {"entity_id": entity, "application_id": application, "group_application_id": f"GRP{1 + number // 2}"}
            for entity in ENTITIES
            for number, application in enumerate(APPLICATIONS[:4])
        ],
    }
