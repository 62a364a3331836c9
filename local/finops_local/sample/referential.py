"""Domains, products, applications, aliases and prices, by COPY into the data mart."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from finops_local.sample.catalogue import (
    CHANGED,
    DOMAINS,
    FAMILIES,
    GITLAB,
    METRICS,
    PRICING_VIEW,
    PRIVATE_BILL,
    PRODUCTS,
    PUBLIC_BILL,
    RATES,
    SERVICENOW,
)
from finops_local.sample.company import Application, Company
from finops_local.sample.connectors import config_of
from finops_runtime.database import load_sql

Row = tuple[object, ...]


def is_filled(admin_url: str) -> bool:
    """Whether the data mart holds any domain, ours or not."""
    with psycopg.connect(admin_url) as connection:
        row = connection.execute(_sql("has_domains")).fetchone()
    return row is not None and bool(row[0])


def write_referential(company: Company, admin_url: str, bills: Path, gitlab_url: str) -> None:
    """Everything in one transaction; `admin_url` names a login that may write the dimensions."""
    first = company.periods[0].first_day
    with psycopg.connect(admin_url) as connection:
        _copy(
            connection,
            "copy_domains",
            (
                (
                    d.domain_id,
                    d.label,
                    "DIRECT",
                    True,
                    first,
                    d.ingest_function,
                    d.connector,
                    json.dumps(config_of(d.domain_id, bills, gitlab_url)),
                )
                for d in DOMAINS
            ),
        )
        _copy(connection, "copy_families", ((f.family_id, f.domain_id, f.label) for f in FAMILIES))
        _copy(connection, "copy_products", ((p.product_id, p.family_id, p.label) for p in PRODUCTS))
        _copy(connection, "copy_product_aliases", ((p.source, key, p.product_id) for p in PRODUCTS for key in p.keys))
        _copy(connection, "copy_metrics", ((m.metric, m.unit, m.label_en, m.label_fr) for m in METRICS))
        _copy(connection, "copy_applications", ((a.application_id, a.label, a.owner) for a in company.applications))
        _copy(connection, "copy_application_aliases", (row for a in company.applications for row in aliases_of(a)))
        _write_prices(connection, company)


def aliases_of(application: Application) -> Iterator[Row]:
    """What each source system calls the application."""
    yield SERVICENOW, application.sys_id, application.application_id
    yield PRIVATE_BILL, application.project_id, application.application_id
    yield GITLAB, application.gitlab_group, application.application_id
    for tag in application.cloud_tags:
        yield PUBLIC_BILL, tag, application.application_id


def _write_prices(connection: Connection[TupleRow], company: Company) -> None:
    view, label, currency = PRICING_VIEW
    connection.execute(_sql("insert_pricing_view"), {"view": view, "label": label, "currency": currency})
    row = connection.execute(_sql("insert_draft"), {"view": view}).fetchone()
    assert row is not None  # an insert returns its row
    version_id = row[0]
    valued = {metric for product in PRODUCTS for metric in product.prices} | RATES.keys()
    _copy(connection, "copy_valued_metrics", ((version_id, metric) for metric in sorted(valued)))
    _copy(connection, "copy_prices", ((version_id, *price) for price in prices_of(company)))
    connection.execute(_sql("publish_draft"), {"version_id": version_id})


def prices_of(company: Company) -> Iterator[Row]:
    """Product (None: a rate), metric, price, first and last month; what changes does so half way."""
    first, half = company.periods[0], company.periods[company.months // 2]
    before, since = (first.first_day, half.plus(-1).first_day), (half.first_day, None)
    for metric, (rate, later) in RATES.items():
        yield None, metric, rate, *before
        yield None, metric, later, *since
    for product in PRODUCTS:
        for metric, price in product.prices.items():
            changed = CHANGED.get((product.product_id, metric))
            if changed is None:
                yield product.product_id, metric, price, first.first_day, None
            else:
                yield product.product_id, metric, price, *before
                yield product.product_id, metric, changed, *since


def _copy(connection: Connection[TupleRow], statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor().copy(_sql(statement)) as copy:
        for row in rows:
            copy.write_row(row)


def _sql(name: str) -> bytes:
    return load_sql("finops_local.sample", name)
