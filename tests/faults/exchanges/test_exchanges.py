"""Twenty-five pushes with trouble: after each, the group shows what entities show. `make exchanges` has many more."""

from collections.abc import Iterator

import pytest

from tests.faults.exchanges.plan import planned
from tests.faults.exchanges.row import Row
from tests.faults.exchanges.world import GroupWorld, group_world
from tests.fix_servers import MakeFolder

SEEDS = (1,)


@pytest.fixture(scope="module")
def world(server_folder: MakeFolder) -> Iterator[GroupWorld]:
    with group_world(server_folder("exchanges")) as found:
        yield found


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_to_pushes_the_group_shows_what_entities_show(world: GroupWorld, seed: int) -> None:
    row = Row(world)
    readings = 0
    for push in planned(seed):
        outcome = row.live_through(push)
        readings += outcome.readings
        assert not outcome.violations, f"row {seed}, {push}: {outcome.violations}"
    assert readings, "nobody read anything"
