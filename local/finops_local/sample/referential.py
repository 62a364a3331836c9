"""Domains, products, their aliases and prices, by COPY into the data mart. Applications come from the CMDB's feed."""

import json
from collections.abc import Iterable

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from finops_local.sample.catalogue import Domain
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS
from finops_local.sample.places import Places
from finops_local.sample.prices import PRICING_VIEWS, PricingView
from finops_runtime.database import load_sql

Row = tuple[object, ...]


def is_filled(admin_url: str) -> bool:
    """Whether the data mart holds any domain, ours or not."""
    with psycopg.connect(admin_url) as connection:
        row = connection.execute(_sql("has_domains")).fetchone()
    return row is not None and bool(row[0])


def write_referential(company: Company, places: Places) -> None:
    """Everything in one transaction, through a login that may write the dimensions."""
    families = [(domain, family) for domain in DOMAINS for family in domain.families]
    products = [(domain, family, product) for domain, family in families for product in family.products]
    aliases = {(domain.source, key): product.product_id for domain, _, product in products for key in product.keys}
    metrics = {metric.metric: metric for domain in DOMAINS for metric in domain.metrics}
    with psycopg.connect(places.admin_url) as connection:
        _copy(connection, "copy_domains", (_domain_row(domain, places, company) for domain in DOMAINS))
        _copy(connection, "copy_families", ((f.family_id, d.domain_id, f.label) for d, f in families))
        _copy(connection, "copy_products", ((p.product_id, f.family_id, p.label) for _, f, p in products))
        _copy(connection, "copy_product_aliases", ((*alias, product_id) for alias, product_id in aliases.items()))
        _copy(connection, "copy_metrics", ((m.metric, m.unit, m.label_en, m.label_fr) for m in metrics.values()))
        for view in PRICING_VIEWS:
            _write_prices(connection, company, view)


def _domain_row(domain: Domain, places: Places, company: Company) -> Row:
    mode: Row = ("DIRECT", None, None)
    if domain.indirect is not None:
        mode = ("INDIRECT", domain.indirect.method, domain.indirect.label)
    config = json.dumps(domain.config(places))
    first = company.periods[0].first_day
    return domain.domain_id, domain.label, *mode, True, first, domain.ingest_function, domain.connector, config


def _write_prices(connection: Connection[TupleRow], company: Company, view: PricingView) -> None:
    connection.execute(
        _sql("insert_pricing_view"),
        {"view": view.view_id, "label": view.label, "currency": view.currency, "is_default": view.is_default},
    )
    row = connection.execute(_sql("insert_draft"), {"view": view.view_id}).fetchone()
    assert row is not None  # an insert returns its row
    version_id = row[0]
    prices = list(view.prices(company))
    _copy(connection, "copy_valued_metrics", ((version_id, metric) for metric in sorted({p.metric for p in prices})))
    _copy(connection, "copy_prices", ((version_id, *price) for price in prices))
    connection.execute(_sql("publish_draft"), {"version_id": version_id})


def _copy(connection: Connection[TupleRow], statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor().copy(_sql(statement)) as copy:
        for row in rows:
            copy.write_row(row)


def _sql(name: str) -> bytes:
    return load_sql("finops_local.sample", name)
