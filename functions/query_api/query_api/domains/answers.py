"""The shapes of answers about domains, for admins."""

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Mode, Month, Published
from query_api.domains.requests import IngestFunction

CheckKey = Literal["settings_valid", "source_answers", "dry_run_reconciled", "prices_present", "labels_and_quality"]
"""Keys of the activation checklist, in order; stable, so that screens can say them in their own language."""


class AdminDomain(Answered):
    """A domain as it is written, enabled or not, and the last run that planned it."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    indirect_method_key: str | None
    indirect_label: str | None
    is_enabled: bool
    available_from: Month
    failure_policy: Literal["strict", "tolerant"] | None
    ingest_function: IngestFunction
    connector: str
    latest_period: Month | None = Field(description="the latest published month")
    last_run_id: UUID | None
    last_run_status: Literal["RUNNING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"] | None
    last_run_dry_run: bool | None
    last_run_at: AwareDatetime | None


class Check(Answered):
    """One item of the activation checklist."""

    key: CheckKey
    ok: bool
    message: str = Field(description="what was found, or what to do")


class CheckedTotal(Answered):
    """How one metric of one month came out. Shares are of the source's total, from 0 to 1, where that is not 0."""

    period: Month
    metric: str
    source: Amount
    unallocated: Amount | None
    rejected: Amount
    unallocated_share: Amount | None
    rejected_share: Amount | None
    balanced: bool


class CheckedPrices(Answered):
    """How one month is valued by one pricing view in use."""

    period: Month
    pricing_view_id: str
    version: int
    valued: int = Field(description="facts of metrics that the view values")
    unpriced: int = Field(description="facts of those that no price is found for")
    keys: list[str] = Field(description="the first of them: product or domain, and metric; empty after a real run")


class Evidence(Answered):
    """The run that the checklist is judged by: the last ended one with the domain's present settings."""

    run_id: UUID
    dry_run: bool
    status: Literal["SUCCESS", "FAILED"]
    started_at: AwareDatetime
    totals: list[CheckedTotal]
    prices: list[CheckedPrices]


class Checklist(Answered):
    """What should hold before a domain is enabled."""

    ready: bool = Field(description="every item is met")
    items: list[Check]
    evidence: Evidence | None = Field(description="null: no run with the present settings has ended")


class AdminDomainDetail(AdminDomain):
    """Everything about one domain."""

    connector_config: Any = Field(description="settings of the connector; secrets by reference only")
    connector_version: str | None = Field(description="release that registered the connector; null: none did")
    checklist: Checklist


class AdminDomainsAnswer(Answered):
    """Every domain, enabled or not."""

    meta: Published
    data: list[AdminDomain]


class AdminDomainAnswer(Answered):
    """One domain with its checklist."""

    meta: Published
    data: AdminDomainDetail


class Connector(Answered):
    """What one function can read, and the settings that this takes."""

    ingest_function: IngestFunction
    connector: str
    answers: Literal["period", "snapshot"]
    version: str
    registered_at: AwareDatetime
    config_schema: Any = Field(description="JSON Schema, Draft 2020-12")


class ConnectorsAnswer(Answered):
    """Every connector that a function registered."""

    meta: Published
    data: list[Connector]
