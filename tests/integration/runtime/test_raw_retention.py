"""The raw zone forgets what is old, and never what an open month is computed from."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from finops_contract.period import Period
from finops_runtime.database import Database
from finops_runtime.ingest.raw_retention import RawRetention, tidy_raw_zone
from finops_runtime.raw_zone import COLLECTION, LandingKey
from finops_runtime.settings import PostgresSettings
from tests.fix_chain import ENTITY, Chain, MakeChain
from tests.fix_company import THIS_MONTH, Company
from tests.fix_servers import as_login

NOW = datetime.now(UTC)
OLD = Period.of(NOW - timedelta(days=500))
KEEPS = RawRetention(ENTITY, "ingest_open", 100)


@pytest.fixture
def database(company: Company, database_url: str) -> Database:
    """By the function's own login. Nothing was ever landed."""
    company.raw_zone.database[COLLECTION].delete_many({})
    settings = PostgresSettings.model_validate({"postgres_url": as_login(database_url, "ingest_open")})
    return Database(settings, "test")


def lands(
    company: Company, period: Period, days: int, *, domain: str = "open", complete: bool = True, entity: str = ENTITY
) -> str:
    """A landing of two payloads, so many days ago; its id."""
    writer = company.raw_zone.write(LandingKey(entity, domain, period, uuid4(), "cmdb"))
    writer.add(b"1", "a")
    writer.add(b"2", "b")
    landing = writer.complete().id
    at = NOW - timedelta(days=days)
    collection = company.raw_zone.database[COLLECTION]
    collection.update_many({"landing_id": landing}, {"$set": {"fetched_at": at}})
    collection.update_one({"_id": landing}, {"$set": {"completed_at": at}})
    if not complete:
        collection.delete_one({"_id": landing})
    return landing


def left(company: Company) -> set[str]:
    """The landings that are there, each whole."""
    documents = list(company.raw_zone.database[COLLECTION].find())
    names = [str(document.get("landing_id", document["_id"])) for document in documents]
    assert all(names.count(name) in (2, 3) for name in names)
    return set(names)


def status(company: Company, period: Period, status: str) -> None:
    company.db.execute(
        "INSERT INTO period_status (entity_id, period_month, status) VALUES (%s, %s, %s)",
        [ENTITY, period.first_day, status],
    )


def test_old_landings_go_and_the_last_of_an_open_month_stays(database: Database, company: Company) -> None:
    status(company, OLD, "OPEN")
    lands(company, OLD, 490)
    last, young = lands(company, OLD, 480), lands(company, THIS_MONTH, 99)
    lands(company, THIS_MONTH, 101)
    assert tidy_raw_zone(database, company.raw_zone, KEEPS, NOW) == 2
    assert left(company) == {last, young}
    assert tidy_raw_zone(database, company.raw_zone, KEEPS, NOW) == 0


def test_the_last_landing_of_a_closed_month_goes_when_the_month_is_old(database: Database, company: Company) -> None:
    recent = Period.of(NOW - timedelta(days=90))
    for period in (OLD, recent):
        status(company, period, "CLOSED")
    lands(company, OLD, 480)
    kept = lands(company, recent, 101)
    tidy_raw_zone(database, company.raw_zone, KEEPS, NOW)
    assert left(company) == {kept}


def test_torn_landings_go_after_a_day(database: Database, company: Company) -> None:
    lands(company, THIS_MONTH, 2, complete=False)
    under_way = lands(company, THIS_MONTH, 0, complete=False)
    for_ever = RawRetention(ENTITY, "ingest_open", 0)
    old = lands(company, OLD, 480)
    assert tidy_raw_zone(database, company.raw_zone, for_ever, NOW) == 1
    assert left(company) == {under_way, old}


def test_only_what_the_function_landed_for_its_entity(database: Database, company: Company) -> None:
    company.domain("cloud", "x", "y")
    company.db.execute("UPDATE dim_domain SET ingest_function = 'ingest_cloud' WHERE domain_id = 'cloud'")
    theirs = {
        lands(company, OLD, 480, domain="cloud"),
        lands(company, OLD, 480, domain="cloud", complete=False),
        lands(company, OLD, 480, entity="other"),
    }
    lands(company, OLD, 480)
    tidy_raw_zone(database, company.raw_zone, KEEPS, NOW)
    assert left(company) == theirs


def test_some_at_a_time_the_oldest_first(database: Database, company: Company) -> None:
    second = lands(company, OLD, 480)
    lands(company, OLD, 490)
    one = RawRetention(ENTITY, "ingest_open", 100, most=1)
    assert tidy_raw_zone(database, company.raw_zone, one, NOW) == 1
    assert left(company) == {second}


def test_a_night_tidies_when_its_steps_are_told(make_chain: MakeChain, company: Company) -> None:
    chain: Chain = make_chain(FINOPS_KEEP_RAW_DAYS="100")
    old = lands(company, OLD, 480)
    run_id = chain.night(NOW)
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.raw_zone.database[COLLECTION].count_documents({"_id": old}) == 0
    assert company.raw_zone.database[COLLECTION].count_documents({"kind": "landing"}) == 2  # both months' own
