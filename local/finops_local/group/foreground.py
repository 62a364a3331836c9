"""The whole story of a group in one go, and whether all of it is right: `demo --group`, and a part of `up --group`."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from psycopg.rows import DictRow

from finops_local.demo.foreground import FAILURES
from finops_local.demo.screen import Screen
from finops_local.group.play import GroupPlayed, first_release, play_member, publish_release
from finops_local.group.show import show_group
from finops_local.group.stage import GroupStage, build_group_stage


def demo(state_dir: Path, apps: int, months: int, today: date, *, keep: bool) -> int:
    """Play everything, print what the group shows, end everything. 0 only if all of it is right."""
    screen, played = Screen(), GroupPlayed()
    stage = build_group_stage(state_dir, apps, months, today, keep=keep)
    try:
        tell_story(stage, screen, played)
    except FAILURES as error:
        played.failures.append(f"{type(error).__name__}: {error}")
    finally:
        with screen.phase("ending every process"):
            stage.platform.stop()
    show_group_verdict(screen, played, state_dir)
    if played.failures:
        return 1
    if keep:
        screen.say(f"data and logs are in {state_dir}")
    else:
        shutil.rmtree(state_dir, ignore_errors=True)
    return 0


def tell_story(stage: GroupStage, screen: Screen, played: GroupPlayed) -> None:
    """Play everything and print what the group shows; the group is left running."""
    _play_group(stage, screen, played)
    with screen.phase("asking the group"):
        show_group(stage, screen, played)


def show_group_verdict(screen: Screen, played: GroupPlayed, state_dir: Path) -> None:
    """Whether all went well; else what did not, and where to look."""
    for failure in played.failures:
        screen.verbatim(f"WRONG: {failure}")
    if played.failures:
        screen.verbatim(f"the logs of all processes are in {state_dir}/*/platform.log")
    else:
        screen.say("[green]Everything is as it should be.[/]")


def _play_group(stage: GroupStage, screen: Screen, played: GroupPlayed) -> None:
    """The group, its first release, then each company."""

    def on_run(asked: str, run: DictRow) -> None:
        screen.say(
            f"  {asked:<8} {run['status']:<8} {run['records_inserted']:>7,} facts {float(run['seconds']):5.1f} s"
        )

    with screen.phase("starting the group: PostgreSQL, broker, load_group, refresh_mvs, query_api"):
        stage.start()
    with screen.phase("publishing the official referential"):
        publish_release(stage, first_release(stage, datetime.now(UTC)), "the group's first release")
    for member, company in stage.companies.items():
        with screen.phase(f"{member.label}: {company.apps} applications, {company.months} months, pushed to the group"):
            play_member(stage, member, played, on_run)
