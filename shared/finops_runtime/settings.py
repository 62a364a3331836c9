"""Environment variables, read once into frozen objects that name what is missing.

A function's settings are one class that inherits the groups it needs:
`class Settings(RunSettings, PostgresSettings, RawZoneSettings, HttpSettings)`.
"""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from psycopg.conninfo import make_conninfo
from pydantic import AfterValidator, BeforeValidator, Field, FilePath, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from finops_contract.period import Period
from finops_runtime.known_secrets import remember, remember_address
from finops_runtime.secret_files import SecretFiles
from finops_runtime.verified_tls import require_https, require_verified_mongo, require_verified_postgres

_DOMAIN_SHORT_NAMES = {"private": "private_cloud", "public": "public_cloud"}


def _comma_separated(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name[:60]!r} is no IANA time zone, such as Europe/Paris") from error
    return name


TimeZone = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_known_zone)]
"""The name of a time zone, `Europe/Paris`."""
CommaSeparated = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_separated)]
"""A list written `a,b,c` in the environment."""


class SettingsGroup(BaseSettings):
    """What all groups share: frozen once read, empty variables count as not set."""

    # What is wrong is told without what was given: that may be a password, of this variable or of another.
    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    finops_require_tls: bool = Field(default=False, description="refuse what is reached without verified TLS")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given, else the environment, else the files that the environment names."""
        return init_settings, env_settings, SecretFiles(settings_cls)

    @model_validator(mode="after")
    def _secrets_are_known(self) -> Self:
        for name in type(self).model_fields:
            value = getattr(self, name)
            text = value.get_secret_value() if isinstance(value, SecretStr) else value
            if isinstance(text, str) and "://" in text:
                remember_address(text)
            elif isinstance(value, SecretStr):
                remember(value.get_secret_value())
        return self


class TracingSettings(SettingsGroup):
    """Where traces go: the names of the OpenTelemetry specification. Its other variables are read by the SDK itself."""

    otel_exporter_otlp_endpoint: SecretStr | None = Field(default=None, description="base URL; not set: no traces")
    otel_exporter_otlp_headers: SecretStr | None = Field(default=None, description="name=value,name=value")
    otel_exporter_otlp_timeout: float = Field(default=3, gt=0, le=60, description="seconds, of one export")
    otel_service_name: str | None = Field(default=None, description="default: the function's own name")


class EntitySettings(TracingSettings):
    """Which company this module belongs to, and which release runs."""

    finops_entity_id: str = Field(default="local", min_length=1, max_length=512)
    finops_timezone: TimeZone = "Europe/Paris"
    finops_fiscal_year_start: int = Field(default=1, ge=1, le=12, description="the month that a year begins with")
    finops_version: str = "0.2.0"
    finops_git_sha: str | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def timezone(self) -> ZoneInfo:
        """The zone in which days and months begin."""
        return ZoneInfo(self.finops_timezone)


class NightSettings(EntitySettings):
    """When the night is due."""

    finops_nightly_at: time = Field(default=time(2, 0), description="when the nightly PingSource fires, local time")


class SinkSettings(SettingsGroup):
    """Where events go; Knative's SinkBinding sets K_SINK."""

    k_sink: str = Field(min_length=1, description="URL that events are POSTed to")
    k_sink_timeout_ms: int = Field(default=10_000, ge=100)
    k_ca_certs: str | None = Field(default=None, description="PEM of the sink's authorities; SinkBinding sets it")
    k_ca_certs_file: FilePath | None = Field(default=None, description="a file of it, where nothing sets K_CA_CERTS")
    k_sink_token_file: Path = Field(default=Path("/oidc/token"), description="who we are; SinkBinding mounts it")
    k_sink_plain: bool = Field(default=False, description="the sink offers no TLS (RabbitMQ's Broker): http is let in")

    @model_validator(mode="after")
    def _sink_is_verified(self) -> Self:
        if self.finops_require_tls and not self.k_sink_plain:
            require_https("K_SINK", self.k_sink)
        return self


class RunSettings(EntitySettings, SinkSettings):
    """What decides the plan of a run."""

    finops_period_mode: Literal["current", "range"] = "current"
    finops_period_from: Period | None = None
    finops_period_to: Period | None = None
    finops_recalc_previous_month: bool = True
    finops_domains_enabled: CommaSeparated = ()
    finops_failure_policy: Literal["strict", "tolerant"] = "strict"
    finops_run_deadline_minutes: float = Field(default=60, gt=0, allow_inf_nan=False)
    finops_step_attempts: int = Field(default=5, ge=1)

    @field_validator("finops_domains_enabled")
    @classmethod
    def _long_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_DOMAIN_SHORT_NAMES.get(name, name) for name in value)

    @model_validator(mode="after")
    def _range_has_ends(self) -> Self:
        if self.finops_period_mode == "range":
            first, last = self.period_range
            if last < first:
                raise ValueError("FINOPS_PERIOD_TO is earlier than FINOPS_PERIOD_FROM")
        return self

    @property
    def period_range(self) -> tuple[Period, Period]:
        """First and last month of FINOPS_PERIOD_MODE=range."""
        if self.finops_period_from is None or self.finops_period_to is None:
            raise ValueError("FINOPS_PERIOD_MODE=range needs FINOPS_PERIOD_FROM and FINOPS_PERIOD_TO (YYYY-MM)")
        return self.finops_period_from, self.finops_period_to


