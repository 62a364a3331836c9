"""What query_api reads from its environment."""

from typing import Self

from pydantic import Field, SecretStr, model_validator

from finops_runtime.identity.settings import IdentitySettings
from finops_runtime.settings import NightSettings, PostgresSettings, SinkSettings
from finops_runtime.verified_tls import require_verified_postgres


class ApiSettings(IdentitySettings, NightSettings, SinkSettings, PostgresSettings):
    """Settings of query_api."""

    answer_cache_mb: int = Field(default=64, ge=0, le=10_000, description="answers of the current generation; 0: none")
    finops_idempotency_hours: int = Field(default=24, ge=1, le=720)
    finops_idempotency_lease_seconds: int = Field(default=90, ge=1, le=3600)
    postgres_admin_url: SecretStr
    postgres_statement_timeout_ms: int = Field(default=15_000, ge=0)
    postgres_pool_timeout_ms: int = Field(default=2_000, ge=100)
    postgres_work_mem_mb: int | None = Field(default=32, ge=1, le=1_000, description="so that no answer needs a file")

    @model_validator(mode="after")
    def _admins_are_verified(self) -> Self:
        if self.finops_require_tls:
            require_verified_postgres("POSTGRES_ADMIN_URL", self.postgres_admin_url.get_secret_value())
        return self

    @property
    def admin_database(self) -> PostgresSettings:
        """The same database by the login of admin routes."""
        return self.model_copy(update={"postgres_url": self.postgres_admin_url})
