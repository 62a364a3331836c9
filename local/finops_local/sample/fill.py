"""Put the company where the platform reads it: data mart, raw zone, bills, GitLab stub."""

import json
from dataclasses import dataclass
from pathlib import Path

from finops_contract.period import Period
from finops_local.sample.company import Company
from finops_local.sample.focus import write_bills
from finops_local.sample.gitlab import stub_data
from finops_local.sample.raw import holds_data, write_current_cmdb, write_past_landings
from finops_local.sample.referential import is_filled, write_referential
from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import RawZoneSettings


class NotEmpty(RuntimeError):
    """Somebody's data is there: the sample company would mix with it."""


@dataclass(frozen=True)
class Places:
    """Where everything goes. `folder` holds bills and the GitLab stub's data; `gitlab_url` is the stub's address."""

    admin_url: str
    mongo_url: str
    mongo_db: str
    folder: Path
    gitlab_url: str

    @property
    def bills(self) -> Path:
        """The folder of FOCUS files."""
        return self.folder / "bills"

    @property
    def gitlab_data(self) -> Path:
        """The file that the GitLab stub answers from."""
        return self.folder / "gitlab.json"

    def raw_zone(self) -> RawZone:
        """The raw zone, to be closed by whoever asked for it."""
        return RawZone(RawZoneSettings.model_validate({"mongo_url": self.mongo_url, "mongo_db": self.mongo_db}))


def write_files(company: Company, places: Places) -> None:
    """What needs no server: bills and GitLab's current projects."""
    write_bills(company, places.bills)
    write_gitlab(company, places, company.current)


def write_gitlab(company: Company, places: Places, period: Period) -> None:
    """GitLab as it stands in that month."""
    places.folder.mkdir(parents=True, exist_ok=True)
    places.gitlab_data.write_text(json.dumps(stub_data(company, period)))


def write_databases(company: Company, places: Places) -> None:
    """The data mart's referential and prices, the CMDB of now, and what past months have landed.

    The data mart must be migrated. Raises NotEmpty, before anything is written, when one of the two is in use.
    """
    raw_zone = places.raw_zone()
    try:
        if is_filled(places.admin_url):
            raise NotEmpty("the data mart holds domains already: let POSTGRES_URL name an empty database")
        if holds_data(raw_zone):
            raise NotEmpty(f"MongoDB's {places.mongo_db} holds data already: let MONGO_URL name another server")
        write_referential(company, places.admin_url, places.bills, places.gitlab_url)
        write_current_cmdb(company, raw_zone)
        write_past_landings(company, raw_zone, places.gitlab_url)
    finally:
        raw_zone.database.client.close()
