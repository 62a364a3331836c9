"""A month that closes, and what its source says of it afterwards."""

from datetime import UTC, datetime
from typing import Any

from psycopg.rows import DictRow

from tests.fix_chain import ENTITY, Chain
from tests.fix_company import LAST_MONTH, Company, server

NOW = datetime.now(UTC)
AS_PUBLISHED = [server("1", "2", "sys-billing"), server("2", "4", "sys-payroll", "Test")]
ONE_MORE = [*AS_PUBLISHED, server("3", "5", "sys-billing")]
MOVED = [server("1", "4", "sys-billing"), server("2", "2", "sys-payroll", "Test")]


def close(company: Company, month: object = LAST_MONTH) -> None:
    company.db.execute(
        "INSERT INTO period_status VALUES (%s, %s, 'CLOSED') ON CONFLICT (entity_id, period_month)"
        " DO UPDATE SET status = 'CLOSED'",
        [ENTITY, f"{month}-01"],
    )


def reopen(company: Company) -> None:
    company.db.execute("UPDATE period_status SET status = 'OPEN'")


def comes_late(company: Company, servers: list[dict[str, Any]]) -> None:
    """The CMDB of last month was another one, as it turns out; that of this month stays."""
    now = list(company.raw_zone.database["cmdb_ci_server"].find({}, {"_id": 0}))
    company.has("cmdb_ci_server", servers)
    company.lands("open", LAST_MONTH)
    company.has("cmdb_ci_server", now)


def of_month(company: Company, month: object = LAST_MONTH) -> dict[str, list[str]]:
    """Every row that readers see of a month, run and time of computation included."""
    tables = [row["table_name"] for row in company.all("SELECT table_name FROM month_partitioned")]
    return {
        table: sorted(
            row["line"]
            for row in company.all(f"SELECT t::text AS line FROM {table} t WHERE period_month = %s", f"{month}-01")
        )
        for table in [*tables, "slice_publication", "unknown_key"]
    }


def late(company: Company) -> list[tuple[Any, ...]]:
    rows = company.all("SELECT * FROM late_data ORDER BY domain_id, metric")
    return [
        (row["domain_id"], row["metric"], row["published_quantity"], row["found_quantity"], row["found_rows"])
        for row in rows
    ]


def night(chain: Chain, company: Company) -> DictRow:
    run_id = chain.night(NOW)
    chain.settle()
    return company.run(run_id)
