"""A release in two phases: `pre` beside the functions that run, `post` once the old ones are gone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_sql.migrate import MIGRATIONS
from finops_sql.migrate import SQL as SQL_FOLDER
from tests.fix_servers import as_login, on_database

ADD = "9001_pre_add", "ALTER TABLE dim_family ADD COLUMN added text"
DROP = "9002_post_drop", "ALTER TABLE dim_family DROP COLUMN added"
NEXT = "9003_pre_next", "ALTER TABLE dim_family ADD COLUMN later text"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A copy of the migration command, to which a test adds migrations."""
    return Path(shutil.copytree(SQL_FOLDER, tmp_path / "sql", ignore=shutil.ignore_patterns("__pycache__")))


def add(release: Path, *migrations: tuple[str, str]) -> None:
    for name, statement in migrations:
        last = max(file.stem for file in (release / "migrations").iterdir())
        (release / "migrations" / f"{name}.sql").write_text(f"-- depends: {last}\n{statement};\n")


def migrate(release: Path, url: str, *arguments: str, code: int = 0) -> str:
    """What the command of that release says; it must end with this code."""
    done = subprocess.run(
        [sys.executable, "-m", "finops_sql", "migrate", *arguments],
        cwd=release,  # before what is installed
        env={**os.environ, "POSTGRES_URL": url, "PYTHONPATH": str(release)},
        check=False,
        timeout=120,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_new_database_gets_both_phases(postgres_url: str, release: Path) -> None:
    add(release, ADD, DROP, NEXT)
    name = f"finops_new_{release.parent.name}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        said = migrate(release, on_database(postgres_url, name)).splitlines()
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
    applied = [line for line in said if line.startswith("applied ")]
    assert applied == [f"applied {name}" for name in sorted(file.stem for file in (release / "migrations").iterdir())]


def test_pre_leaves_what_is_for_later(database_url: str, release: Path) -> None:
    add(release, ADD, DROP)
    assert migrate(release, database_url) == "applied 9001_pre_add\n"
    assert migrate(release, database_url, "--phase", "pre") == "nothing to apply\n"
    assert migrate(release, database_url, "--phase", "post") == "applied 9002_post_drop\n"
    assert migrate(release, database_url, "--phase", "post") == "nothing to apply\n"


def test_post_is_refused_before_pre(database_url: str, release: Path) -> None:
    add(release, ADD, DROP)
    assert "9001_pre_add comes first" in migrate(release, database_url, "--phase", "post", code=1)
    assert migrate(release, database_url) == "applied 9001_pre_add\n"


def test_a_release_is_finished_before_the_next_one_begins(database_url: str, release: Path) -> None:
    add(release, ADD, DROP, NEXT)
    assert "9002_post_drop comes before 9003_pre_next" in migrate(release, database_url, code=1)
    assert migrate(release, database_url, "--phase", "all").split() == [
        word for name, _ in (ADD, DROP, NEXT) for word in ("applied", name)
    ]


def test_post_of_the_release_before_stops_where_the_next_one_begins(database_url: str, release: Path) -> None:
    add(release, ADD)
    migrate(release, database_url)
    add(release, DROP, NEXT)
    assert migrate(release, database_url, "--phase", "post") == "applied 9002_post_drop\n"
    assert migrate(release, database_url) == "applied 9003_pre_next\n"


def test_a_release_that_is_older_than_the_schema_changes_nothing(database_url: str, release: Path) -> None:
    old = Path(shutil.copytree(release, release.parent / "old"))
    add(release, ADD)
    migrate(release, database_url)
    assert migrate(old, database_url) == "nothing to apply\n"
    assert migrate(old, database_url, "--phase", "post") == "nothing to apply\n"


def test_nobody_waits_for_a_release_that_changes_nothing(database_url: str, release: Path) -> None:
    with psycopg.connect(as_login(database_url, "refresh_mvs")) as publisher:
        for table in ("mv_cost_domain_month", "fact_consumption", "staged_releve"):
            publisher.execute(SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE").format(Identifier(table)))
        assert migrate(release, database_url) == "nothing to apply\n"


def test_a_migration_that_would_hold_up_readers_gives_up_and_can_be_repeated(
    database_url: str, db: psycopg.Connection[DictRow], release: Path
) -> None:
    db.execute("INSERT INTO publication VALUES ('acme', 7, gen_random_uuid(), now())")
    add(release, NEXT, ("9004_pre_index", "ALTER TABLE dim_product ADD COLUMN added text"))
    with psycopg.connect(database_url) as reader:
        reader.execute("SELECT * FROM dim_product")
        assert "held a table" in migrate(release, database_url, code=1)
    assert db.execute("SELECT generation FROM publication").fetchall() == [{"generation": 8}]
    assert migrate(release, database_url) == "applied 9004_pre_index\n"


def test_the_released_migrations_are_named_by_phase() -> None:
    assert {file.name.split("_")[1] for file in MIGRATIONS.iterdir()} <= {"pre", "post"}
