"""What refresh_mvs reads from its environment."""

from pydantic import Field

from finops_runtime.settings import EntitySettings, PostgresSettings, SinkSettings


class RefreshSettings(EntitySettings, SinkSettings, PostgresSettings):
    """Settings of refresh_mvs."""

    finops_partitions_ahead: int = Field(default=3, ge=0, le=120, description="month partitions made ahead")
    finops_publish_attempts: int = Field(default=3, ge=1, description="tries after a serialization failure")
