"""Twenty nights with trouble: after each, nothing is lost, doubled or half-shown. `make faults` has many more."""

from collections.abc import Iterator

import pytest

from tests.faults.night import Nights
from tests.faults.plan import planned
from tests.faults.world import World, world

SEEDS = range(1, 21)


@pytest.fixture(scope="module")
def some_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("faults")) as found:
        yield found


@pytest.fixture(scope="module")
def nights(some_world: World) -> Nights:
    return Nights(some_world)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bad_night_is_harmless(nights: Nights, seed: int) -> None:
    outcome = nights.live_through(planned(seed))
    assert not outcome.violations, f"night {seed} ({outcome.trouble}): {outcome.violations}"
    assert outcome.readings, "nobody read anything"
