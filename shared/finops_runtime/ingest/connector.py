"""What a connector is. A new source is a new class with this shape, and a settings model."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol, TypeAlias, TypeVar

from pydantic import BaseModel

from finops_contract.application import ApplicationRecord
from finops_contract.quantity import EXACT
from finops_contract.releve import Reject, Releve
from finops_runtime.raw_zone import Payload
from finops_runtime.runs.step import Step

Config = TypeVar("Config", bound=BaseModel)
Outcome: TypeAlias = Releve | Reject | ApplicationRecord
"""What a connector may give. An application counts in no metric and in no number of records."""


class SourceTotals:
    """What the source says it holds, counted as it is read and before anything is mapped (I1)."""

    def __init__(self) -> None:
        self.records = 0
        self.by_metric: defaultdict[str, Decimal] = defaultdict(Decimal)

    def add(self, metric: str, quantity: Decimal, records: int = 1) -> None:
        """Count `records` records that together hold `quantity`; records without a readable number add none."""
        self.records += records
        self.by_metric[metric] = EXACT.add(self.by_metric[metric], quantity)

    def add_unreadable(self, records: int = 1) -> None:
        """Count records whose quantity cannot be read; they are rejected without one."""
        self.records += records


class Landing(Protocol):
    """What was landed, to be read as often as needed."""

    @property
    def id(self) -> str:
        """Names the landing for lineage."""
        ...

    def payloads(self) -> Iterator[Payload]:
        """The payloads in the order they were landed, one in memory at a time."""
        ...


class LandingWriter(Protocol):
    """Where a connector puts what the source says."""

    @property
    def started_at(self) -> datetime:
        """When the landing began: the connector's clock."""
        ...

    def add(self, body: bytes, source: str, media_type: str = "application/json") -> None:
        """Keep one answer as received. `source` is its address without secrets."""
        ...


class Connector(Protocol[Config]):
    """Reads one kind of source.

    `answers` says whether the source can tell about a past month (`period`) or only about now (`snapshot`).
    `config` is the pydantic model that `dim_domain.connector_config` must satisfy; it has a field `source`,
    the `source_system` in which the aliases of its keys are looked up.
    """

    name: str
    answers: Literal["period", "snapshot"]
    config: type[Config]

    def land(self, step: Step, config: Config, landing: LandingWriter) -> None:
        """Copy what the source says about the step's month into the raw zone, as it says it."""
        ...

    def read(self, step: Step, config: Config, landing: Landing, totals: SourceTotals) -> Iterator[Outcome]:
        """Turn the landing into relevés and rejects, streaming, in an order that does not depend on luck.

        A source that knows the company's applications gives those too, each once.

        Must add to `totals` every record read, from the source's own figures; the step fails when the
        relevés and rejects do not add up to them.
        """
        ...
