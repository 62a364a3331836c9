"""What the functions' READMEs say of their events."""

import re

from finops_contract.events import PING
from tests.infra.rendered import ROOT

_TYPE = re.compile(r"`(rosetta\.finops\.[a-z.]+\.v\d+|dev\.knative\.sources\.ping)`")


def events(function: str, direction: str) -> set[str]:
    """The types in the row `events in` or `events out` of a function, by its Knative name."""
    return set(_TYPE.findall(_row(function, direction)))


def pings(function: str) -> set[str]:
    """The PingSources in the row `events in`."""
    row = _row(function, "in")
    named = set(re.findall(r"`(finops-[a-z-]+)`", row))
    assert bool(named) == (PING in row or "ping" in row), f"{function}: which ping?"
    return named


def _row(function: str, direction: str) -> str:
    text = (ROOT / "functions" / function.replace("-", "_") / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| events {direction} \|(.*)\|$", text, flags=re.MULTILINE)
    assert found is not None, f"{function} has no row `events {direction}`"
    return found[1]
