"""A platform that lives as long as this process: the demo, and what `up` runs in the background."""

import shutil
import signal
import threading
from pathlib import Path

from psycopg import Error as DatabaseError
from requests import RequestException

from finops_local.backstage import NotBuilt
from finops_local.demo.api import ApiRefused
from finops_local.demo.nights import EventRefused, RunTookTooLong
from finops_local.demo.screen import Screen
from finops_local.demo.show import Played, play_all, show_all, show_calls, show_verdict
from finops_local.demo.stage import Stage, build_stage
from finops_local.issuer import SignInRefused
from finops_local.platform import daemon
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


def stay_up(company: Company, state_dir: Path, *, empty: bool, ui: bool) -> int:
    """Start, fill, run, tell that it is ready, and stay until SIGTERM or Ctrl-C. 1 if it could not get there."""
    screen = Screen()
    stage = build_stage(state_dir, company, pings=True, keep=empty, backstage=ui)
    try:
        if empty:
            stage.platform.start()
            played = Played()
        else:
            played = play_all(stage, screen)
            show_all(stage, screen, played)
            show_verdict(screen, played, stage.platform.log_file)
        if played.failures:
            return 1
        if stage.backstage is not None:
            with screen.phase("starting Backstage"):
                stage.start_backstage()
        _tell(stage, screen)
        daemon.mark_ready(state_dir)
        _wait_for_the_end()
    except FAILURES as error:
        screen.verbatim(f"{type(error).__name__}: {error}\nthe log of all processes is {stage.platform.log_file}")
        return 1
    finally:
        stage.platform.stop()
    return 0


def _tell(stage: Stage, screen: Screen) -> None:
    values = {"FINOPS_TOKEN_USER": stage.access.user_token(), "FINOPS_TOKEN_ADMIN": stage.access.admin_token()}
    if stage.backstage is not None:
        values["FINOPS_UI_URL"] = stage.backstage.url
    environment = stage.platform.write_env(values)
    screen.verbatim(f"\n{environment}:\n{environment.read_text()}")
    show_calls(screen, environment, stage.company.current)
    if stage.backstage is not None:
        screen.verbatim(f"\nThe screens: {stage.backstage.url} (olivia reads, adam administers)")


def _wait_for_the_end() -> None:
    """Until SIGTERM or SIGINT; the platform's own handlers stand back so that this returns."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()
