"""JSON in which nothing can be read in two ways."""

from typing import Any


def no_doubled_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object as a dict; raises ValueError for a name that stands twice: readers differ on which one counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
