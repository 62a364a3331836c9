"""The connectors without network and database: answers in, findings out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from finops_contract.period import Period
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.recording import Findings, read_landing, trial_step
from finops_runtime.raw_zone import Payload
from finops_runtime.settings import HttpSettings


@dataclass(frozen=True)
class Answers:
    """A landing in memory, as each connector finds its own: address and body."""

    answers: tuple[tuple[str, bytes], ...]
    id: str = "answers"

    def payloads(self) -> Iterator[Payload]:
        for sequence, (source, body) in enumerate(self.answers):
            yield Payload(sequence, source, "application/json", body)


ReadAnswers = Callable[..., Findings]
"""(connector class, settings, *(address, body)) -> what it makes of them in 2026-10."""


@pytest.fixture(scope="session")
def read_answers() -> ReadAnswers:
    """What a connector makes of these answers in 2026-10."""

    def read(
        connector: Callable[[Sources], Connector[Any]], config: dict[str, Any], *answers: tuple[str, bytes]
    ) -> Findings:
        made = connector(Sources(HttpSettings(), Secrets({}, Path("/nowhere"))))
        return read_landing(made, trial_step(made, config, Period(2026, 10)), Answers(answers))

    return read
