"""Twenty nights with trouble: after each, nothing is lost, doubled or half-shown. `make faults` has many more."""

import time
from collections.abc import Iterator

import pytest

from finops_local.demo.nights import wait_for_run
from tests.faults import asking
from tests.faults.base import NIGHT
from tests.faults.night import Nights
from tests.faults.plan import planned
from tests.faults.points import POINTS
from tests.faults.world import World, world
from tests.fix_servers import MakeFolder

SEEDS = range(1, 21)


@pytest.fixture(scope="module")
def some_world(server_folder: MakeFolder) -> Iterator[World]:
    with world(server_folder("faults")) as found:
        yield found


@pytest.fixture(scope="module")
def nights(some_world: World) -> Nights:
    return Nights(some_world)


def test_every_named_point_is_one_that_nights_pass(some_world: World) -> None:
    """A point that nobody passes, because the code around it changed, would be trouble that never comes."""
    world = some_world
    world.evening_before()
    for point in POINTS:
        (world.orders / point.name).write_text("note")
    world.make_tolerant({"artifacts"})
    for stub in ("artifactory", "cube"):  # one goes missing, the other fails the run
        world.set_source(stub, "forbidden")
    failed = asking.night(world, "night")
    assert wait_for_run(world.stage.platform.postgres_url, failed, 60)["status"] == "FAILED"
    world.stage.platform.wait_idle(60)
    world.set_source("cube", None)
    (world.orders / "attempt_begun").write_text("hold")
    resumed = asking.resume(world, failed)
    assert resumed is not None
    until = time.monotonic() + 15
    while not (world.orders / "stalled_moved.taken").exists() and time.monotonic() < until:
        asking.watch(world, NIGHT)
        time.sleep(0.5)
    (world.orders / "attempt_begun.release").touch()
    assert wait_for_run(world.stage.platform.postgres_url, resumed, 60)["status"] == "SUCCESS"
    asking.prices(world)
    world.stage.platform.wait_idle(60)
    waiting = sorted(point.name for point in POINTS if not (world.orders / f"{point.name}.taken").exists())
    assert waiting == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bad_night_is_harmless(nights: Nights, seed: int) -> None:
    outcome = nights.live_through(planned(seed))
    assert not outcome.violations, f"night {seed} ({outcome.trouble}): {outcome.violations}"
    assert outcome.readings, "nobody read anything"