class PostgresSettings(SettingsGroup):
    """POSTGRES_URL, or its parts; the parts win over nothing, the URL over the parts."""

    postgres_url: SecretStr | None = None
    postgres_host: str | None = None
    postgres_port: int = 5432
    postgres_user: str | None = None
    postgres_password: SecretStr | None = None
    postgres_database: str = "finops_db"
    postgres_sslmode: str = "prefer"
    postgres_pool_size: int = Field(default=4, ge=1, le=100)
    postgres_pool_timeout_ms: int = Field(default=10_000, ge=100, description="how long to wait for a connection")
    postgres_statement_timeout_ms: int = Field(default=600_000, ge=0)
    postgres_lock_timeout_ms: int = Field(default=5_000, ge=0)
    postgres_work_mem_mb: int | None = Field(default=None, ge=1, le=1_000, description="default: the server's")

    @model_validator(mode="after")
    def _some_address(self) -> Self:
        if self.postgres_url is None and self.postgres_host is None:
            raise ValueError("set POSTGRES_URL, or POSTGRES_HOST with POSTGRES_USER and POSTGRES_PASSWORD")
        if self.finops_require_tls:
            require_verified_postgres("POSTGRES_URL" if self.postgres_url else "POSTGRES_SSLMODE", self.conninfo)
        return self

    @property
    def conninfo(self) -> str:
        """What psycopg connects with; holds the password, so never log it."""
        if self.postgres_url is not None:
            return self.postgres_url.get_secret_value()
        password = self.postgres_password.get_secret_value() if self.postgres_password else None
        return make_conninfo(
            host=self.postgres_host,
            port=self.postgres_port,
            user=self.postgres_user,
            password=password,
            dbname=self.postgres_database,
            sslmode=self.postgres_sslmode,
        )


class RawZoneSettings(SettingsGroup):
    """Where sources land."""

    mongo_url: SecretStr
    mongo_db: str = "finops_raw"
    mongo_timeout_ms: int = Field(default=10_000, ge=100)

    @model_validator(mode="after")
    def _mongo_is_verified(self) -> Self:
        if self.finops_require_tls:
            require_verified_mongo("MONGO_URL", self.mongo_url.get_secret_value())
        return self


class HttpSettings(SettingsGroup):
    """How sources are called."""

    http_timeout_ms: int = Field(default=30_000, ge=100, description="connect and read, each")
    http_retries: int = Field(default=4, ge=0, le=20)
    http_backoff_seconds: float = Field(default=0.5, ge=0)
    http_retry_after_max_seconds: int = Field(default=60, ge=0, description="the longest `Retry-After` waited for")
    http_max_answer_mb: int = Field(default=50, ge=1, le=1_000, description="one answer, unpacked")
    http_circuit_failures: int = Field(default=5, ge=1, description="failed calls in a row that open a host's circuit")
    http_circuit_seconds: int = Field(default=60, ge=1, description="how long an open circuit leaves the host alone")
    http_ca_bundle: str | None = Field(default=None, description="PEM file of the company's own authorities")
    finops_secrets_folder: Path = Field(default=Path("/etc/finops/secrets"), description="where `file` secrets are")
    oidc_token_url: str | None = Field(default=None, description="for sources by OIDC client credentials")
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None

    @model_validator(mode="after")
    def _tokens_come_verified(self) -> Self:
        if self.finops_require_tls:
            require_https("OIDC_TOKEN_URL", self.oidc_token_url)
        return self


class FileSettings(HttpSettings):
    """Which files may be read, and where remote ones are; credentials are left to the stores' own SDKs."""

    finops_file_roots: CommaSeparated = Field(default=("/data",), description="folders, or s3://bucket/prefix and such")
    finops_file_max_mb: int = Field(default=20_000, ge=1, description="of one file, also once unpacked")
    aws_endpoint_url: str | None = Field(default=None, description="of a store that speaks S3 and is not Amazon's")
    aws_region: str | None = None
    aws_default_region: str | None = None

    @model_validator(mode="after")
    def _store_is_verified(self) -> Self:
        if self.finops_require_tls:
            require_https("AWS_ENDPOINT_URL", self.aws_endpoint_url)
        return self

    @field_validator("finops_file_roots")
    @classmethod
    def _absolute(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for root in value:
            if not root.startswith(("/", "file:///", "s3://", "gs://", "abfs://", "abfss://")) or "*" in root:
                raise ValueError(f"FINOPS_FILE_ROOTS: {root[:100]!r} is neither an absolute folder nor s3://bucket/...")
        return value


class SourceSettings(EntitySettings, FileSettings, RawZoneSettings):
    """What reading sources needs, in a night and in a trial."""
