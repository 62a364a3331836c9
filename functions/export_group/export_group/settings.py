"""What export_group reads from its environment."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from finops_runtime.http.access import BaseUrl
from finops_runtime.settings import EntitySettings, HttpSettings, PostgresSettings
from finops_runtime.verified_tls import require_https


class ExportSettings(EntitySettings, PostgresSettings, HttpSettings):
    """Settings of export_group."""

    finops_group_url: BaseUrl | None = Field(
        default=None, description="where the group's load_group is, without /v1; not set: nothing is sent"
    )
    finops_group_scope: Annotated[str, Field(min_length=1, max_length=500)] | None = Field(
        default=None, description="scope to ask the token for"
    )
    finops_export_seconds: int = Field(
        default=240, ge=1, le=3_000, description="one event sends for so long; the rest waits for the next"
    )
    finops_export_commit_seconds: int = Field(
        default=180, ge=1, le=3_000, description="how long the group may judge and load one month"
    )
    finops_export_publish_seconds: int = Field(
        default=60, ge=0, le=3_000, description="how long to wait until a loaded month is published there"
    )
    finops_export_lease_seconds: int = Field(
        default=900, ge=1, le=86_400, description="a sender that says nothing for so long is taken for dead"
    )
    finops_export_pause_seconds: float = Field(
        default=60, ge=0, le=86_400, description="after the first failure; twice as long after each other"
    )
    finops_export_pause_max_minutes: float = Field(default=240, ge=0, le=10_080, description="the longest pause")
    finops_export_overdue_hours: float = Field(
        default=26, gt=0, allow_inf_nan=False, description="waiting longer is overdue, to finops-export status"
    )
    finops_export_by_empty_post: bool = Field(default=False, description="an empty POST is the sweep's ping")

    @model_validator(mode="after")
    def _the_group_is_reached_with_a_name(self) -> Self:
        if self.finops_group_url is None:
            return self
        if self.finops_require_tls:
            require_https("FINOPS_GROUP_URL", self.finops_group_url)
        if not (self.oidc_token_url and self.oidc_client_id and self.oidc_client_secret):
            raise ValueError("FINOPS_GROUP_URL needs OIDC_TOKEN_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET")
        return self
