"""`python -m finops_sql`: migrate the data mart, show what is applied, load its referential. Reads POSTGRES_URL."""

import argparse
import getpass
import os
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

from finops_sql.migrate import LOCK_SECONDS, OutOfTurn, Phase, make_logins, migrate, status
from finops_sql.referential import Request, load_referential
from finops_sql.referential_file import Refused

_MONTH = re.compile(r"2[01]\d\d-(0[1-9]|1[0-2])", re.ASCII)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="finops_sql", description=__doc__)
    commands = made.add_subparsers(dest="command", required=True)
    migrating = commands.add_parser("migrate", help="apply the migrations that are missing, then the grants")
    migrating.add_argument(
        "--phase",
        choices=["pre", "post", "all"],
        default="pre",
        help="pre (the default): what the functions that run go on with, before the new ones start; post: once the old "
        "ones are gone; all: both, while none runs. A new database gets everything",
    )
    commands.add_parser("logins", help="make the functions' logins, before a backup is restored to a new server")
    commands.add_parser("status", help="show every migration, applied or pending")
    _add_referential(
        commands.add_parser(
            "referential",
            help="take families, products and product aliases from CSV files",
            description="Take CSV files (UTF-8, comma, header) as the whole truth, in one transaction: rows are added, "
            "renamed, moved, and retired when a file leaves them out; aliases are only added. FINOPS_ENTITY_ID names "
            "the entity in the audit log.",
        )
    )
    return made


def _add_referential(command: argparse.ArgumentParser) -> None:
    command.add_argument("--families", type=Path, metavar="CSV", help="family_id,domain_id,family_label")
    command.add_argument("--products", type=Path, metavar="CSV", help="product_id,family_id,product_label")
    command.add_argument("--product-aliases", type=Path, metavar="CSV", help="source_system,foreign_key,product_id")
    command.add_argument(
        "--from",
        dest="first_month",
        type=_month,
        default=None,
        metavar="YYYY-MM",
        help="products in another family than before move there from this month on; default: the current month",
    )
    command.add_argument("--reason", required=True, help="kept in the audit log")
    command.add_argument("--actor", default=None, help="who asks, for the audit log; default: the system's user")
    command.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    command.add_argument("--force", action="store_true", help="even if more than half of a list would be retired")


def _month(text: str) -> date:
    if not _MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError("a month is written YYYY-MM")
    return date.fromisoformat(f"{text}-01")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 refused (a database error ends with its own message and 1), 2 wrong usage."""
    command = parser()
    given = command.parse_args(arguments)
    url = os.environ.get("POSTGRES_URL")
    if not url:
        command.error("POSTGRES_URL is not set: it names the database and a login that may create tables and roles")
    if given.command == "migrate":
        return _migrate(url, given.phase)
    if given.command == "logins":
        make_logins(url)
    elif given.command == "status":
        for name, done in status(url):
            print(f"{'applied' if done else 'pending'}  {name}")
    else:
        return _referential(command, given, url)
    return 0


def _migrate(url: str, phase: Phase) -> int:
    try:
        applied = migrate(url, phase)
    except OutOfTurn as error:
        print(f"refused, nothing was applied: {error}", file=sys.stderr)
        return 1
    except psycopg.errors.LockNotAvailable as error:
        print(f"a session held a table for {LOCK_SECONDS} s: {error} Run the same again", file=sys.stderr)
        return 1
    print("\n".join(f"applied {name}" for name in applied) or "nothing to apply")
    return 0


def _referential(command: argparse.ArgumentParser, given: argparse.Namespace, url: str) -> int:
    paths = {"families": given.families, "products": given.products, "aliases": given.product_aliases}
    files = {name: path for name, path in paths.items() if path is not None}
    if not files:
        command.error("give at least one of --families, --products, --product-aliases")
    if not given.reason.strip():
        command.error("--reason must say why")
    actor = given.actor or getpass.getuser()
    entity = os.environ.get("FINOPS_ENTITY_ID") or "local"
    zone = ZoneInfo(os.environ.get("FINOPS_TIMEZONE") or "Europe/Paris")
    first_month = given.first_month or datetime.now(zone).date().replace(day=1)
    try:
        changes = load_referential(
            url, Request(files, entity, actor, given.reason, first_month, given.force, given.dry_run)
        )
    except Refused as refused:
        print("\n".join(("refused, nothing was written:", *refused.problems)), file=sys.stderr)
        return 1
    print("\n".join(map(str, changes)) or "nothing to change")
    if any(change.change == "moved" for change in changes):
        print(f"moves count from {first_month:%Y-%m} on; those of published months within minutes")
    if given.dry_run:
        print("dry run: nothing was written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
