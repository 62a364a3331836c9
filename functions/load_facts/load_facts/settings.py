"""What load_facts reads from its environment."""

from datetime import time

from pydantic import Field

from finops_runtime.settings import PostgresSettings, RunSettings


class LoadSettings(RunSettings, PostgresSettings):
    """Settings of load_facts."""

    finops_stall_minutes: float = Field(
        default=15, gt=0, allow_inf_nan=False, description="no progress for so long: events are sent again"
    )
    finops_nightly_at: time = Field(default=time(2, 0), description="when the nightly PingSource fires, local time")
    finops_nightly_grace_minutes: int = Field(default=30, ge=1, description="then the watch asks for a lost night")
