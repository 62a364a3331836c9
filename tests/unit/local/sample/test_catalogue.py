"""Domains, prices and connector settings fit together, and every connector is at work."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finops_local.sample.catalogue import COEFFICIENT, Domain
from finops_local.sample.charges import NEWCOMER, PRIVATE, PUBLIC
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS, SECRETS, STUBS
from finops_local.sample.places import Places
from finops_local.sample.prices import (
    ACTUAL,
    CHANGED,
    PRICING_VIEWS,
    RATES,
    STANDARD,
    STANDARD_ONLY,
    PricingView,
)
from finops_runtime.ingest.worker import IngestSettings
from finops_runtime.raw_zone import RawZone
from ingest_cloud.connectors import connectors as cloud_connectors
from ingest_native.connectors import connectors as native_connectors
from ingest_open.connectors import connectors as open_connectors
from load_facts.derivations import DERIVATIONS

TINY = Company(apps=12, months=3, today=date(2026, 11, 20))
PLACES = Places(
    "postgresql://nowhere",
    "mongodb://nowhere",
    "raw",
    Path("/sample"),
    {stub.name: f"http://127.0.0.1:{port}" for port, stub in enumerate(STUBS, 9001)},
    dict.fromkeys(SECRETS, "s3cr3t"),
)
FUNCTIONS = {"ingest_cloud": cloud_connectors, "ingest_native": native_connectors, "ingest_open": open_connectors}


def models_of(function: str) -> dict[str, Any]:
    """The settings model of each connector of a function, by its name."""
    if function == "load_facts":
        return {name: derivation.config for name, derivation in DERIVATIONS.items()}
    settings = IngestSettings.model_validate(
        {"postgres_url": PLACES.admin_url, "mongo_url": PLACES.mongo_url, "k_sink": "http://127.0.0.1:1"}
    )
    return {connector.name: connector.config for connector in FUNCTIONS[function](settings, RawZone(settings))}


MODELS = {function: models_of(function) for function in (*FUNCTIONS, "load_facts")}


def test_every_connector_feeds_a_domain() -> None:
    known = {connector for models in MODELS.values() for connector in models}
    assert {domain.connector for domain in DOMAINS} == known


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: str(domain.domain_id))
def test_the_connectors_accept_their_settings(domain: Domain) -> None:
    config = MODELS[domain.ingest_function][domain.connector].model_validate(domain.config(PLACES))
    assert getattr(config, "source", domain.source) == domain.source


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: str(domain.domain_id))
def test_no_secret_stands_in_the_settings(domain: Domain) -> None:
    assert "s3cr3t" not in json.dumps(domain.config(PLACES))


def test_every_id_is_given_once() -> None:
    for ids in (
        [domain.domain_id for domain in DOMAINS],
        [domain.label for domain in DOMAINS],
        [family.family_id for domain in DOMAINS for family in domain.families],
        [product.product_id for domain in DOMAINS for product in domain.products],
        [(domain.source, key) for domain in DOMAINS for product in domain.products for key in product.keys],
        [metric.metric for domain in DOMAINS for metric in domain.metrics],
    ):
        assert [given for given, times in Counter(ids).items() if times > 1] == []


def test_only_direct_domains_have_products() -> None:
    for domain in DOMAINS:
        assert bool(domain.families) == (domain.indirect is None)
        assert all(family.products for family in domain.families)


def test_every_metric_has_a_french_label() -> None:
    metrics = [metric for domain in DOMAINS for metric in domain.metrics]
    assert all(metric.label_fr and metric.label_fr != metric.label_en for metric in metrics)


@pytest.mark.parametrize("view", PRICING_VIEWS, ids=lambda view: str(view.view_id))
def test_every_price_is_of_a_metric_that_is_known(view: PricingView) -> None:
    known = {metric.metric for domain in DOMAINS for metric in domain.metrics} | {COEFFICIENT}
    assert {price.metric for price in view.prices(TINY)} <= known


def test_every_service_but_the_newcomer_is_a_product() -> None:
    known = {key for domain in DOMAINS for product in domain.products for key in product.keys}
    assert {f"{service.provider}/{service.name}" for service in (*PUBLIC, *PRIVATE)} <= known
    assert f"{NEWCOMER.provider}/{NEWCOMER.name}" not in known


def test_one_product_that_is_no_money_has_no_price() -> None:
    unpriced = [
        product.product_id
        for domain in DOMAINS
        for product in domain.products
        if not product.prices and domain.connector != "focus"
    ]
    assert unpriced == ["sybase-database"]


def by_key(view: PricingView) -> dict[Any, dict[str, Decimal]]:
    """The price of each month by key and metric; one price a month, or it is an error."""
    found: dict[Any, dict[str, Decimal]] = {}
    for price in view.prices(TINY):
        for period in TINY.periods:
            if price.first_month <= period.first_day and (
                price.last_month is None or period.first_day <= price.last_month
            ):
                months = found.setdefault((price.product_id or price.domain_id, price.metric), {})
                assert str(period) not in months
                months[str(period)] = price.unit_price
    assert all(len(months) == TINY.months for months in found.values())
    return found


def changing(prices: dict[Any, dict[str, Decimal]]) -> set[Any]:
    return {key for key, months in prices.items() if len(set(months.values())) > 1}


def test_actual_prices_change_half_way_and_indirect_ones_by_the_month() -> None:
    actual = by_key(ACTUAL)
    indirect = {(domain.domain_id, COEFFICIENT) for domain in DOMAINS if domain.indirect is not None}
    assert changing(actual) == {("linux-server", "VCPU_MONTH"), (None, "EFFECTIVE_COST.USD")} | indirect
    assert CHANGED.keys() <= changing(actual)
    assert {metric for name, metric in actual if name is None} == RATES.keys()


def test_standard_prices_are_the_same_in_every_month_and_differ_from_the_actual_ones() -> None:
    actual, standard = by_key(ACTUAL), by_key(STANDARD)
    assert changing(standard) == set()
    assert standard.keys() - actual.keys() == STANDARD_ONLY.keys()
    assert actual.keys() <= standard.keys()
    same = {key for key in actual if standard[key] == actual[key]}
    assert same == {(None, "EFFECTIVE_COST.EUR")}


def test_one_view_is_the_default() -> None:
    assert [view.view_id for view in PRICING_VIEWS if view.is_default] == ["actual"]


def test_the_cmdb_gives_every_source_the_names_of_the_applications() -> None:
    (cmdb,) = (domain for domain in DOMAINS if domain.connector == "cmdb")
    fed = {alias["source"] for alias in cmdb.config(PLACES)["applications"]["aliases"]}
    assert {domain.source for domain in DOMAINS if domain.ingest_function != "load_facts"} == fed


def test_a_stub_that_wants_a_token_is_known_to_who_calls_it() -> None:
    assert {stub.token_env for stub in STUBS if stub.token_env is not None} <= SECRETS
    assert all(name.startswith("SOURCE_") for domain in DOMAINS for name in domain.secrets)
