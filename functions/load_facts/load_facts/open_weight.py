"""The derivation `open_weight`: who consumed how much of a DIRECT domain, its metrics made comparable by weights."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field, model_validator

from finops_contract.errors import BadConnectorConfig
from finops_contract.quantity import Quantity
from finops_contract.releve import Key
from finops_runtime.database import load_sql
from finops_runtime.runs.step import Step
from load_facts.derived import Derived

Weight = Annotated[Quantity, Field(ge=0)]


class OpenWeightConfig(BaseModel):
    """`dim_domain.connector_config` of a domain on `open_weight`: `weights` says what one unit of a metric counts for.

    Metrics without a weight do not count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source_domain: Key = "open"
    weights: dict[Key, Weight] = Field(min_length=1, max_length=1000)
    metric: Key = "COEFFICIENT"

    @model_validator(mode="after")
    def _something_counts(self) -> Self:
        if not any(self.weights.values()):
            raise ValueError("weights: give one metric a weight above zero")
        return self


class OpenWeight:
    """Raw weight of an application: the sum of its quantities in the source domain's month, each times its weight."""

    name = "open_weight"
    answers: Literal["period"] = "period"
    config = OpenWeightConfig

    def derive(self, connection: Connection[DictRow], step: Step, config: OpenWeightConfig) -> Derived:
        """From this run's facts when it staged the source domain's month, else from the published ones."""
        metrics: list[str] = list(config.weights)
        weights: list[Decimal] = list(config.weights.values())
        _refuse_source(connection, step, config, [*metrics, config.metric])
        row = connection.execute(
            load_sql("load_facts", "open_weight"),
            {
                **step.key,
                "entity_id": step.entity_id,
                "source_domain": config.source_domain,
                "metrics": metrics,
                "weights": weights,
                "metric": config.metric,
                "source": self.name,
            },
        ).fetchone()
        assert row is not None  # an aggregate without GROUP BY has one row
        return Derived(config.metric, row["total"], row["weights"], row["records"], row["rows"], row["checksum"])


def _refuse_source(connection: Connection[DictRow], step: Step, config: OpenWeightConfig, metrics: list[str]) -> None:
    """Only what a DIRECT domain consumed is a share of something; derived from derived would depend on an order."""
    asked = {"source_domain": config.source_domain, "metrics": metrics}
    source = connection.execute(load_sql("load_facts", "open_weight_source"), asked).fetchone()
    assert source is not None  # one row for the one domain asked for
    where = f"{step.domain_id}: connector_config: source_domain {config.source_domain!r}"
    if source["domain_id"] is None:
        raise BadConnectorConfig(f"{where} does not exist; name a domain of dim_domain")
    if source["ingest_function"] == "load_facts":
        raise BadConnectorConfig(f"{where} is derived itself; name one that is read from a source")
    if source["domain_mode"] != "DIRECT":
        raise BadConnectorConfig(f"{where} is INDIRECT; name one with real consumption")
    if source["unknown_metrics"]:
        raise BadConnectorConfig(
            f"{step.domain_id}: connector_config: metric {source['unknown_metrics'][0]!r} is not in dim_metric; "
            "add it there or correct it"
        )
