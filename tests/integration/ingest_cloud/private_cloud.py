"""Landing and reading a month of the private cloud's sources, over real HTTP and into a real raw zone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fix_stubs import STUB_TOKEN, Stub

from finops_contract.period import Period
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.recording import Findings, read_landing, trial_step
from finops_runtime.raw_zone import COLLECTION, Landing, LandingKey, RawZone
from finops_runtime.settings import HttpSettings

OCTOBER = Period(2026, 10)
NIGHT = datetime(2026, 11, 20, 2, tzinfo=UTC)
SECRETS = {"SOURCE_STUB_TOKEN": STUB_TOKEN, "SOURCE_KEYSTONE_SECRET": "keystone-secret"}
TOKEN = {"kind": "header", "name": "X-Auth-Token", "token": {"env": "SOURCE_STUB_TOKEN"}}


def keystone_of(stub: Stub) -> dict[str, Any]:
    """Makes the identity service give the stubs' token, and names it as settings do."""
    stub.holds({"credentials": {"night": SECRETS["SOURCE_KEYSTONE_SECRET"]}, "token": STUB_TOKEN})
    secret = {"env": "SOURCE_KEYSTONE_SECRET"}
    return {"kind": "keystone", "auth_url": stub.url, "credential_id": "night", "credential_secret": secret}


def sources(retries: int = 2, **secrets: str) -> Sources:
    http = HttpSettings(http_retries=retries, http_backoff_seconds=0, http_timeout_ms=5_000)
    return Sources(http, Secrets({**SECRETS, **secrets}, Path("/nowhere")))


def key(connector: Connector[Any]) -> LandingKey:
    step = trial_step(connector, {}, OCTOBER, "private_cloud")
    return LandingKey("local", step.domain_id, step.period, step.run_id, connector.name)


def land(raw_zone: RawZone, connector: Connector[Any], config: dict[str, Any], at: datetime = NIGHT) -> Landing:
    """A landing that was begun at that time."""
    step = trial_step(connector, config, OCTOBER, "private_cloud")
    writer = raw_zone.write(key(connector))
    writer.started_at = at
    connector.land(step, connector.config.model_validate(config), writer)
    return writer.complete()


def read(connector: Connector[Any], config: dict[str, Any], landing: Landing) -> Findings:
    findings = read_landing(connector, trial_step(connector, config, OCTOBER, "private_cloud"), landing)
    assert findings.differences() == {}
    return findings


def counted(connector: Connector[Any], config: dict[str, Any], landing: Landing) -> list[tuple[str | None, str]]:
    """Application and quantity of each relevé."""
    return [(each.application_key, f"{each.quantity:f}") for each in read(connector, config, landing).releves]


def raw_documents(raw_zone: RawZone) -> str:
    """Everything in the raw zone, to look for what must not be there."""
    return repr(list(raw_zone.database[COLLECTION].find()))
