"""The raw zone as 23 nights of past months have left it, and the CMDB as it stands now.

The landings have the very form that the connectors' own `land()` gives them; a test compares the two.
"""

import json
from urllib.parse import urlencode
from uuid import UUID, uuid5

import bson

from finops_contract.period import Period
from finops_local.sample.cmdb import Document, collections_of
from finops_local.sample.company import ENTITY, NAMESPACE, Company
from finops_local.sample.gitlab import PAGE, pages_of
from finops_runtime.raw_zone import COLLECTION, LandingKey, LandingWriter, RawZone

_DOCUMENTS_A_PAYLOAD = 1_000


def holds_data(raw_zone: RawZone) -> bool:
    """Whether somebody's CMDB, or anything landed, is there already."""
    names = raw_zone.database.list_collection_names(filter={"name": {"$regex": "^cmdb_"}})
    return bool(names) or raw_zone.database[COLLECTION].find_one() is not None


def write_current_cmdb(company: Company, raw_zone: RawZone, period: Period | None = None) -> None:
    """Replace the `cmdb_*` collections by their state of that month, the current one if none is given."""
    for name, documents in collections_of(company, period or company.current).items():
        raw_zone.database[name].drop()
        raw_zone.database[name].insert_many(documents)


def write_past_landings(company: Company, raw_zone: RawZone, gitlab_url: str, entity_id: str = ENTITY) -> None:
    """One landing of the CMDB and one of GitLab for every month before the current one."""
    for period in company.periods[:-1]:
        writer = raw_zone.write(_key(entity_id, "open", period, "cmdb"))
        land_cmdb(collections_of(company, period), raw_zone.database.name, writer)
        writer.complete()
        writer = raw_zone.write(_key(entity_id, "native", period, "gitlab"))
        land_gitlab(pages_of(company, period), gitlab_url, writer)
        writer.complete()


def run_id_of_past(domain_id: str, period: Period) -> UUID:
    """The run that is said to have landed it: never in `etl_runs`, the company's books begin later."""
    return uuid5(NAMESPACE, f"landing/{domain_id}/{period}")


def _key(entity_id: str, domain_id: str, period: Period, connector: str) -> LandingKey:
    return LandingKey(entity_id, domain_id, period, run_id_of_past(domain_id, period), connector)


def land_cmdb(collections: dict[str, list[Document]], database: str, landing: LandingWriter) -> None:
    """Raw BSON, a thousand documents a payload, as the `cmdb` connector copies it."""
    for name in sorted(collections):
        documents = collections[name]
        for start in range(0, max(1, len(documents)), _DOCUMENTS_A_PAYLOAD):
            body = b"".join(bson.encode(document) for document in documents[start : start + _DOCUMENTS_A_PAYLOAD])
            landing.add(body, f"mongodb:{database}.{name}", "application/bson")


def land_gitlab(pages: list[bytes], url: str, landing: LandingWriter) -> None:
    """The bodies of keyset pages, each with its address, as the `gitlab` connector copies them."""
    query = {"statistics": "true", "pagination": "keyset", "per_page": str(PAGE), "order_by": "id", "sort": "asc"}
    for number, body in enumerate(pages):
        after = {"id_after": str(_last_id(pages[number - 1]))} if number else {}
        landing.add(body, f"{url}/api/v4/projects?{urlencode({**query, **after})}")


def _last_id(page: bytes) -> int:
    return int(json.loads(page)[-1]["id"])
