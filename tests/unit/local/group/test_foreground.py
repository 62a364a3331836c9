"""`demo --group`: its exit code, and what it leaves. What it plays is played by tests/e2e/test_group.py."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from finops_local.demo.screen import Screen
from finops_local.group import foreground
from finops_local.group.play import GroupPlayed
from finops_local.group.stage import GroupStage
from finops_local.servers.readiness import DidNotStart

Told = Callable[[GroupStage, Screen, GroupPlayed], None]


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """`demo` of another story."""

    def run(told: Told, *, keep: bool = False) -> int:
        monkeypatch.setattr(foreground, "tell_story", told)
        (tmp_path / "group").mkdir()
        return foreground.demo(tmp_path / "group", 4, 3, date(2026, 11, 1), keep=keep)

    return run


def right(_stage: GroupStage, _screen: Screen, _played: GroupPlayed) -> None:
    """All is as it should be."""


def wrong(_stage: GroupStage, _screen: Screen, played: GroupPlayed) -> None:
    played.failures.append("2026-10: nobody is missing")


def broken(_stage: GroupStage, _screen: Screen, _played: GroupPlayed) -> None:
    raise DidNotStart("load_group ended with code 1")


@pytest.mark.parametrize("keep", [True, False])
def test_0_when_all_of_it_is_right_and_nothing_is_left_unless_it_is_kept(
    demo: Callable[..., int], tmp_path: Path, keep: bool
) -> None:
    assert demo(right, keep=keep) == 0
    assert (tmp_path / "group").exists() == keep


@pytest.mark.parametrize(
    ("told", "said"),
    [(wrong, "WRONG: 2026-10: nobody is missing"), (broken, "WRONG: DidNotStart: load_group ended with code 1")],
)
def test_1_when_something_is_not_with_what_and_where_the_logs_are(
    demo: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str], told: Told, said: str
) -> None:
    assert demo(told) == 1
    shown = capsys.readouterr().out
    assert said in shown
    assert f"{tmp_path / 'group'}/*/platform.log" in shown
    assert (tmp_path / "group").exists()
