"""What a derivation is: raw weights of an INDIRECT domain, computed from what other domains consumed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol, TypeVar

from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import BaseModel

from finops_runtime.runs.step import Step

Config = TypeVar("Config", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Derived:
    """What a derivation wrote. `records` are the facts it counted, `rows` the applications that they belong to.

    `total` is what the source domain holds, reckoned another way than `weights`, the sum of the raw weights.
    """

    metric: str
    total: Decimal
    weights: Decimal
    records: int
    rows: int
    checksum: str


class Derivation(Protocol[Config]):
    """Computes the raw weights of one domain and month. `config` is the model of `dim_domain.connector_config`.

    `answers` is `period`, as facts are kept of every month.
    """

    name: str
    answers: Literal["period"]
    config: type[Config]

    def derive(self, connection: Connection[DictRow], step: Step, config: Config) -> Derived:
        """Insert the raw weights into `coefficient_pending`; raises BadConnectorConfig if the settings allow none."""
        ...
