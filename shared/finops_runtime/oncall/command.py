"""Runs, as the person on call wants them: what, when, which step, why, what to do.

Reads the mart by POSTGRES_ADMIN_URL, else POSTGRES_URL, so that it answers when query_api does not; changes nothing.
The login finops_query_admin is enough.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import psycopg
from psycopg.conninfo import conninfo_to_dict
from pydantic import ValidationError

from finops_contract.errors import DatabaseRefused, DatabaseUnavailable
from finops_runtime.oncall.reading import OnCallSettings, RunNotFound, find_run, list_runs, read_report, snapshot
from finops_runtime.oncall.text import list_as_text, report_as_text

SHOWN, NOT_FOUND, USAGE, UNREACHABLE = 0, 1, 2, 3
_STATUSES: Final = ("RUNNING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED")
_EPILOG: Final = """\
exit codes: 0 shown; 1 there is no such run; 2 wrong usage or settings; 3 the database cannot be had
environment: POSTGRES_URL (or POSTGRES_HOST, ...), or POSTGRES_ADMIN_URL before it; FINOPS_ENTITY_ID; FINOPS_TIMEZONE"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(argv)
    try:
        settings = OnCallSettings()
        place = _place(settings)
    except ValidationError as error:
        for wrong in error.errors(include_input=False, include_url=False):
            print(f"{'.'.join(map(str, wrong['loc'])) or 'settings'}: {wrong['msg']}", file=sys.stderr)
        return USAGE
    except psycopg.ProgrammingError:  # its message quotes what it could not read
        print("POSTGRES_URL is not of the form postgresql://user:password@host:port/database", file=sys.stderr)
        return USAGE
    try:
        print(_answer(options, settings))
    except RunNotFound as error:
        print(error, file=sys.stderr)
        return NOT_FOUND
    except DatabaseUnavailable:
        print(f"{place} cannot be reached, or refuses the login: is it up, and is the password right?", file=sys.stderr)
        return UNREACHABLE
    except DatabaseRefused as error:
        print(f"{place}: {error}; finops_query_admin may read runs", file=sys.stderr)
        return UNREACHABLE
    return SHOWN


def _answer(options: argparse.Namespace, settings: OnCallSettings) -> str:
    with snapshot(settings) as connection:
        if options.command == "list":
            runs = list_runs(connection, settings.finops_entity_id, options.status, options.limit)
            if options.json:
                return json.dumps([run.model_dump(mode="json", by_alias=True) for run in runs], indent=2)
            return list_as_text(runs, settings.timezone)
        run_id = options.run or find_run(connection, settings, options.night)
        report = read_report(connection, settings.finops_entity_id, run_id)
    return (
        report.model_dump_json(by_alias=True, indent=2) if options.json else report_as_text(report, settings.timezone)
    )


def _place(settings: OnCallSettings) -> str:
    """The database for a message: never the password."""
    parts = conninfo_to_dict(settings.conninfo)
    where = f"{parts.get('host', 'localhost')}:{parts.get('port', '5432')}"
    return f"PostgreSQL at {where}, database {parts.get('dbname')}, login {parts.get('user')}"


def _run_id(text: str) -> UUID | None:
    if text == "last":
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text[:60]!r} is no run's id, nor `last`") from error


def _night(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text[:60]!r} is no day YYYY-MM-DD") from error


def _limit(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not between 1 and 1000")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="finops-runs",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    show = commands.add_parser("show", help="one run: what, when, which step, why, what to do")
    which = show.add_mutually_exclusive_group()
    which.add_argument("run", nargs="?", type=_run_id, metavar="RUN_ID", help="a run's id, or `last` (the default)")
    which.add_argument("--night", type=_night, metavar="YYYY-MM-DD", help="the night that began on that day")
    listed = commands.add_parser("list", help="the last runs")
    listed.add_argument("--limit", type=_limit, default=20, metavar="N", help="how many (20)")
    listed.add_argument("--status", choices=_STATUSES, help="only those")
    for command in (show, listed):
        command.add_argument("--json", action="store_true", help="one JSON document")
    return parser
