"""Every guard that nights are to miss is there to be taken out: `python -m tests.faults.guards` does so."""

import pytest

from tests.faults.guards import REPOSITORY, guards


@pytest.mark.parametrize("name", guards())
def test_a_guard_stands_where_it_is_said_to(name: str) -> None:
    guard = guards()[name]
    assert (REPOSITORY / guard["file"]).read_text().count(guard["text"]) == 1
    assert guard["without"] != guard["text"]
