"""Past months of sources that only know the present: landed by the connectors themselves, each as the month was."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Stub
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS, SECRETS, STUBS
from finops_local.sample.past import land_past_months
from finops_local.sample.places import Places
from finops_local.sample.sources import write_stubs
from finops_local.servers.child import Child
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.recording import Findings, read_landing, trial_step
from finops_runtime.raw_zone import LandingKey, RawZone
from finops_runtime.settings import HttpSettings
from ingest_native.gitlab.connector import GitlabConnector
from ingest_open.cmdb.connector import CmdbConnector

COMPANY = Company(apps=20, months=8, today=date(2026, 11, 20))
SNAPSHOTS = {"open", "native", "artifacts", "code_quality", "messaging"}


def domain_of(domain_id: str) -> Domain:
    (found,) = (domain for domain in DOMAINS if domain.domain_id == domain_id)
    return found


def start(stub: Stub, data: Path) -> tuple[Child, str]:
    """The stub's process without a token, once it answers, and its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    module = f"finops_local.stubs.{stub.module or stub.name}"
    child = Child(stub.name, [sys.executable, "-m", module, "--port", str(port), "--data", data])

    def answers() -> bool:
        try:
            return requests.get(f"{url}/healthz", timeout=1).ok
        except requests.ConnectionError:
            return False

    child.start()
    wait_until(answers, child, 60)
    return child, url


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """The stubs of snapshots as processes; nothing else is anywhere."""
    folder = tmp_path_factory.mktemp("sample")
    secrets = dict.fromkeys(SECRETS, "secret")
    nowhere = Places("", "", "", folder, {}, secrets)
    wanted = {stub.name: stub for domain_id in SNAPSHOTS for stub in domain_of(domain_id).stubs}
    urls = {stub.name: "http://127.0.0.1:1" for stub in STUBS}
    with ExitStack() as stack:
        for name, stub in wanted.items():
            child, urls[name] = start(stub, nowhere.data_of(name))
            stack.callback(child.stop)
        yield Places("", "", "", folder, urls, secrets)


@pytest.fixture
def landed(places: Places, raw_zone: RawZone) -> RawZone:
    """The raw zone after every past night."""
    write_stubs(COMPANY, places)
    land_past_months(COMPANY, places, raw_zone)
    return raw_zone


def key(domain_id: str, period: Period) -> LandingKey:
    return LandingKey("local", domain_id, period, uuid4(), domain_of(domain_id).connector)


def read(raw_zone: RawZone, places: Places, domain_id: str, period: Period) -> Findings:
    """What the month's landing says."""
    connector: Connector[Any] = CmdbConnector(raw_zone)
    if domain_id != "open":
        connector = GitlabConnector(Sources(HttpSettings(), Secrets({}, places.folder)))
    landing = raw_zone.latest(key(domain_id, period))
    assert landing is not None
    return read_landing(connector, trial_step(connector, domain_of(domain_id).config(places), period), landing)


def test_every_snapshot_has_every_past_month_and_only_those(landed: RawZone) -> None:
    for domain in DOMAINS:
        for period in COMPANY.periods:
            is_there = landed.latest(key(domain.domain_id, period)) is not None
            assert is_there == (domain.domain_id in SNAPSHOTS and period != COMPANY.current), (domain, period)


def test_each_month_is_as_it_was(landed: RawZone, places: Places) -> None:
    for period in COMPANY.periods[:-1]:
        alive = COMPANY.alive(COMPANY.age(period))
        cmdb = read(landed, places, "open", period)
        fed = [(record.application_key, record.owner) for record in cmdb.applications]
        assert fed == [(application.application_id, application.owner) for application in alive]
        assert cmdb.differences() == {}
        groups = {releve.application_key for releve in read(landed, places, "native", period).releves}
        known = {application.gitlab_group for application in COMPANY.applications}
        assert groups & known == {a.gitlab_group for a in COMPANY.users("native", COMPANY.age(period))}


def test_in_the_end_every_source_is_as_it_is_now(landed: RawZone, places: Places) -> None:
    numbers = [document["number"] for document in landed.database["cmdb_ci_business_app"].find()]
    assert len(numbers) == len(COMPANY.alive(0)) + 1
    for name in ("gitlab", "artifactory", "sonarqube", "messaging"):
        (stub,) = (stub for stub in STUBS if stub.name == name)
        before = places.data_of(name).read_text()
        write_stubs(COMPANY, places)
        assert places.data_of(name).read_text() == before
        assert ('"kind"' in before) == bool(stub.oddities)
