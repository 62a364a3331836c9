"""A group of four entities whose every figure can be computed by hand: north is whole, south lacks its last month, east
a domain of it, west everything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from finops_contract.group_release import GroupRelease
from refresh_mvs.windows import rebuild_windows
from tests.integration.query_api.mart import AGGREGATES

GROUP = "group"
AUGUST, SEPTEMBER, OCTOBER = "2026-08", "2026-09", "2026-10"
MONTHS = (AUGUST, SEPTEMBER, OCTOBER)
EXCHANGES = Path(__file__).with_name("exchanges.sql")
GENERATION = 10
"""5 of north, 3 of south, 2 of east."""
LABELS = {"north": "North", "south": "South", "east": "East", "west": "West"}
PUBLISHED = {
    "north": (AUGUST, SEPTEMBER, OCTOBER),
    "south": (AUGUST, SEPTEMBER),
    "east": (SEPTEMBER, OCTOBER),
    "west": (),
}
PRICES = {
    ("north", "vm"): Decimal("0.0500001"),
    ("north", "disk"): Decimal("0.02"),
    ("north", "ec2"): Decimal(1),
    ("north", "weights"): Decimal(1000),
    ("south", "vm"): Decimal("0.07"),
    ("south", "ec2"): Decimal("1.1"),
    ("east", "vm"): Decimal("0.04"),
    ("east", "ec2"): Decimal("0.9"),
    ("east", "weights"): Decimal(500),
    ("east", "east/robot"): Decimal(3),
}
"""Each entity's own, of the default view. South has none for `disk`: that is unknown, never 0."""


@dataclass(frozen=True, slots=True)
class Fact:
    entity: str
    month: str
    domain: str
    family: str | None
    product: str | None
    application: str
    environment: str
    metric: str
    quantity: Decimal

    @property
    def cost(self) -> Decimal | None:
        """By the default view."""
        price = PRICES.get((self.entity, self.product or self.domain))
        return None if price is None else self.quantity * price


