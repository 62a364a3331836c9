"""`python -m finops_sql referential`: the files are taken whole or not at all, and nothing is ever removed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_sql.__main__ import main

Load = Callable[..., int]
FAMILIES = "family_id,domain_id,family_label\ncompute,open,Compute\nstorage,open,Storage\n"
PRODUCTS = "product_id,family_id,product_label\nlinux,compute,Linux\naix,compute,AIX\ndisk,storage,Disk\n"
ALIASES = "source_system,foreign_key,product_id\ncmdb,linux server,linux\n"
FILES = {"families": FAMILIES, "products": PRODUCTS, "product_aliases": ALIASES}


@pytest.fixture
def load(db: psycopg.Connection[DictRow], database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Runs the command on files with these contents; its exit code. One domain, published once."""
    db.execute(
        "INSERT INTO dim_domain (domain_id, domain_label, domain_mode, available_from, ingest_function, connector)"
        " VALUES ('open', 'Open', 'DIRECT', '2026-01-01', 'ingest_open', 'cmdb')"
    )
    db.execute("INSERT INTO publication VALUES ('acme', 7, gen_random_uuid(), now())")
    monkeypatch.setenv("POSTGRES_URL", database_url)
    monkeypatch.setenv("FINOPS_ENTITY_ID", "acme")

    def run(*options: str, **contents: str | bytes) -> int:
        arguments = ["referential", "--reason", "because", "--actor", "me", *options]
        for name, content in contents.items():
            file = tmp_path / f"{name}.csv"
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
            arguments += [f"--{name.replace('_', '-')}", str(file)]
        return main(arguments)

    return run


def standing(db: psycopg.Connection[DictRow]) -> dict[str, Any]:
    """What is in use, and the generation."""
    row = db.execute(
        "SELECT (SELECT json_object_agg(family_id, family_label ORDER BY family_id) FROM dim_family"
        "        WHERE retired_at IS NULL) AS families,"
        "       (SELECT json_object_agg(product_id, family_id ORDER BY product_id) FROM dim_product"
        "        WHERE retired_at IS NULL) AS products,"
        "       (SELECT json_object_agg(foreign_key, product_id) FROM product_alias) AS aliases,"
        "       (SELECT count(*) FROM dim_product) AS rows, (SELECT generation FROM publication) AS generation,"
        "       (SELECT count(*) FROM audit_log) AS audits"
    ).fetchone()
    assert row is not None
    return row


def test_everything_new(load: Load, db: psycopg.Connection[DictRow], capsys: pytest.CaptureFixture[str]) -> None:
    assert load(**FILES) == 0
    found = standing(db)
    assert found["families"] == {"compute": "Compute", "storage": "Storage", "unmapped": "Unmapped"}
    assert found["products"] == {"aix": "compute", "disk": "storage", "linux": "compute", "unmapped": "unmapped"}
    assert found["aliases"] == {"linux server": "linux"}
    assert (found["generation"], found["audits"]) == (8, 1)
    assert capsys.readouterr().out.count("new ") == 6
    audit = db.execute("SELECT * FROM audit_log").fetchone()
    assert audit is not None
    assert (audit["entity_id"], audit["actor"], audit["reason"]) == ("acme", "me", "because")
    assert audit["details"]["count"] == 6


def test_the_same_again_changes_nothing(load: Load, db: psycopg.Connection[DictRow]) -> None:
    load(**FILES)
    before = standing(db)
    assert load(**FILES) == 0
    assert standing(db) == before


def test_renamed_moved_retired_and_back(
    load: Load, db: psycopg.Connection[DictRow], capsys: pytest.CaptureFixture[str]
) -> None:
    load(**FILES)
    capsys.readouterr()
    changed = "product_id,family_id,product_label\nlinux,compute,Linux 9\ndisk,compute,Disk\n"
    assert load(products=changed) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "moves count from" in printed.pop()
    assert [line.split()[:3] for line in printed] == [
        ["moved", "products", "disk"],
        ["renamed", "products", "linux"],
        ["retired", "products", "aix"],
    ]
    found = standing(db)
    assert found["products"] == {"disk": "compute", "linux": "compute", "unmapped": "unmapped"}
    assert (found["rows"], found["generation"]) == (4, 9)
    assert load(products=PRODUCTS) == 0
    assert "back     products  aix" in capsys.readouterr().out
    assert standing(db)["products"]["aix"] == "compute"


