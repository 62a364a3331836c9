"""`demo`: a platform that lives as long as this process."""

import shutil
from pathlib import Path

from psycopg import Error as DatabaseError
from requests import RequestException

from finops_local.backstage import NotBuilt
from finops_local.demo.api import ApiRefused
from finops_local.demo.nights import EventRefused, RunTookTooLong
from finops_local.demo.screen import Screen
from finops_local.demo.show import Played, play_all, show_all, show_verdict
from finops_local.demo.stage import build_stage
from finops_local.issuer import SignInRefused
from finops_local.platform.migrations import MigrationFailed
from finops_local.platform.state import StateDirInUse
from finops_local.sample.company import Company
from finops_local.sample.fill import NotEmpty
from finops_local.servers.mongo import NoMongod
from finops_local.servers.postgres import WrongVersion
from finops_local.servers.readiness import DidNotStart

FAILURES = (
    ApiRefused,
    DatabaseError,
    DidNotStart,
    EventRefused,
    MigrationFailed,
    NoMongod,
    NotBuilt,
    NotEmpty,
    RequestException,
    RunTookTooLong,
    SignInRefused,
    StateDirInUse,
    TimeoutError,
    WrongVersion,
)
"""What can go wrong without being a bug of ours: told in a line, not as a traceback."""


def demo(company: Company, state_dir: Path, *, keep: bool) -> int:
    """Play everything, print the reports, end everything. 0 only if all of it is right."""
    screen = Screen()
    played = Played()
    stage = build_stage(state_dir, company, keep=keep)
    try:
        played = play_all(stage, screen)
        with screen.phase("reading the books and asking the API"):
            show_all(stage, screen, played)
    except FAILURES as error:
        played.failures.append(f"{type(error).__name__}: {error}")
    finally:
        with screen.phase("ending every process"):
            stage.platform.stop()
    show_verdict(screen, played, stage.platform.log_file)
    if played.failures:
        return 1
    if keep:
        screen.say(f"data and log are in {state_dir}")
    else:
        shutil.rmtree(state_dir, ignore_errors=True)
    screen.say("`make up` leaves the same running, with the API to call.")
    return 0
