"""The events that chain the functions: their types, payloads and derived identifiers.

Payloads carry references (run, domain, month, rows, checksum), never rows. They are versioned by type and
additive only: readers ignore fields they do not know, so that two neighbouring releases understand each other.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

from finops_contract.period import Period

NAMESPACE: Final = UUID("6f0c9b1e-53c0-5d0e-8c0b-6d5f1f2f5a01")
"""Namespace of all identifiers derived here."""

PING: Final = "dev.knative.sources.ping"
NIGHTLY_SOURCE: Final = "/apis/v1/namespaces/finops/pingsources/finops-nightly"
WATCH_SOURCE: Final = "/apis/v1/namespaces/finops/pingsources/finops-watch"
EXPORT_SWEEP_SOURCE: Final = "/apis/v1/namespaces/finops/pingsources/finops-group-export"
GROUP_WATCH_SOURCE: Final = "/apis/v1/namespaces/finops/pingsources/finops-group-watch"


class Payload(BaseModel):
    """Base of all payloads; `TYPE` is the CloudEvents type that carries it."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class RunRequested(Payload):
    """Run these months and domains again; empty lists mean the nightly window and every enabled domain."""

    periods: tuple[Period, ...] = Field(default=(), max_length=600)
    domains: tuple[str, ...] = Field(default=(), max_length=1000)
    dry_run: bool = False
    force: bool = Field(default=False, description="publish even a replacement implausibly smaller; needs a reason")
    reason: str | None = Field(default=None, max_length=2000)
    requested_by: str | None = Field(default=None, max_length=320)
    origin: Literal["live", "raw"] = Field(default="live", description="raw: compute again from landed payloads only")
    resumes: UUID | None = Field(
        default=None, description="the failed run whose staged steps are adopted, not read again"
    )


class RelevesStaged(Payload):
    """The relevés of one step are staged (or the step of a tolerant domain is given up: rows 0, no checksum)."""

    run_id: UUID
    domain_id: str
    period: Period
    rows: NonNegativeInt
    checksum: str


class Slice(Payload):
    """One domain and month of a run, as it will be published."""

    domain_id: str
    period: Period
    rows: NonNegativeInt


class FactsLoaded(Payload):
    """Every step of the run is loaded; the facts are ready to publish, not yet visible."""

    run_id: UUID
    slices: tuple[Slice, ...]


class PricesPublished(Payload):
    """A version of a pricing view was published; these months must be costed again."""

    pricing_view: str
    version: PositiveInt
    periods: tuple[Period, ...]


class ProductMoved(Payload):
    """A product belongs to another family from a month on; these published months must be classified again."""

    move_id: PositiveInt
    product_id: str
    family_id: str
    first_month: Period
    periods: tuple[Period, ...]


class BudgetExceeded(Payload):
    """What a scope cost is more than its budget, of a month or of a whole fiscal year, for the first time."""

    pricing_view: str
    currency: str
    scope: Literal["entity", "domain", "family", "product", "application"]
    scope_id: str = Field(description="the entity's id for its total")
    span: Literal["month", "year"]
    period: Period = Field(description="the month, or the month in which the year's budget was crossed")
    budget_version: PositiveInt
    budget: Decimal
    cost: Decimal
    generation: PositiveInt


class AnomalyDetected(Payload):
    """An application's month costs unlike its history, for the first time."""

    anomaly_id: UUID
    pricing_view: str
    currency: str
    application_id: str
    period: Period
    cost: Decimal
    expected: Decimal
    expected_low: Decimal
    expected_high: Decimal
    score: Decimal = Field(description="deviation from what was expected, in robust standard deviations")
    generation: PositiveInt


class MvsRefreshed(Payload):
    """A generation became visible."""

    run_id: UUID
    generation: PositiveInt
    periods: tuple[Period, ...]


class GroupExportRequested(Payload):
    """Send the group these published months again, whatever it has of them."""

    periods: tuple[Period, ...] = Field(min_length=1, max_length=600)
    reason: str | None = Field(default=None, max_length=2000)
    requested_by: str | None = Field(default=None, max_length=320)


class RunFailed(Payload):
    """A run ended FAILED; nothing of it was or will be published."""

    run_id: UUID
    step: str
    code: str
    summary: str


TYPES: Final[Mapping[str, type[Payload]]] = {
    "rosetta.finops.run.requested.v1": RunRequested,
    "rosetta.finops.releves.staged.v1": RelevesStaged,
    "rosetta.finops.facts.loaded.v1": FactsLoaded,
    "rosetta.finops.prices.published.v1": PricesPublished,
    "rosetta.finops.product.moved.v1": ProductMoved,
    "rosetta.finops.mvs.refreshed.v1": MvsRefreshed,
    "rosetta.finops.budget.exceeded.v1": BudgetExceeded,
    "rosetta.finops.anomaly.detected.v1": AnomalyDetected,
    "rosetta.finops.group.export.requested.v1": GroupExportRequested,
    "rosetta.finops.run.failed.v1": RunFailed,
}
OUTPUTS: Final = frozenset(
    {
        "rosetta.finops.mvs.refreshed.v1",
        "rosetta.finops.budget.exceeded.v1",
        "rosetta.finops.anomaly.detected.v1",
        "rosetta.finops.run.failed.v1",
    }
)
"""Types that no function of ours waits for: they tell whoever subscribes."""
_TYPE_OF: Final = {payload: name for name, payload in TYPES.items()}


def type_of(payload: Payload) -> str:
    """The CloudEvents type that carries this payload."""
    return _TYPE_OF[type(payload)]


def subject_of(payload: Payload) -> str | None:
    """`<domain>/<YYYY-MM>` for a payload about one slice; None for the others."""
    if isinstance(payload, RelevesStaged):
        return f"{payload.domain_id}/{payload.period}"
    return None


def run_id_of(entity_id: str, event_source: str, event_id: str) -> UUID:
    """The run that a request starts: the same for every function and every redelivery of the event."""
    return uuid5(NAMESPACE, f"{entity_id}\n{event_source}\n{event_id}")


def prices_run_id(entity_id: str, pricing_view: str, version: int) -> UUID:
    """The run that puts a version of prices in force, whoever tells of it and however often."""
    return uuid5(NAMESPACE, f"{entity_id}\nprices\n{pricing_view}\n{version}")


def move_run_id(entity_id: str, move_id: int) -> UUID:
    """The run that classifies facts again after a product moved, whoever tells of it and however often."""
    return uuid5(NAMESPACE, f"{entity_id}\nmove\n{move_id}")


def event_id_of(run_id: UUID, event_type: str, subject: str | None) -> str:
    """Id of an event about a run: sent again, it is recognisably the same event."""
    return str(uuid5(run_id, f"{event_type}\n{subject or ''}"))
