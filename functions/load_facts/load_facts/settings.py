"""What load_facts reads from its environment."""

from pydantic import Field, field_validator

from finops_runtime.settings import NightSettings, PostgresSettings, RunSettings


class LoadSettings(NightSettings, RunSettings, PostgresSettings):
    """Settings of load_facts."""

    finops_stall_minutes: float = Field(
        default=15, gt=0, allow_inf_nan=False, description="no progress for so long: events are sent again"
    )
    finops_keep_staging_days: int = Field(
        default=14, ge=0, description="what failed runs staged; 0: until one publishes"
    )
    finops_keep_rejects_days: int = Field(default=100, ge=0, description="0: as long as their runs")
    finops_keep_runs_days: int = Field(default=400, ge=0, description="0: for ever")
    finops_delete_at_once: int = Field(default=20_000, ge=1, description="rows of a table that one watch deletes")
    finops_nightly_grace_minutes: int = Field(default=30, ge=1, description="then the watch asks for a lost night")

    finops_watch_by_empty_post: bool = Field(default=False, description="an empty POST is the watch's ping")

    @field_validator("finops_keep_runs_days")
    @classmethod
    def _nights_are_remembered(cls, value: int) -> int:
        if value == 1:
            raise ValueError("a night is asked for again when no run of it is known: keep runs 2 days at least")
        return value
