"""The platform on this machine, with a sample company: `demo`, `up`, `down`, `status`."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from finops_local import up
from finops_local.demo import background, foreground
from finops_local.demo.stage import REPOSITORY
from finops_local.group import foreground as group
from finops_local.sample.company import Company

_STATE_DIR = REPOSITORY / ".local"
APPS, MONTHS = 300, 24
GROUP_APPS, GROUP_MONTHS = 60, 4
_GROUP_LEAST_MONTHS = 3
_EPILOG = """\
exit codes: 0 as asked; 1 something failed, and the output says what; 2 wrong usage; 3 (status) nothing runs
environment: POSTGRES_URL, MONGO_URL name servers to use instead of the embedded ones"""


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    if getattr(options, "group", False) and options.months is not None and options.months < _GROUP_LEAST_MONTHS:
        parser.error(f"a group needs {_GROUP_LEAST_MONTHS} months: one of its companies is two behind")
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _company(options: argparse.Namespace) -> Company:
    today = datetime.now(ZoneInfo("Europe/Paris")).date()
    return Company(apps=options.apps or APPS, months=options.months or MONTHS, today=today)


def _group_size(options: argparse.Namespace) -> up.GroupSize:
    return up.GroupSize(options.apps or GROUP_APPS, options.months or GROUP_MONTHS)


def _demo(options: argparse.Namespace) -> int:
    if options.group:
        today = _company(options).current.first_day
        size = _group_size(options)
        return group.demo(options.state_dir / "group", size.apps, size.months, today, keep=options.keep)
    return foreground.demo(_company(options), options.state_dir / "demo", keep=options.keep)


def _up(options: argparse.Namespace) -> int:
    if options.foreground:
        beside = _group_size(options) if options.group else None
        return up.stay_up(_company(options), options.state_dir, empty=options.empty, ui=options.ui, group=beside)
    again = [
        sys.executable,
        "-m",
        "finops_local",
        "--state-dir",
        str(options.state_dir),
        "up",
        "--foreground",
        *(("--apps", str(options.apps)) if options.apps else ()),
        *(("--months", str(options.months)) if options.months else ()),
        *(("--group",) if options.group else ()),
        *(("--empty",) if options.empty else ()),
        *(("--ui",) if options.ui else ()),
    ]
    return background.up(again, options.state_dir)


def _down(options: argparse.Namespace) -> int:
    return background.down(options.state_dir)


def _status(options: argparse.Namespace) -> int:
    return background.status(options.state_dir)


def _count(least: int, most: int) -> Callable[[str], int]:
    def count(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{value} is not between {least} and {most}")
        return value

    return count


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m finops_local",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--state-dir", type=Path, default=_STATE_DIR, help="where everything is kept (.local)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    company = argparse.ArgumentParser(add_help=False)
    company.add_argument("--apps", type=_count(4, 100_000), help=f"applications ({APPS}; --group: {GROUP_APPS})")
    company.add_argument(
        "--months",
        type=_count(2, 120),
        help=f"months, the last is the current one ({MONTHS}; --group: {GROUP_MONTHS})",
    )
    demo = commands.add_parser("demo", parents=[company], help="run the months and one night, print what came of it")
    demo.add_argument("--group", action="store_true", help="three companies and their group instead of one company")
    demo.add_argument("--keep", action="store_true", help="keep data and log afterwards")
    demo.set_defaults(run=_demo)
    start = commands.add_parser("up", parents=[company], help="the same, and leave it running in the background")
    content = start.add_mutually_exclusive_group()
    content.add_argument(
        "--empty", action="store_true", help="no sample company: only the platform, on what its databases hold"
    )
    content.add_argument("--group", action="store_true", help="with three more companies and their group beside it")
    start.add_argument("--ui", action="store_true", help="with the screens, in Backstage (make ui builds it)")
    start.add_argument("--foreground", action="store_true", help="stay in this shell until Ctrl-C")
    start.set_defaults(run=_up)
    commands.add_parser("down", help="end what `up` started").set_defaults(run=_down)
    commands.add_parser("status", help="say whether it runs").set_defaults(run=_status)
    return parser
