"""A small mart whose every figure can be computed by hand: facts as data, and what they cost in exact decimals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.rows import DictRow

from refresh_mvs.windows import rebuild_windows

SEED = Path(__file__).with_name("seed.sql")
ANOMALIES = Path(__file__).with_name("anomalies.sql")
ENTITY = "acme"
RUN = UUID("11111111-1111-5111-8111-111111111111")
EARLIER_RUN = UUID("22222222-2222-5222-8222-222222222222")
GENERATION = 7
SEPTEMBER, OCTOBER = "2026-09", "2026-10"
MONTHS = (date(2026, 9, 1), date(2026, 10, 1))
PRICES = {"vm": Decimal("0.0500001"), "ec2": Decimal("1.1"), "saas": Decimal("1.1"), "weights": Decimal(1000)}
"""Prices of the default view. Product `disk` has none: its cost is unknown, never 0."""
AGGREGATES = (
    "mv_cost_app_product_month",
    "mv_quantity_product_month",
    "mv_cost_product_month",
    "mv_cost_app_family_month",
    "mv_cost_app_domain_month",
    "mv_cost_application_month",
    "mv_cost_family_month",
    "mv_cost_domain_month",
)


@dataclass(frozen=True, slots=True)
class Fact:
    month: str
    domain: str
    family: str | None
    product: str | None
    application: str
    environment: str
    metric: str
    quantity: Decimal

    @property
    def is_valued(self) -> bool:
        return self.metric != "BILLED_COST.USD"

    @property
    def cost(self) -> Decimal | None:
        """By the default view."""
        price = PRICES.get(self.product or self.domain)
        return self.quantity * price if price is not None and self.is_valued else None


def _facts(text: str) -> list[Fact]:
    found = []
    for line in text.strip().splitlines():
        month, domain, family, product, application, environment, metric, quantity = line.split()
        found.append(
            Fact(
                month,
                domain,
                None if family == "-" else family,
                None if product == "-" else product,
                application,
                environment,
                metric,
                Decimal(quantity),
            )
        )
    return found


FACTS = _facts("""
2026-09 open  servers vm       shop        production VCPU_HOURS         100.5
2026-09 open  servers vm       pay         production VCPU_HOURS         40
2026-09 open  servers vm       old         production VCPU_HOURS         7.25
2026-09 open  storage disk     shop        production GB_MONTH           500
2026-09 cloud compute ec2      shop        production EFFECTIVE_COST.USD 10.000000000001
2026-09 cloud compute ec2      shop        production BILLED_COST.USD    11
2026-09 gone  sold    saas     pay         production EFFECTIVE_COST.USD 3
2026-10 open  servers vm       shop        production VCPU_HOURS         120.25
2026-10 open  servers vm       shop        staging    VCPU_HOURS         0.123456789012345678
2026-10 open  servers vm       pay         production VCPU_HOURS         40
2026-10 open  servers vm       new         production VCPU_HOURS         1
2026-10 open  storage disk     shop        production GB_MONTH           510
2026-10 open  storage disk     archive     shared     GB_MONTH           9000
2026-10 cloud compute ec2      shop        production EFFECTIVE_COST.USD 12345678.90
2026-10 cloud compute ec2      shop        production BILLED_COST.USD    12345678.91
2026-10 cloud compute ec2      pay         production EFFECTIVE_COST.USD -20.000000000003
2026-10 cloud compute ec2      unallocated production EFFECTIVE_COST.USD 5.5
2026-10 weights -     -        shop        shared     WEIGHT             0.75
2026-10 weights -     -        pay         shared     WEIGHT             0.25
""")


def total(facts: Iterable[Fact], keep: Callable[[Fact], bool] = lambda _: True) -> Decimal:
    return sum((fact.cost for fact in facts if keep(fact) and fact.cost is not None), Decimal(0))


def cost(month: str, keep: Callable[[Fact], bool] = lambda _: True) -> Decimal:
    """What the mart must say a month costs, of the facts to keep."""
    return total((fact for fact in FACTS if fact.month == month), keep)


def insert_facts(connection: psycopg.Connection[DictRow], facts: Iterable[Fact]) -> None:
    """The facts, and every aggregate of one month that their definitions make of all that are there."""
    for fact in facts:
        connection.execute(
            b"INSERT INTO fact_consumption VALUES ('acme', (%s || '-01')::date, %s, %s, %s, %s, %s, %s, %s, %s,"
            b" 'test', %s, now(), %s)",
            (
                fact.month,
                fact.domain,
                fact.family,
                fact.product,
                fact.application,
                fact.environment,
                fact.quantity,
                "DIRECT" if fact.product else "INDIRECT",
                fact.metric,
                RUN,
                fact.domain,
            ),
        )
    for name in AGGREGATES:
        connection.execute(f"INSERT INTO {name} SELECT * FROM {name}_definition".encode())


def fill(connection: psycopg.Connection[DictRow]) -> None:
    """The whole mart: referential, prices, facts, aggregates, publication of two months, and another entity's."""
    with connection.transaction():
        connection.execute(SEED.read_bytes())
        insert_facts(connection, FACTS)
        for entity in (ENTITY, "other"):
            rebuild_windows(connection, entity, MONTHS, None)
        connection.execute(ANOMALIES.read_bytes())