def test_aliases_alone_leave_the_generation(load: Load, db: psycopg.Connection[DictRow]) -> None:
    load(families=FAMILIES, products=PRODUCTS)
    assert load(product_aliases=ALIASES) == 0
    assert standing(db)["generation"] == 8


def test_a_dry_run_tells_and_writes_nothing(
    load: Load, db: psycopg.Connection[DictRow], capsys: pytest.CaptureFixture[str]
) -> None:
    before = standing(db)
    assert load("--dry-run", **FILES) == 0
    assert standing(db) == before
    printed = capsys.readouterr().out
    assert "new      products  linux" in printed
    assert "nothing was written" in printed


def test_force_retires_more_than_half(load: Load, db: psycopg.Connection[DictRow]) -> None:
    load(**FILES)
    few = "product_id,family_id,product_label\nlinux,compute,Linux\n"
    assert load(products=few) == 1
    assert load("--force", products=few) == 0
    assert set(standing(db)["products"]) == {"linux", "unmapped"}


REFUSED: list[tuple[str, dict[str, str | bytes], str]] = [
    ("unknown_domain", {"families": FAMILIES + "x,atlantis,X\n"}, "families.csv row 4: family x: there is no domain"),
    ("unknown_family", {"products": PRODUCTS + "x,nowhere,X\n"}, "products.csv row 5: product x: there is no family"),
    ("doubled_family", {"families": FAMILIES + "compute,open,Again\n"}, "row 4: family compute stands on line 2"),
    ("doubled_product", {"products": PRODUCTS + "linux,compute,Again\n"}, "product linux stands on line 2"),
    ("reserved", {"families": FAMILIES + "unmapped,open,X\n"}, "family unmapped is reserved"),
    ("reserved_product", {"products": PRODUCTS + "unmapped,compute,X\n"}, "product unmapped is reserved"),
    ("reserved_family", {"products": PRODUCTS + "x,unmapped,X\n"}, "family unmapped is reserved"),
    ("missing_column", {"families": "family_id,family_label\na,A\n"}, "the columns must be family_id, domain_id"),
    ("semicolons", {"families": FAMILIES.replace(",", ";")}, "the columns must be"),
    ("empty_file", {"families": ""}, "the columns must be"),
    ("short_row", {"families": FAMILIES + "x,open\n"}, "row 4: 2 values instead of 3"),
    ("no_label", {"families": FAMILIES + "x,open, \n"}, "row 4: family_label is empty"),
    ("long_key", {"families": FAMILIES + "x" * 600 + ",open,X\n"}, "row 4: family_id is longer"),
    ("not_utf8", {"families": "family_id,domain_id,family_label\nx,open,Caf\xe9\n".encode("latin-1")}, "UTF-8"),
    ("open_quote", {"families": FAMILIES + 'x,open,"X\n'}, "cannot be read as CSV"),
    ("family_of_a_product", {"families": FAMILIES.replace("storage,open,Storage\n", "")}, "its family storage is ret"),
    ("most_families", {"families": "family_id,domain_id,family_label\nnew,open,New\n"}, "2 of 2 families would be"),
    ("alias_conflict", {"product_aliases": ALIASES.replace(",linux\n", ",aix\n")}, "stands for product linux, not aix"),
    ("alias_twice", {"product_aliases": ALIASES + "cmdb,linux server,aix\n"}, "stands on line 2 already"),
    ("alias_unknown", {"product_aliases": ALIASES + "cmdb,x,windows\n"}, "there is no product windows in use"),
    ("alias_reserved", {"product_aliases": ALIASES + "cmdb,x,unmapped\n"}, "product unmapped is reserved"),
]


