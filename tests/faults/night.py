"""One night, from the evening before to the night after it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import psycopg

from finops_local.broker import client as broker
from finops_local.demo.nights import wait_for_run
from finops_runtime.database import load_sql
from tests.faults import asking, fingerprint, judgement, months
from tests.faults.base import NIGHT
from tests.faults.plan import Night
from tests.faults.readers import Readers
from tests.faults.trouble import Troublemaker
from tests.faults.world import World

_TROUBLE_SECONDS = 6.0
_SETTLE_SECONDS = 75.0
_RUN_SECONDS = 60.0
_WATCH_SECONDS = 1.0
_PAUSE_SECONDS = 0.1
_LASTING = {"prices": ("prices",), "move": ("move",), "old_month": ("old_month", "close_months")}
Changes = frozenset[str]
"""What of a night is still seen in the morning after the next: prices, a move, the old month read again."""


@dataclass
class Outcome:
    """What came of a night; harmless when `violations` is empty."""

    seed: int
    trouble: str
    seconds: float = 0.0
    runs: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    readings: int = 0
    violations: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Undisturbed:
    """What readers see the morning after the night after, had nothing happened but what changes it for good."""

    changes: Changes
    shown: fingerprint.Shown
    slices: fingerprint.Slices


def undisturbed(world: World, changes: Changes) -> Undisturbed:
    """Two nights, the second with what the trouble touched, and nothing else than new prices, or a move."""
    world.evening_before()
    if "prices" in changes:
        asking.prices(world)
        _must_be_empty(_until_settled(world))
    if "move" in changes:
        asking.move(world)
        _must_be_empty(_until_settled(world))
    _must_be_empty(_healthy_night(world, changes))
    _must_be_empty(judgement.broken_rules(world))
    return Undisturbed(changes, fingerprint.shown(world), fingerprint.slices(world))


class Nights:
    """Lives through nights on one world, and knows what each should come to."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._expected: dict[Changes, Undisturbed] = {}
        world.evening_before()
        self._before = fingerprint.slices(world)

    def expect(self, night: Night) -> Undisturbed:
        """What the night should come to: lived through once, undisturbed, for all nights that change the same."""
        changes: Changes = frozenset(change for change, happenings in _LASTING.items() if night.happens(*happenings))
        if changes not in self._expected:
            self._expected[changes] = undisturbed(self._world, changes)
        return self._expected[changes]

    def live_through(self, night: Night) -> Outcome:
        """The night with its trouble, the morning, and an ordinary night after it."""
        expected = self.expect(night)
        outcome = Outcome(night.seed, night.described())
        began = time.monotonic()
        world = self._world
        world.evening_before()
        world.make_tolerant(night.tolerant)
        trouble = Troublemaker(world, night)
        with Readers(world) as readers:
            trouble.begin()
            if not night.is_nightly_event_lost:
                trouble.asked.nights.add(asking.night(world, "night"))
            _watched(world, lambda: trouble.has_happened and not _unsettled(world), _TROUBLE_SECONDS, NIGHT)
            trouble.heal()
            outcome.violations += _until_settled(world)
            outcome.violations += judgement.untold(world, night, trouble.asked)
            outcome.violations += judgement.unexplained(world, night)
            outcome.violations += judgement.refused_events(world, night)
            outcome.violations += judgement.wrong_contents(world, self._before, expected.slices)
            outcome.violations += judgement.broken_rules(world)
            outcome.violations += _resumed(world)
            outcome.runs = world.runs_of_tonight()
            if not outcome.violations:
                outcome.violations += _healthy_night(world, expected.changes)
                outcome.violations += [f"the night after: {wrong}" for wrong in judgement.broken_rules(world)]
                outcome.violations += fingerprint.differences(fingerprint.shown(world), expected.shown)
        outcome.violations += readers.violations[:5] + trouble.errors
        outcome.readings, outcome.met = readers.readings, trouble.met
        outcome.seconds = time.monotonic() - began
        return outcome


def _unsettled(world: World) -> list[str]:
    """What is not over yet."""
    try:
        with world.db() as db:
            open_ends = [row["what"] for row in db.execute(load_sql("tests.faults", "unsettled"))]
    except psycopg.OperationalError as error:
        return [f"the mart cannot be asked: {type(error).__name__}"]
    counts = broker.stats(world.stage.platform.url("broker"))
    return open_ends if counts["idle"] else [*open_ends, f"the broker is not idle: {counts}"]


def _watched(world: World, is_over: Callable[[], bool], seconds: float, moment: datetime) -> bool:
    """The watch's ping now and then, until it is over or the time is; whether it was over."""
    began = time.monotonic()
    pinged = 0.0
    while time.monotonic() - began < seconds:
        if is_over():
            return True
        if time.monotonic() - pinged > _WATCH_SECONDS:
            pinged = time.monotonic()
            asking.watch(world, moment)
        time.sleep(_PAUSE_SECONDS)
    return is_over()


def _until_settled(world: World) -> list[str]:
    """Wait for the end of everything; what had none. The night is due by now, so that the watch asks for a lost one."""
    if _watched(world, lambda: not _unsettled(world), _SETTLE_SECONDS, NIGHT + timedelta(hours=1)):
        return []
    return [f"it never settled: {what}" for what in _unsettled(world)]


def _resumed(world: World) -> list[str]:
    """The morning: months are reopened; a night that failed is resumed, and with nothing in its way it succeeds."""
    failed = world.failed_night()
    try:
        months.reopen(world)
        run_id = None if failed is None else asking.resume(world, failed)
    except asking.Unanswered as error:
        return [str(error)]
    if run_id is None:
        return []
    wrong = _until_settled(world) + [f"resumed: {wrong}" for wrong in judgement.broken_rules(world)]
    return wrong + [f"the resumed run is {status}" for status in world.statuses(run_id) if status != "SUCCESS"]


def _healthy_night(world: World, changes: Changes) -> list[str]:
    """The next night with nothing in its way, and the old month again, if it was touched."""
    wrong = _ended_well(world, asking.night(world, "next-night", day=1))
    if "old_month" not in changes:
        return wrong
    asked = asking.run_by_api(world, {"periods": [str(world.months[1])]})
    return wrong + (_ended_well(world, asked) if asked else ["the night after: the old month was refused"])


def _ended_well(world: World, run_id: UUID) -> list[str]:
    run = wait_for_run(world.stage.platform.postgres_url, run_id, _RUN_SECONDS)
    world.stage.platform.wait_idle(_RUN_SECONDS)
    if run["status"] == "SUCCESS":
        return []
    return [f"the night after is {run['status']}: {run['error_code']}: {run['error_summary']}"]


def _must_be_empty(wrong: list[str]) -> None:
    if wrong:
        raise RuntimeError(f"an undisturbed night went wrong: {wrong}")
