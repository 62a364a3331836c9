"""What load_group reads from its environment."""

from pydantic import Field

from finops_runtime.identity.settings import IdentitySettings
from finops_runtime.settings import PostgresSettings, SinkSettings


class GroupSettings(IdentitySettings, SinkSettings, PostgresSettings):
    """Settings of load_group."""

    finops_run_deadline_minutes: float = Field(
        default=60, gt=0, allow_inf_nan=False, description="from an exchange's acceptance to its publication"
    )
    finops_stall_minutes: float = Field(
        default=15, gt=0, allow_inf_nan=False, description="loaded for so long and not published: told again"
    )
    finops_exchange_hours: float = Field(
        default=48, gt=0, le=24_000, allow_inf_nan=False, description="nothing more came for so long: given up"
    )

    finops_watch_by_empty_post: bool = Field(default=False, description="an empty POST is the group watch's ping")
