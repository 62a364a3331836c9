"""The raw zone as the nights of past months have left it, and the CMDB as it stands now.

Sources of snapshots cannot be asked about the past: each month is put before the connector itself, which lands it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid5

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain
from finops_local.sample.cmdb import collections_of
from finops_local.sample.company import NAMESPACE, Company
from finops_local.sample.domains import DOMAINS
from finops_local.sample.places import Places
from finops_local.sample.sources import write_stub
from finops_runtime.connectors.rest_json.connector import RestJsonSnapshotConnector
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.recording import trial_step
from finops_runtime.raw_zone import COLLECTION, LandingKey, RawZone
from finops_runtime.settings import HttpSettings
from ingest_native.artifactory.connector import ArtifactoryConnector
from ingest_native.gitlab.connector import GitlabConnector
from ingest_native.sonarqube.connector import SonarqubeConnector
from ingest_open.cmdb.connector import CmdbConnector

_OF_STUBS: dict[str, Callable[[Sources], Connector[Any]]] = {
    "gitlab": GitlabConnector,
    "artifactory": ArtifactoryConnector,
    "sonarqube": SonarqubeConnector,
    "rest_json_snapshot": RestJsonSnapshotConnector,
}
"""The connectors whose source is a stub and only knows the present."""


def holds_data(raw_zone: RawZone) -> bool:
    """Whether somebody's CMDB, or anything landed, is there already."""
    names = raw_zone.database.list_collection_names(filter={"name": {"$regex": "^cmdb_"}})
    return bool(names) or raw_zone.database[COLLECTION].find_one() is not None


def land_past_months(company: Company, places: Places, raw_zone: RawZone) -> None:
    """One landing of every snapshot for every month before the current one; in the end all hold the current one."""
    raw_zone.ping()  # connects before there are threads, each of which would
    with ThreadPoolExecutor() as pool:
        landed = [pool.submit(_land_cmdb, company, places, raw_zone, domain) for domain in _fed_by("cmdb")]
        landed += [pool.submit(_land_stub, company, places, raw_zone, domain) for domain in _fed_by(*_OF_STUBS)]
        for each in landed:
            each.result()


def write_cmdb(company: Company, raw_zone: RawZone, period: Period) -> None:
    """Replace the `cmdb_*` collections by their state of that month."""
    for name, documents in collections_of(company, period).items():
        raw_zone.database[name].drop()
        raw_zone.database[name].insert_many(documents)


def run_id_of_past(domain_id: str, period: Period) -> UUID:
    """The run that is said to have landed it: never in `etl_runs`, the company's books begin later."""
    return uuid5(NAMESPACE, f"landing/{domain_id}/{period}")


def _fed_by(*connectors: str) -> list[Domain]:
    return [domain for domain in DOMAINS if domain.connector in connectors]


def _land_cmdb(company: Company, places: Places, raw_zone: RawZone, domain: Domain) -> None:
    for period in company.periods[:-1]:
        write_cmdb(company, raw_zone, period)
        _land(company, places, raw_zone, domain, CmdbConnector(raw_zone), period)
    write_cmdb(company, raw_zone, company.current)


def _land_stub(company: Company, places: Places, raw_zone: RawZone, domain: Domain) -> None:
    secrets = Secrets(places.secrets, places.folder)
    connector = _OF_STUBS[domain.connector](Sources(HttpSettings(), secrets))
    (stub,) = domain.stubs
    for period in company.periods[:-1]:
        write_stub(company, places, stub, period)
        _land(company, places, raw_zone, domain, connector, period)
    write_stub(company, places, stub, company.current, is_odd=True)


def _land(
    company: Company, places: Places, raw_zone: RawZone, domain: Domain, connector: Connector[Any], period: Period
) -> None:
    step = trial_step(connector, domain.config(places), period, domain.domain_id)
    key = LandingKey(
        company.entity_id, domain.domain_id, period, run_id_of_past(domain.domain_id, period), connector.name
    )
    writer = raw_zone.write(key)
    connector.land(step, connector.config.model_validate(step.connector_config), writer)
    writer.complete()
