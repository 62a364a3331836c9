"""What `up` runs in the background: the platform with the sample company, and beside it a group if asked for."""

import signal
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from finops_local.demo.foreground import FAILURES
from finops_local.demo.screen import Screen
from finops_local.demo.show import play_all, show_all, show_calls, show_verdict
from finops_local.demo.stage import Stage, build_stage
from finops_local.group.foreground import show_group_verdict, tell_story
from finops_local.group.members import GROUP
from finops_local.group.play import GroupPlayed, last_over
from finops_local.group.show import show_group_calls
from finops_local.group.stage import GroupStage, build_group_stage
from finops_local.platform import daemon
from finops_local.sample.company import Company


@dataclass(frozen=True, slots=True)
class GroupSize:
    """Of each company of the group."""

    apps: int
    months: int


def stay_up(company: Company, state_dir: Path, *, empty: bool, ui: bool, group: GroupSize | None = None) -> int:
    """Start, fill, run, tell that it is ready, and stay until SIGTERM or Ctrl-C. 1 if it could not get there."""
    screen, folder = Screen(), state_dir / daemon.BESIDE
    stage = build_stage(state_dir, company, pings=True, keep=empty, backstage=ui)
    beside = None if group is None else _group_of(stage, folder, group)
    with ExitStack() as running:
        try:
            if beside is not None:
                running.callback(beside.platform.stop)
                if not _group_comes_up(beside, folder, screen):
                    return 1
            running.callback(stage.platform.stop)
            if not _comes_up(stage, screen, empty=empty):
                return 1
            if stage.backstage is not None:
                with screen.phase("starting Backstage"):
                    stage.start_backstage(None if beside is None else beside.platform.url("query_api"))
            _tell(stage, beside, screen)
            daemon.mark_ready(state_dir)
            _wait_for_the_end()
        except FAILURES as error:
            screen.verbatim(f"{type(error).__name__}: {error}\nthe log of all processes is {stage.platform.log_file}")
            if beside is not None:
                screen.verbatim(f"those of the group are {folder}/*/platform.log")
            return 1
    return 0


def _group_of(stage: Stage, folder: Path, size: GroupSize) -> GroupStage:
    """A group whose API believes the Backstage of the stage."""
    trusted = [] if stage.backstage is None else [stage.backstage.trusted(GROUP)]
    return build_group_stage(folder, size.apps, size.months, stage.company.current.first_day, trusted=trusted)


def _group_comes_up(beside: GroupStage, folder: Path, screen: Screen) -> bool:
    """The group's whole story, as `demo --group` tells it; whether all of it is right."""
    played = GroupPlayed()
    tell_story(beside, screen, played)
    show_group_verdict(screen, played, folder)
    return not played.failures


def _comes_up(stage: Stage, screen: Screen, *, empty: bool) -> bool:
    """The company's, as `demo` does; only the platform, if it is to be empty."""
    if empty:
        stage.platform.start()
        return True
    played = play_all(stage, screen)
    show_all(stage, screen, played)
    show_verdict(screen, played, stage.platform.log_file)
    return not played.failures


def _tell(stage: Stage, beside: GroupStage | None, screen: Screen) -> None:
    values = {"FINOPS_TOKEN_USER": stage.access.user_token(), "FINOPS_TOKEN_ADMIN": stage.access.admin_token()}
    if stage.backstage is not None:
        values["FINOPS_UI_URL"] = stage.backstage.url
    if beside is not None:
        values |= beside.addresses()
    environment = stage.platform.write_env(values)
    screen.verbatim(f"\n{environment}:\n{environment.read_text()}")
    show_calls(screen, environment, stage.company.current)
    if beside is not None:
        show_group_calls(screen, last_over(beside))
    if stage.backstage is not None:
        group_reader = "" if beside is None else ", gina reads the group as well"
        screen.verbatim(f"\nThe screens: {stage.backstage.url} (olivia reads, adam administers{group_reader})")


def _wait_for_the_end() -> None:
    """Until SIGTERM or SIGINT; the platform's own handlers stand back so that this returns."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()
