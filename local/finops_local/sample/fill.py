"""Put the company into the databases: the data mart's referential, the CMDB, the raw zone of past months."""

from finops_local.sample.company import Company
from finops_local.sample.past import holds_data, land_past_months
from finops_local.sample.places import Places
from finops_local.sample.referential import is_filled, write_referential


class NotEmpty(RuntimeError):
    """Somebody's data is there: the sample company would mix with it."""


def write_databases(company: Company, places: Places) -> None:
    """The referential and prices, the CMDB of now, and what past months have landed; the stubs hold the present again.

    The data mart must be migrated, and the stubs must answer. Raises NotEmpty, before anything is written, when one of
    the two databases is in use.
    """
    raw_zone = places.raw_zone()
    try:
        if is_filled(places.admin_url):
            raise NotEmpty("the data mart holds domains already: let POSTGRES_URL name an empty database")
        if holds_data(raw_zone):
            raise NotEmpty(f"MongoDB's {places.mongo_db} holds data already: let MONGO_URL name another server")
        write_referential(company, places)
        land_past_months(company, places, raw_zone)
    finally:
        raw_zone.close()
