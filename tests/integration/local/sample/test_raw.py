"""The sample's landings are what the connectors' own land() would have left, byte for byte."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from finops_contract.period import Period
from finops_local.sample.company import Company
from finops_local.sample.connectors import config_of
from finops_local.sample.gitlab import stub_data
from finops_local.sample.raw import write_current_cmdb, write_past_landings
from finops_local.servers.child import Child
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until
from finops_runtime.raw_zone import Landing, LandingKey, Payload, RawZone
from finops_runtime.runs.step import Step
from finops_runtime.settings import HttpSettings
from ingest_native.gitlab.connector import GitlabConnector
from ingest_open.cmdb.connector import CmdbConnector

COMPANY = Company(apps=120, months=2, today=date(2026, 11, 20))
PAST = COMPANY.periods[0]


def step(domain_id: str) -> Step:
    return Step(
        run_id=uuid4(),
        entity_id="local",
        domain_id=domain_id,
        domain_mode="DIRECT",
        period=PAST,
        status="PLANNED",
        failure_policy="strict",
        rows=0,
        checksum="",
        connector="",
        connector_config={},
        origin="live",
        force=False,
    )


def key(domain_id: str, connector: str, period: Period = PAST) -> LandingKey:
    return LandingKey("local", domain_id, period, uuid4(), connector)


def payloads(landing: Landing | None) -> list[Payload]:
    assert landing is not None
    return list(landing.payloads())


@pytest.fixture
def gitlab_url(tmp_path: Path) -> Iterator[str]:
    """The stub, with GitLab as it stood in the past month."""
    data = tmp_path / "gitlab.json"
    data.write_text(json.dumps(stub_data(COMPANY, PAST)))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    child = Child("gitlab", [sys.executable, "-m", "finops_local.stubs.gitlab", "--port", str(port), "--data", data])

    def answers() -> bool:
        try:
            return requests.get(f"{url}/healthz", timeout=1).ok
        except requests.ConnectionError:
            return False

    child.start()
    wait_until(answers, child, 20)
    yield url
    child.stop()


def test_cmdb_landings(raw_zone: RawZone) -> None:
    write_past_landings(COMPANY, raw_zone, "http://127.0.0.1:1")
    write_current_cmdb(COMPANY, raw_zone, PAST)
    connector = CmdbConnector(raw_zone)
    writer = raw_zone.write(key("compared", "cmdb"))
    connector.land(step("open"), connector.config.model_validate(config_of("open", Path("/"), "http://x")), writer)
    landed = payloads(writer.complete())
    assert payloads(raw_zone.latest(key("open", "cmdb"))) == landed
    assert len(landed) == 3


def test_gitlab_landings(raw_zone: RawZone, gitlab_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_past_landings(COMPANY, raw_zone, gitlab_url)
    connector = GitlabConnector(HttpSettings(http_backoff_seconds=0.01), {"SAMPLE_GITLAB_TOKEN": "any"})
    config = connector.config.model_validate(config_of("native", Path("/"), gitlab_url))
    writer = raw_zone.write(key("compared", "gitlab"))
    connector.land(step("native"), config, writer)
    landed = payloads(writer.complete())
    assert payloads(raw_zone.latest(key("native", "gitlab"))) == landed
    assert len(landed) > 2


def test_only_past_months_have_landings(raw_zone: RawZone) -> None:
    write_past_landings(COMPANY, raw_zone, "http://127.0.0.1:1")
    assert raw_zone.latest(key("open", "cmdb", COMPANY.current)) is None
    assert raw_zone.latest(key("native", "gitlab", COMPANY.current)) is None
