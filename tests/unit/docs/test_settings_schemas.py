"""What a connector's schema says is what its model accepts: a domain is written by the one and read by the other."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from finops_local.sample.catalogue import Domain
from finops_local.sample.domains import DOMAINS
from finops_local.sample.places import Places
from finops_runtime.ingest.worker import IngestSettings
from finops_runtime.raw_zone import RawZone
from ingest_cloud.connectors import connectors as cloud_connectors
from ingest_native.connectors import connectors as native_connectors
from ingest_open.connectors import connectors as open_connectors
from load_facts.derivations import DERIVATIONS
from query_api.domains.connector_settings import settings_faults

UNIT = Path(__file__).parents[1]
CASES = sorted(UNIT.glob("*/**/config.json"))
FUNCTIONS = {"ingest_open": open_connectors, "ingest_cloud": cloud_connectors, "ingest_native": native_connectors}

STUBS = {name: f"http://{name}.example.com" for domain in DOMAINS for name in (stub.name for stub in domain.stubs)}
PLACES = Places("postgresql://nowhere", "mongodb://nowhere", "raw", Path("/sample"), STUBS, {})


def _models() -> dict[tuple[str, str], type[BaseModel]]:
    settings = IngestSettings(
        postgres_url="postgresql://nowhere", mongo_url="mongodb://nowhere", k_sink="http://nowhere"
    )
    raw_zone = RawZone(settings)
    found = {("load_facts", name): derivation.config for name, derivation in DERIVATIONS.items()}
    for function, connectors in FUNCTIONS.items():
        found |= {(function, connector.name): connector.config for connector in connectors(settings, raw_zone)}
    raw_zone.close()
    return found


@pytest.fixture(scope="module")
def models() -> dict[tuple[str, str], type[BaseModel]]:
    return _models()


def faults(model: type[BaseModel], config: Any) -> list[str]:
    return [f"{fault.at}: {fault.message}" for fault in settings_faults(config, model.model_json_schema())]


def test_every_connector_has_a_schema_that_refuses_unknown_keys(
    models: dict[tuple[str, str], type[BaseModel]],
) -> None:
    for name, model in models.items():
        Draft202012Validator.check_schema(model.model_json_schema())
        assert any("sorce: unknown key" in fault for fault in faults(model, {"sorce": 1})), name


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.domain_id)
def test_the_sample_company_could_have_been_written_through_the_api(
    models: dict[tuple[str, str], type[BaseModel]], domain: Domain
) -> None:
    config = json.loads(json.dumps(domain.config(PLACES)))
    assert faults(models[domain.ingest_function, domain.connector], config) == []


def test_the_schema_accepts_what_the_model_accepts(models: dict[tuple[str, str], type[BaseModel]]) -> None:
    """Short forms and all: each case's settings, against every connector whose model takes them."""
    tried = 0
    for path in CASES:
        config = json.loads(path.read_text(encoding="utf-8"))
        for name, model in models.items():
            try:
                model.model_validate(config)
            except ValidationError:
                continue
            assert faults(model, config) == [], (name, path)
            tried += 1
    assert tried > 50
