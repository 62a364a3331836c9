"""The shapes of answers about runs, for admins."""

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Month, Published, PublishedPage

RunStatus = Literal["REQUESTED", "RUNNING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"]


class Run(Answered):
    """One run."""

    run_id: UUID
    status: RunStatus
    phase: Literal["STAGING", "LOADED", "PUBLISHED"] | None
    trigger_type: Literal["CRON", "MANUAL", "PRICES"]
    origin: Literal["live", "raw"]
    periods: list[Month]
    domains: list[str]
    dry_run: bool
    force: bool
    reason: str | None
    requested_by: str | None
    requested_at: AwareDatetime
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    generation: int | None
    records_inserted: int
    errors_count: int
    error_code: str | None
    error_step: str | None
    error_summary: str | None
    version: str | None
    steps_planned: int = Field(description="0: it has not begun, or it is the run of a change that reads no source")
    steps_ended: int = Field(description="staged, missing or failed; what follows is in `phase`")


class Reconciliation(Answered):
    """I1 for one metric: source = allocated + unallocated + rejected, exactly."""

    metric: str
    source: Amount
    releves: Amount
    rejected: Amount
    allocated: Amount | None = Field(description="null until the step is loaded")
    unallocated: Amount | None
    unmapped: Amount | None = Field(description="of no known product; counted in the two before as well")
    balanced: bool


class RejectReason(Answered):
    """How many records were refused for one reason."""

    reason: str
    count: int


class Without(Answered):
    """How many relevés lack something, and their shares, from 0 to 1; of quantities without their signs."""

    rows: int
    row_share: Amount | None
    quantity_share: Amount | None


class Quality(Answered):
    """How complete the relevés of one metric were, before any alias was looked up."""

    metric: str
    rows: int
    without_application: Without
    without_product: Without
    without_environment: Without


class RunStep(Answered):
    """One domain and month of a run."""

    domain_id: str
    domain_label: str
    period: Month
    ingest_function: str
    failure_policy: Literal["strict", "tolerant"]
    status: Literal["PLANNED", "STAGED", "MISSING", "FAILED"]
    is_late: bool = Field(description="of a closed month: compared with what is published, never published")
    attempts: int
    records: int
    rows: int
    rejects: int
    reconciliation: list[Reconciliation]
    quality: list[Quality]
    reject_reasons: list[RejectReason]
    landing_id: str | None
    checksum: str
    adopted_from: UUID | None = Field(description="the failed run that read the step; this one took it over")
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    seconds: Amount | None
    error_code: str | None
    error: str | None


class QuantityChange(Answered):
    """What would become of one metric."""

    metric: str
    before: Amount
    after: Amount
    delta: Amount


class DryRunChange(Answered):
    """What a dry run says would change of one domain and month, in the default pricing view."""

    domain_id: str
    domain_label: str | None
    period: Month
    rows_before: int
    rows_after: int
    rows_delta: int
    cost_before: Amount | None = Field(description="null: nothing of it has a price")
    cost_after: Amount | None
    cost_delta: Amount | None
    currency: str | None
    applications_changed: int | None = Field(description="whose cost would change by more than a tenth")
    quantities: list[QuantityChange]


class RunReport(Run):
    """One run with its steps. REQUESTED: asked for, and not begun by any function yet."""

    deadline_at: AwareDatetime | None
    seconds: Amount | None
    git_sha: str | None
    resumes: UUID | None = Field(description="the failed run whose staged steps this one was to adopt")
    resumed_by: UUID | None = Field(description="the run that adopted what this failed one had staged")
    report: Any = Field(description="what the functions noted; of a dry run also what would have no price")
    changes: list[DryRunChange] | None = Field(description="what a dry run says would change; null: none, or not over")
    steps: list[RunStep]


class RunsAnswer(Answered):
    """Runs, the latest first."""

    meta: PublishedPage
    data: list[Run]


class RunAnswer(Answered):
    """One run."""

    meta: Published
    data: RunReport


class Requested(Answered):
    """The run that will be started; follow it at the answer's Location."""

    run_id: UUID
    event_id: UUID
    status: Literal["REQUESTED"]


class RequestedAnswer(Answered):
    """What a request for a run is answered with."""

    data: Requested
