"""Catalogue, prices and connector settings fit together."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finops_local.sample.catalogue import (
    CHANGED,
    DOMAINS,
    FAMILIES,
    METRICS,
    PRODUCTS,
    RATES,
    VCPU,
)
from finops_local.sample.charges import NEWCOMER, PRIVATE, PUBLIC
from finops_local.sample.company import Company
from finops_local.sample.connectors import config_of
from finops_local.sample.referential import aliases_of, prices_of
from ingest_cloud.focus.connector import FocusConnector
from ingest_native.gitlab.config import GitlabConfig
from ingest_open.cmdb.config import CmdbConfig

TINY = Company(apps=12, months=3, today=date(2026, 11, 20))
MODELS: dict[str, Any] = {"cmdb": CmdbConfig, "focus": FocusConnector.config, "gitlab": GitlabConfig}


def test_every_reference_leads_somewhere() -> None:
    assert {family.domain_id for family in FAMILIES} == {domain.domain_id for domain in DOMAINS}
    assert {product.family_id for product in PRODUCTS} == {family.family_id for family in FAMILIES}
    priced = {metric for product in PRODUCTS for metric in product.prices} | RATES.keys()
    assert priced <= {metric.metric for metric in METRICS}
    keys = [(product.source, key) for product in PRODUCTS for key in product.keys]
    assert len(set(keys)) == len(keys)


def test_every_metric_has_a_french_label() -> None:
    assert all(metric.label_fr and metric.label_fr != metric.label_en for metric in METRICS)


def test_every_service_but_the_newcomer_is_a_product() -> None:
    known = {key for product in PRODUCTS for key in product.keys}
    assert {f"{service.provider}/{service.name}" for service in (*PUBLIC, *PRIVATE)} <= known
    assert f"{NEWCOMER.provider}/{NEWCOMER.name}" not in known


def test_one_product_that_is_no_money_has_no_price() -> None:
    families = {family.family_id: family.domain_id for family in FAMILIES}
    unpriced = [p.product_id for p in PRODUCTS if not p.prices and not families[p.family_id].endswith("_cloud")]
    assert unpriced == ["sybase-database"]


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: str(domain.domain_id))
def test_the_connectors_accept_their_settings(domain: Any) -> None:
    MODELS[domain.connector].model_validate(config_of(domain.domain_id, Path("/bills"), "http://127.0.0.1:1"))


def test_every_month_has_one_price_and_some_change_half_way() -> None:
    by_key: dict[Any, dict[str, Decimal]] = {}
    for product, metric, price, first, last in prices_of(TINY):
        assert isinstance(first, date)
        assert isinstance(price, Decimal)
        for period in TINY.periods:
            if first <= period.first_day and (not isinstance(last, date) or period.first_day <= last):
                months = by_key.setdefault((product, metric), {})
                assert str(period) not in months
                months[str(period)] = price
    assert all(len(months) == TINY.months for months in by_key.values())
    changing = {key for key, months in by_key.items() if len(set(months.values())) > 1}
    assert changing == {("linux-server", VCPU), (None, "EFFECTIVE_COST.USD")}
    assert CHANGED.keys() <= changing


def test_an_application_has_a_name_in_every_source() -> None:
    assert {row[0] for row in aliases_of(TINY.applications[0])} == {
        "servicenow",
        "private-bill",
        "gitlab",
        "public-bill",
    }
