"""Every guard that nights are to miss is there to be taken out: `python -m tests.faults.guards` does so."""

from itertools import islice

import pytest

from tests.faults.guards import REPOSITORY, Guard, guards


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_a_guard_stands_where_it_is_said_to(guard: Guard) -> None:
    for removal in guard.removals:
        assert (REPOSITORY / removal.file).read_text().count(removal.text) == 1
        assert removal.without != removal.text


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_some_nights_of_a_thousand_should_miss_it(guard: Guard) -> None:
    assert len(list(islice(guard.seeds(), 3))) == 3
