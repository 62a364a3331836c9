"""The shapes of answers about what admins did."""

from typing import Any

from pydantic import AwareDatetime, Field

from query_api.answers import Answered, PublishedPage


class AuditEntry(Answered):
    """One thing that an admin did, or asked for."""

    audit_id: int
    at: AwareDatetime
    actor: str
    action: str = Field(examples=["period.closed"])
    target: str = Field(description="what it was done to: a run, a month, a domain, `source system/foreign key`")
    reason: str | None
    details: Any = Field(description="an object, as the action has it; in CSV as JSON")


class AuditAnswer(Answered):
    """What admins did, the latest first."""

    meta: PublishedPage
    data: list[AuditEntry]
