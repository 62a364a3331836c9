"""What the group has of this entity's months, and whether its referential is the official one.

With the settings of export_group, whose login is enough; `status` asks the mart alone, `conformity` the group too.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from psycopg.rows import DictRow
from pydantic import ValidationError

from export_group.conformity import Difference, differences
from export_group.group import Group
from export_group.outbox import Outbox
from export_group.reference import Reference, References
from export_group.referential import latest_month, read_referential
from export_group.settings import ExportSettings
from finops_contract.errors import BadPeriod, DatabaseRefused, DatabaseUnavailable, FinopsError
from finops_contract.period import Period
from finops_runtime.database import Database

GOOD, BLOCKED, USAGE, OWED, UNREACHABLE = 0, 1, 2, 3, 4
_EPILOG: Final = """\
exit codes: 0 all is well; 1 conformity: something would block; 2 wrong usage or settings; 3 status: a month was refused
or is overdue; 4 the database or the group cannot be had
environment: that of export_group: POSTGRES_URL, FINOPS_ENTITY_ID, FINOPS_GROUP_URL, OIDC_TOKEN_URL, ..."""
_STATUS_COLUMNS: Final = (
    "month",
    "status",
    "wanted",
    "since",
    "attempts",
    "next",
    "generation",
    "release",
    "findings",
    "why",
)
_CHECK_COLUMNS: Final = ("severity", "check", "kind", "key", "expected", "found", "facts")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(argv)
    try:
        settings = ExportSettings()
    except ValidationError as error:
        for wrong in error.errors(include_input=False, include_url=False):
            print(f"{'.'.join(map(str, wrong['loc'])) or 'settings'}: {wrong['msg']}", file=sys.stderr)
        return USAGE
    try:
        with closing(Database(settings, "finops-export")) as database:
            if options.command == "status":
                return _status(database, settings, as_json=options.json)
            return _conformity(database, settings, options.period, as_json=options.json)
    except (DatabaseUnavailable, DatabaseRefused) as error:
        print(f"{error}: is it up, and is the login finops_export_group?", file=sys.stderr)
        return UNREACHABLE
    except FinopsError as error:
        print(error, file=sys.stderr)
        return UNREACHABLE


def _status(database: Database, settings: ExportSettings, *, as_json: bool) -> int:
    rows = Outbox(database, settings).listed()
    if as_json:
        print(
            json.dumps([{**row, "period_month": f"{row['period_month']:%Y-%m}"} for row in rows], default=str, indent=2)
        )
    else:
        print(
            _table(_STATUS_COLUMNS, [_status_line(row, settings) for row in rows])
            if rows
            else "no month was ever to be sent"
        )
    return OWED if any(row["is_overdue"] or row["is_refused"] for row in rows) else GOOD


def _status_line(row: DictRow, settings: ExportSettings) -> list[str]:
    wanted = "no" if not row["is_wanted"] else "overdue" if row["is_overdue"] else "yes"
    why = ": ".join(part for part in (row["error_code"], row["error_summary"]) if part)

    def moment(at: datetime) -> str:
        return f"{at.astimezone(settings.timezone):%Y-%m-%d %H:%M}" if row["is_wanted"] else ""

    return [
        f"{row['period_month']:%Y-%m}",
        row["status"] or "never sent",
        wanted,
        moment(row["wanted_since"]),
        str(row["attempts"]),
        moment(row["next_attempt_at"]),
        _text(row["sent_generation"]),
        _text(row["sent_release"]),
        str(row["findings"]),
        why,
    ]


def _conformity(database: Database, settings: ExportSettings, asked: Period | None, *, as_json: bool) -> int:
    if settings.finops_group_url is None:
        print("FINOPS_GROUP_URL is not set: this module has no group to be compared with", file=sys.stderr)
        return USAGE
    entity_id = settings.finops_entity_id
    with closing(Group(settings)) as group:
        reference = References(database, entity_id, group).latest()
    period = asked or latest_month(database, entity_id) or Period.of(datetime.now(settings.timezone))
    found = differences(reference.release(), entity_id, read_referential(database, entity_id, period))
    if as_json:
        document = {
            "release": reference.version,
            "period": str(period),
            "differences": [asdict(each) for each in found],
        }
        print(json.dumps(document, indent=2))
    else:
        print(_report(reference, period, found))
    return BLOCKED if any(each.severity == "blocking" for each in found) else GOOD


def _report(reference: Reference, period: Period, found: list[Difference]) -> str:
    shown = [each for each in found if each.severity != "ignored"]
    blocking = sum(each.severity == "blocking" for each in shown)
    head = (
        f"release {reference.version}, the referential as of {period}: {blocking} blocking, "
        f"{len(shown) - blocking} warnings, {len(found) - len(shown)} ignored"
    )
    lines = [
        [each.severity, each.check, each.kind, each.key_id, _text(each.expected), _text(each.found), str(each.facts)]
        for each in shown
    ]
    return f"{head}\n\n{_table(_CHECK_COLUMNS, lines)}" if lines else head


def _table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    cells = [
        list(columns),
        *(["".join(c if c.isprintable() else " " for c in cell) for cell in line] for line in lines),
    ]
    widths = [max(len(line[place]) for line in cells) for place in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except BadPeriod as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="finops-export",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    status = commands.add_parser("status", help="the outbox: what the group has of each month, and what waits")
    conformity = commands.add_parser("conformity", help="where the referential is not the group's")
    conformity.add_argument("--period", type=_period, metavar="YYYY-MM", help="as of this month (the latest published)")
    for command in (status, conformity):
        command.add_argument("--json", action="store_true", help="one JSON document")
    return parser
