"""Which events a Trigger wants."""

from collections.abc import Mapping


def matches(wanted: Mapping[str, str], attributes: Mapping[str, str]) -> bool:
    """Whether every wanted attribute is there with exactly that value; an empty wanted value accepts any value.

    Attributes and extensions are alike; nothing wanted matches everything.
    """
    return all(name in attributes and value in ("", attributes[name]) for name, value in wanted.items())