@pytest.mark.parametrize(("contents", "complaint"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_refused_is_named_and_nothing_is_written(
    contents: dict[str, str | bytes],
    complaint: str,
    load: Load,
    db: psycopg.Connection[DictRow],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert load(**FILES) == 0
    before = standing(db)
    assert load(**contents) == 1
    assert complaint in capsys.readouterr().err
    assert standing(db) == before


def test_a_good_file_beside_a_bad_one_is_not_taken(load: Load, db: psycopg.Connection[DictRow]) -> None:
    assert load(families=FAMILIES, products=PRODUCTS + "x,nowhere,X\n") == 1
    assert standing(db)["families"] == {"unmapped": "Unmapped"}


@pytest.mark.parametrize("arguments", [[], ["--families", "x.csv"], ["--reason", " ", "--families", "x.csv"]])
def test_wrong_usage(arguments: list[str], database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTGRES_URL", database_url)
    with pytest.raises(SystemExit) as ended:
        main(["referential", *arguments])
    assert ended.value.code == 2


def test_help_says_what_the_files_hold(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["referential", "--help"])
    assert ended.value.code == 0
    assert "family_id,domain_id,family_label" in capsys.readouterr().out


MOVED = "product_id,family_id,product_label\nlinux,storage,Linux\naix,compute,AIX\ndisk,storage,Disk\n"


def use(db: psycopg.Connection[DictRow], month: str) -> None:
    """Published quantities of `linux` in a month."""
    db.execute("SELECT ensure_month_partitions(%s, %s)", [f"{month}-01", f"{month}-01"])
    db.execute(
        "INSERT INTO mv_quantity_product_month"
        " VALUES ('acme', %s, 'open', 'compute', 'linux', 'test', 'VCPU', 1, NULL, 1)",
        [f"{month}-01"],
    )


def moves(db: psycopg.Connection[DictRow]) -> list[tuple[object, ...]]:
    rows = db.execute(
        "SELECT product_id, to_char(first_month, 'YYYY-MM') AS month, family_id, applied_at IS NOT NULL AS applied"
        " FROM product_placement ORDER BY move_id"
    ).fetchall()
    return [tuple(row.values()) for row in rows]


def test_a_product_in_another_family_moves_from_a_month_on(load: Load, db: psycopg.Connection[DictRow]) -> None:
    load(**FILES)
    use(db, "2026-03")
    assert load("--from", "2026-04", products=MOVED) == 0
    assert moves(db) == [("linux", "2000-01", "compute", True), ("linux", "2026-04", "storage", True)]
    assert standing(db)["products"]["linux"] == "storage"
    assert load("--from", "2026-04", products=MOVED) == 0
    assert len(moves(db)) == 2


def test_a_move_of_published_months_waits_for_them(
    load: Load, db: psycopg.Connection[DictRow], capsys: pytest.CaptureFixture[str]
) -> None:
    load(**FILES)
    use(db, "2026-04")
    assert load("--from", "2026-04", products=MOVED) == 0
    assert moves(db)[1] == ("linux", "2026-04", "storage", False)
    assert standing(db)["products"]["linux"] == "compute"
    assert load("--from", "2026-04", products=MOVED) == 0
    assert len(moves(db)) == 2
    assert load("--from", "2026-04", products=PRODUCTS) == 1
    assert "linux: its move to storage is not applied yet" in capsys.readouterr().err
    emptied = "family_id,domain_id,family_label\nstorage,open,Storage\n"
    all_moved = MOVED.replace("compute", "storage")
    assert load("--from", "2026-04", families=emptied, products=all_moved) == 0


def test_i10_a_move_through_a_closed_month_is_refused(
    load: Load, db: psycopg.Connection[DictRow], capsys: pytest.CaptureFixture[str]
) -> None:
    load(**FILES)
    use(db, "2026-04")
    db.execute("INSERT INTO period_status VALUES ('acme', '2026-04-01', 'CLOSED')")
    assert load("--from", "2026-03", products=MOVED) == 1
    assert "product linux moves in 2026-04, which is closed" in capsys.readouterr().err
    assert moves(db) == []


def test_products_do_not_move_into_an_indirect_domain_and_published_families_do_not_move(
    load: Load, db: psycopg.Connection[DictRow], capsys: pytest.CaptureFixture[str]
) -> None:
    db.execute(
        "INSERT INTO dim_domain VALUES ('weights', 'W', 'INDIRECT', 'm', 'W', true, '2026-01-01', NULL, 'ingest_open',"
        " 'external_coefficients', '{}')"
    )
    load(**FILES)
    use(db, "2026-04")
    families = FAMILIES.replace("storage,open", "storage,weights")
    assert load(families=families, products=MOVED) == 1
    assert "family storage is of an INDIRECT domain" in capsys.readouterr().err
    assert load(families=FAMILIES.replace("compute,open", "compute,weights")) == 1
    assert "family compute has published months in domain open" in capsys.readouterr().err


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "1999-12", "soon"])
def test_a_month_to_move_from_is_a_month(load: Load, month: str) -> None:
    with pytest.raises(SystemExit) as ended:
        load("--from", month, products=PRODUCTS)
    assert ended.value.code == 2
