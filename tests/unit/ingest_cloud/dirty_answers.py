"""Generated answers of dirty JSON sources, and what they hold by means other than the connectors' own."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from finops_contract.period import Period
from finops_contract.quantity import BadQuantity, parse_quantity
from finops_contract.releve import Reject, Releve
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.recording import Findings, read_landing, trial_step
from finops_runtime.raw_zone import Payload
from finops_runtime.settings import HttpSettings

# The machine may be busy: slow is not wrong here.
patient = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
NUMBERS = st.one_of(
    st.integers(-(10**21), 10**21).map(str),
    st.floats().map(json.dumps),
    st.decimals(0, 10**9, places=15).map(str),
    st.decimals(0, 10**9, places=6).map(lambda number: json.dumps(str(number))),
    st.sampled_from(["null", "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "1E99999", "-0.0"]),
    st.sampled_from(["true", "{}", "[1]", '""', '"n/a"', '"1_000"', '" 7 "', '"NaN"', '"1e-19"']),
)
"""What may stand where a number should, as JSON text."""
KEYS = st.one_of(
    st.sampled_from(['"crm"', '" crm "', '"CRM"', '"erp"', "null", "17", "[]", '""', '"\\u0000"', '"\\ud800"']),
    st.sampled_from(["k" * 512, "k" * 10_000, "'; DROP TABLE fact_consumption; --"]).map(json.dumps),
    st.text(max_size=5).map(json.dumps),
)
"""What may stand where a key should, as JSON text."""


def sources() -> Sources:
    return Sources(HttpSettings(), Secrets({}, Path("/nowhere")))


@dataclass(frozen=True)
class Answers:
    """A landing in memory."""

    bodies: list[str]
    id: str = "generated"

    def payloads(self) -> Iterator[Payload]:
        for number, body in enumerate(self.bodies):
            yield Payload(number, f"answer {number}", "application/json", body.encode())


def read(connector: Connector[Any], config: dict[str, Any], bodies: list[str]) -> Findings:
    """What a step of 2026-10 makes of these answers."""
    return read_landing(connector, trial_step(connector, config, Period(2026, 10)), Answers(bodies))


def counted(text: str, divide_by: int = 1) -> Fraction:
    """What a generated number counts for: itself at 18 decimals, nothing when it is none or out of bounds."""
    value = json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)
    if text.startswith('"'):
        try:
            number = Fraction(parse_quantity(value))
        except BadQuantity:
            return Fraction(0)
    elif not isinstance(value, str) or "e99999" in value.lower() or abs(Fraction(value)) < Fraction(1, 10**179):
        return Fraction(0)
    else:
        number = round(Fraction(value), 18)
    if abs(number) >= 10**20:
        return Fraction(0)
    return round(number / divide_by, 18)


def held(findings: Findings) -> dict[str, Fraction]:
    """What relevés and rejects add up to, zeros left out."""
    found = defaultdict[str, Fraction](Fraction)
    outcomes: list[Releve | Reject] = [*findings.releves, *findings.rejects]
    for outcome in outcomes:
        if outcome.metric is not None:
            found[outcome.metric] += Fraction(outcome.quantity or 0)
    return nonzero(found)


def totals(findings: Findings) -> dict[str, Fraction]:
    """What the connector says that the source holds, zeros left out."""
    return nonzero({metric: Fraction(total) for metric, total in findings.totals.by_metric.items()})


def nonzero(sums: dict[str, Fraction]) -> dict[str, Fraction]:
    return {metric: total for metric, total in sums.items() if total}
