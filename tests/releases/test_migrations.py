"""What a release's `pre` migrations may do while the release before is at work: add, and hold nobody up."""

import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from finops_sql.migrate import MIGRATIONS
from tests.fix_servers import on_database
from tests.releases import previous
from tests.releases.conftest import migrate

STATEMENTS = files("tests.releases").joinpath("sql")
Demands = set[tuple[str, str]]
SQUAWK = Path(sys.executable).with_name("squawk")
# Each migration is one transaction, under a limit on how long it waits for locks (finops_sql.migrate).
NOT_ASKED = (
    "prefer-robust-stmts",
    "require-lock-timeout",
    "require-statement-timeout",
    "prefer-bigint-over-smallint",
    "prefer-bigint-over-int",
)
ONE_OF = re.compile(r"CHECK \(\((\w+) = ANY \(ARRAY\[(.*)\]\)\)\)")
DROPS = ("ban-drop-column", "ban-drop-table", "ban-drop-not-null", "adding-required-field")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return previous.unpack(tmp_path_factory.mktemp("previous"))


@pytest.fixture(scope="module")
def old_schema(postgres_url: str, released: Path) -> Iterator[str]:
    name = f"finops_released_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        migrate(released, on_database(postgres_url, name), "all")
        yield on_database(postgres_url, name)
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def promised(db: psycopg.Connection[tuple[Any, ...]]) -> set[str]:
    return {row[0] for row in db.execute(STATEMENTS.joinpath("promised.sql").read_bytes())}


def demanded(db: psycopg.Connection[tuple[Any, ...]]) -> Demands:
    return {(row[0], row[1]) for row in db.execute(STATEMENTS.joinpath("demanded.sql").read_bytes())}


def broken(before: tuple[set[str], Demands], after: tuple[set[str], Demands]) -> list[str]:
    """What the release before relied on and is gone, and what is demanded of it that was not."""
    written = {relation for relation, _ in before[1]}
    return sorted(before[0] - after[0]) + sorted(
        f"{relation}: {demand}"
        for relation, demand in after[1] - before[1]
        if relation in written and not lets_more_in(relation, demand, before[1])
    )


def lets_more_in(relation: str, demand: str, before: Demands) -> bool:
    """Whether it is a list of values that has only grown."""
    found = ONE_OF.fullmatch(demand)
    if found is None:
        return False
    earlier = [ONE_OF.fullmatch(old) for of, old in before if of == relation]
    lists = [set(old[2].split(", ")) for old in earlier if old is not None and old[1] == found[1]]
    return bool(lists) and all(values <= set(found[2].split(", ")) for values in lists)


def test_pre_takes_nothing_away_and_demands_nothing_more(postgres_url: str, old_schema: str, released: Path) -> None:
    name = f"finops_pre_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        url = on_database(postgres_url, name)
        migrate(released, url, "all")
        with psycopg.connect(url, autocommit=True) as db:
            before = promised(db), demanded(db)
            migrate(MIGRATIONS.parents[1], url, "pre")
            assert len(before[0]) > 900
            assert broken(before, (promised(db), demanded(db))) == []
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE etl_rejects DROP COLUMN location",
        "ALTER TABLE etl_rejects RENAME COLUMN location TO place",
        "ALTER TABLE etl_rejects ALTER COLUMN message TYPE varchar(100)",
        "ALTER TABLE etl_rejects ADD COLUMN severity text NOT NULL",
        "ALTER TABLE etl_rejects ADD CHECK (reason <> 'other')",
        "CREATE UNIQUE INDEX ON etl_rejects (run_id, location)",
        "ALTER TABLE dim_application ADD FOREIGN KEY (fed_by) REFERENCES dim_domain",
        "ALTER DOMAIN exact_price ADD CHECK (VALUE < 1000)",
        "ALTER TABLE etl_run_steps DROP CONSTRAINT etl_run_steps_status_check,"
        " ADD CHECK (status IN ('PLANNED', 'STAGED', 'FAILED', 'LATE'))",
        "DROP TABLE budget_crossing CASCADE",
        "DROP VIEW fact_releve",
        "DROP FUNCTION price_conflict",
        "DROP INDEX etl_runs_one_running",
        "REVOKE SELECT ON dim_metric FROM finops_ingest_open",
        "REVOKE EXECUTE ON FUNCTION valuation FROM finops_refresh_mvs",
        "REVOKE UPDATE (told_at) ON anomaly FROM finops_refresh_mvs",
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
        "CREATE TRIGGER refuse BEFORE INSERT ON etl_rejects FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
)
def test_what_is_no_addition_is_seen(old_schema: str, statement: str) -> None:
    with psycopg.connect(old_schema) as db:
        before = promised(db), demanded(db)
        db.execute(statement.encode())
        assert broken(before, (promised(db), demanded(db))) != []
        db.rollback()


def test_additions_are_none(old_schema: str) -> None:
    with psycopg.connect(old_schema) as db:
        before = promised(db), demanded(db)
        db.execute("ALTER TABLE etl_rejects ADD COLUMN severity text NOT NULL DEFAULT 'low'")
        db.execute("CREATE TABLE severity (severity text PRIMARY KEY, rank integer NOT NULL)")
        db.execute("GRANT SELECT ON severity TO finops_query_read")
        db.execute("ALTER TABLE etl_rejects ALTER COLUMN message DROP NOT NULL")
        db.execute("ALTER TABLE etl_run_steps DROP CONSTRAINT etl_run_steps_status_check")
        db.execute("ALTER TABLE etl_run_steps ADD CHECK (status IN ('PLANNED', 'STAGED', 'MISSING', 'FAILED', 'LATE'))")
        assert broken(before, (promised(db), demanded(db))) == []
        db.rollback()


def test_what_was_released_never_changes(released: Path) -> None:
    old = sorted((released / "sql" / "migrations").iterdir())
    assert len(old) >= 22
    assert [file.name for file in old if file.read_bytes() != (MIGRATIONS / file.name).read_bytes()] == []
    assert [file.name for file in sorted(MIGRATIONS.iterdir())][: len(old)] == [file.name for file in old]


def test_no_new_migration_blocks_readers_or_writers(released: Path) -> None:
    known = {file.name for file in (released / "sql" / "migrations").iterdir()}
    new = [file for file in sorted(MIGRATIONS.iterdir()) if file.name not in known]
    for file in new:
        done = squawk(file)
        assert done.returncode == 0, done.stdout


def test_an_index_that_blocks_writers_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "9001_pre_index.sql"
    file.write_text("CREATE INDEX etl_rejects_by_reason ON etl_rejects (reason);\n")
    assert "require-concurrent-index-creation" in squawk(file).stdout


def squawk(file: Path) -> subprocess.CompletedProcess[str]:
    excluded = ",".join(NOT_ASKED if "_pre_" in file.name else NOT_ASKED + DROPS)
    command: list[str | Path] = [SQUAWK, "--reporter", "gcc", "--pg-version", "15.0", "--exclude", excluded, file]
    return subprocess.run(command, check=False, capture_output=True, text=True)
