"""What is told about runs, as frozen objects; in JSON their names are camelCase, as the API's are."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from finops_runtime.oncall.advice import Advice


class Told(BaseModel):
    """Base of what is told."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class Run(Told):
    """One run. REQUESTED: asked for, and nobody has begun it; then it has no start and no deadline."""

    run_id: UUID
    status: str
    phase: str | None
    trigger_type: str
    origin: str
    periods: tuple[str, ...]
    domains: tuple[str, ...]
    dry_run: bool
    force: bool
    reason: str | None
    requested_by: str | None
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    deadline_at: datetime | None
    generation: int | None
    records_inserted: int
    error_code: str | None
    error_step: str | None
    error_summary: str | None
    version: str | None
    git_sha: str | None
    seen_at: datetime


class StepLine(Told):
    """One step. `unallocated_share` (0 to 1) is that of the metric of which it is the largest."""

    domain_id: str
    period: str
    ingest_function: str
    failure_policy: str
    status: str
    attempts: int
    records: int
    rows: int
    rejects: int
    is_late: bool
    started_at: datetime | None
    ended_at: datetime | None
    seconds: Decimal | None
    unallocated_metric: str | None
    unallocated_share: Decimal | None
    error_code: str | None
    error: str | None

    @property
    def name(self) -> str:
        """`<domain>/<YYYY-MM>`, as events and messages call it."""
        return f"{self.domain_id}/{self.period}"


class Published(Told):
    """The generation that readers see."""

    generation: int
    run_id: UUID
    published_at: datetime


class PublishedMonth(Told):
    """A month as readers see it: of how many domains something is published, and how old it is."""

    period: str
    domains: int
    oldest: datetime | None
    newest: datetime | None


class MissingSlice(Told):
    """A slice that readers are told is missing; what they see of it is as old as `shown_since`, or nothing."""

    domain_id: str
    period: str
    missing_since: datetime
    missing_reason: str | None
    shown_since: datetime | None


class Command(Told):
    """A call that follows: when it is the right one, and the command line."""

    when: str
    command: str


class Report(Told):
    """Everything about one run. `advice_code` is why it failed, or why a tolerant domain's step went missing."""

    run: Run
    steps: tuple[StepLine, ...]
    published: Published | None
    months: tuple[PublishedMonth, ...]
    missing: tuple[MissingSlice, ...]
    advice_code: str | None
    advice: Advice | None
    commands: tuple[Command, ...]


class RunLine(Told):
    """One run in the list; `seconds` of one under way are those until now."""

    run_id: UUID
    status: str
    phase: str
    trigger_type: str
    dry_run: bool
    periods: tuple[str, ...]
    requested_by: str | None
    requested_at: datetime
    started_at: datetime
    ended_at: datetime | None
    seconds: Decimal
    steps: int
    steps_ended: int
    generation: int | None
    error_code: str | None
    error_step: str | None