def _facts(text: str) -> list[Fact]:
    found = []
    for line in text.strip().splitlines():
        entity, month, domain, family, product, application, environment, metric, quantity = line.split()
        found.append(
            Fact(
                entity,
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
north 2026-08 open      servers   vm         shop        production VCPU_HOURS         90
north 2026-08 cloud     compute   ec2        pay         production EFFECTIVE_COST.EUR 7.000000000001
north 2026-09 open      servers   vm         shop        production VCPU_HOURS         100.5
north 2026-09 open      servers   vm         shop        staging    VCPU_HOURS         3.123456789012345678
north 2026-09 open      storage   disk       shop        production GB_MONTH           500
north 2026-09 cloud     compute   ec2        pay         production EFFECTIVE_COST.EUR 40
north 2026-10 open      servers   vm         shop        production VCPU_HOURS         120.25
north 2026-10 open      servers   vm         shop        staging    VCPU_HOURS         4
north 2026-10 cloud     compute   ec2        pay         production EFFECTIVE_COST.EUR 1234.5
north 2026-10 cloud     compute   ec2        unallocated production EFFECTIVE_COST.EUR 5.5
north 2026-10 weights   -         -          shop        shared     WEIGHT             0.75
north 2026-10 weights   -         -          pay         shared     WEIGHT             0.25
south 2026-08 open      servers   vm         shop        production VCPU_HOURS         10
south 2026-09 open      servers   vm         shop        production VCPU_HOURS         12
south 2026-09 open      storage   disk       shop        production GB_MONTH           77
south 2026-09 cloud     compute   ec2        hr          production EFFECTIVE_COST.EUR 300
east  2026-09 open      servers   vm         shop        production VCPU_HOURS         8
east  2026-09 cloud     compute   ec2        east/own    production EFFECTIVE_COST.EUR 60
east  2026-09 weights   -         -          shop        shared     WEIGHT             0.5
east  2026-10 open      servers   vm         shop        production VCPU_HOURS         16
east  2026-10 cloud     compute   ec2        east/own    production EFFECTIVE_COST.EUR 50
east  2026-10 east/labs east/kit  east/robot east/own    production VCPU_HOURS         2
""")


def cost(month: str, keep: Callable[[Fact], bool] = lambda _: True) -> Decimal:
    """What the mart must say a month costs, of the facts to keep."""
    return sum(
        (fact.cost for fact in FACTS if fact.month == month and keep(fact) and fact.cost is not None), Decimal(0)
    )


def release(**changed: object) -> dict[str, object]:
    """The group's referential, as somebody sends it."""
    return {
        "entities": [
            {"entity_id": "north", "label": "North", "first_month": AUGUST},
            {"entity_id": "south", "label": "South", "first_month": AUGUST},
            {"entity_id": "east", "label": "East", "first_month": SEPTEMBER},
            {"entity_id": "west", "label": "West", "first_month": OCTOBER},
        ],
        "metrics": [
            {"metric": metric, "unit": unit, "label_en": metric, "label_fr": metric}
            for metric, unit in (
                ("VCPU_HOURS", "h"),
                ("GB_MONTH", "GB"),
                ("EFFECTIVE_COST.EUR", "EUR"),
                ("WEIGHT", "1"),
            )
        ],
        "domains": [
            {"domain_id": "open", "label": "Open systems"},
            {"domain_id": "cloud", "label": "Public cloud"},
            {"domain_id": "weights", "label": "Floor space", "mode": "INDIRECT", "indirect_label": "Square metres"},
        ],
        "families": [
            {"family_id": "servers", "domain_id": "open", "label": "Servers"},
            {"family_id": "storage", "domain_id": "open", "label": "Storage"},
            {"family_id": "compute", "domain_id": "cloud", "label": "Compute"},
        ],
        "products": [
            {"product_id": "vm", "family_id": "servers", "label": "Virtual machine"},
            {"product_id": "disk", "family_id": "storage", "label": "Disk"},
            {"product_id": "ec2", "family_id": "compute", "label": "EC2"},
        ],
        "pricing_views": [
            {
                "pricing_view_id": "actual",
                "label": "Actual",
                "currency": "EUR",
                "is_default": True,
                "metrics": ["VCPU_HOURS", "GB_MONTH", "EFFECTIVE_COST.EUR", "WEIGHT"],
            },
            {"pricing_view_id": "standard", "label": "Standard", "currency": "USD", "metrics": ["VCPU_HOURS"]},
        ],
        "applications": [
            {"application_id": "shop", "label": "Web shop", "owner": "sales"},
            {"application_id": "pay", "label": "Payments", "owner": "finance"},
            {"application_id": "hr", "label": "=HR", "owner": None},
            {"application_id": "idle", "label": "Never used", "owner": None},
        ],
        "mapping": [{"entity_id": "south", "application_id": "webshop", "group_application_id": "shop"}],
        **changed,
    }


def run_of(entity: str, month: str) -> UUID:
    """The group's run that published a month."""
    return UUID(int=(list(LABELS).index(entity) + 1) * 100 + int(month[-2:]), version=4)


def insert_release(connection: psycopg.Connection[DictRow], **changed: object) -> None:
    """A release that counts, with whatever is said otherwise."""
    document = GroupRelease.model_validate(release(**changed)).model_dump(mode="json")
    row = connection.execute(
        "INSERT INTO group_release (version, document, checksum, published_at, published_by, reason)"
        " SELECT coalesce(max(version), 0) + 1, %s, 'none', '2026-07-01T08:00:00Z', 'ada', 'the first'"
        " FROM group_release RETURNING version",
        [Jsonb(document)],
    ).fetchone()
    assert row is not None
    connection.execute("SELECT apply_group_release(%s)", [row["version"]])


def fill(connection: psycopg.Connection[DictRow]) -> None:
    """The whole mart of the group."""
    with connection.transaction():
        connection.execute("SELECT ensure_month_partitions('2025-07-01', '2026-12-01')")
        insert_release(connection)
        connection.execute(EXCHANGES.read_bytes())
        for entity, months in PUBLISHED.items():
            for number, month in enumerate(months):
                _publish(connection, entity, month, number + 1)
        _insert_facts(connection)
        for entity, months in PUBLISHED.items():
            if months:
                rebuild_windows(connection, entity, [date.fromisoformat(f"{month}-01") for month in months], None)
        connection.execute(
            "INSERT INTO publication VALUES ('north', 5, %s, '2026-11-04T10:00:00Z'),"
            " ('south', 3, %s, '2026-10-03T10:00:00Z'), ('east', 2, %s, '2026-11-03T10:00:00Z')",
            [run_of("north", OCTOBER), run_of("south", SEPTEMBER), run_of("east", OCTOBER)],
        )
        _insert_anomaly(connection)


def _publish(connection: psycopg.Connection[DictRow], entity: str, month: str, generation: int) -> None:
    """The exchange, the group's run of it, and which domains are shown."""
    run, first = run_of(entity, month), f"{month}-01"
    begun = datetime(2026, int(month[-2:]) + 1, 3, 10, 0, tzinfo=UTC)
    missing = [{"domain_id": "weights", "reason": "the source is late"}] if (entity, month) == ("east", OCTOBER) else []
    connection.execute(
        "INSERT INTO etl_runs (run_id, entity_id, status, phase, trigger_type, periods, domains, requested_by,"
        " requested_at, event_source, event_id, started_at, ended_at, deadline_at, generation)"
        " VALUES (%(run)s, %(entity)s, 'SUCCESS', 'PUBLISHED', 'GROUP', ARRAY[%(first)s::date], '{}', 'machine',"
        " %(begun)s, 's', %(run)s::text, %(begun)s, %(begun)s, %(begun)s, %(generation)s)",
        {"run": run, "entity": entity, "first": first, "begun": begun, "generation": generation},
    )
    connection.execute(
        "INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version,"
        " release_version, status, group_run_id, judged_by, manifest, pieces, rows, is_closed, sent_by, begun_at,"
        " ended_at) VALUES (%(run)s, %(entity)s, %(first)s, %(run)s, %(generation)s, 1, 1, 'ACCEPTED', %(run)s, 1,"
        " %(manifest)s, 3, 12, %(closed)s, 'machine', %(begun)s, %(begun)s)",
        {
            "run": run,
            "entity": entity,
            "first": first,
            "begun": begun,
            "generation": generation,
            "closed": (entity, month) == ("north", AUGUST),
            "manifest": Jsonb(
                {"totals": {"VCPU_HOURS": "12.5"}, "costs": {"actual": "100.000000000001"}, "missing": missing}
            ),
        },
    )
    domains = {fact.domain for fact in FACTS if (fact.entity, fact.month) == (entity, month)}
    for domain in sorted(domains | {row["domain_id"] for row in missing}):
        lacks = domain in {row["domain_id"] for row in missing}
        connection.execute(
            "INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at, rows,"
            " missing_since, missing_reason) VALUES (%s, %s, %s, %s, %s, %s, 1, %s, %s)",
            [
                *(entity, first, domain, None if lacks else run, None if lacks else generation),
                *(None if lacks else begun, begun if lacks else None, "the source is late" if lacks else None),
            ],
        )


def _insert_facts(connection: psycopg.Connection[DictRow]) -> None:
    for fact in FACTS:
        connection.execute(
            "INSERT INTO fact_consumption VALUES (%s, (%s || '-01')::date, %s, %s, %s, %s, %s, %s, %s, %s, 'test', %s,"
            " now(), %s)",
            [
                *(fact.entity, fact.month, fact.domain, fact.family, fact.product, fact.application, fact.environment),
                *(fact.quantity, "DIRECT" if fact.product else "INDIRECT", fact.metric),
                *(run_of(fact.entity, fact.month), fact.domain),
            ],
        )
    lines = {(f.entity, f.month, f.metric, "product" if f.product else "domain", f.product or f.domain) for f in FACTS}
    for entity, month, metric, priced_by, key in sorted(lines):
        if (entity, key) in PRICES:
            views = ("actual", "standard") if metric == "VCPU_HOURS" else ("actual",)
            for view in views:
                connection.execute(
                    "INSERT INTO exchanged_price_month VALUES (%s, (%s || '-01')::date, %s, %s, %s, %s, %s)",
                    [entity, month, view, metric, priced_by, key, PRICES[entity, key] * (1 if view == "actual" else 2)],
                )
    for name in AGGREGATES:
        connection.execute(f"INSERT INTO {name} SELECT * FROM {name}_definition".encode())


def _insert_anomaly(connection: psycopg.Connection[DictRow]) -> None:
    connection.execute(
        "INSERT INTO mv_anomalies_month VALUES ('north', '2026-10-01', 'actual', 'pay', 1484.5, 40, 30, 50, 6.4,"
        """ 'high', 6, '[{"productId": "ec2", "domainId": "cloud", "delta": 1194.5, "share": 0.826929}]')"""
    )
    connection.execute(
        "INSERT INTO anomaly (anomaly_id, entity_id, period_month, pricing_view_id, application_id, first_seen_at,"
        " first_generation, first_run_id) VALUES ('88888888-8888-5888-8888-888888888888', 'north', '2026-10-01',"
        " 'actual', 'pay', '2026-11-04T10:00:00Z', 5, %s)",
        [run_of("north", OCTOBER)],
    )
