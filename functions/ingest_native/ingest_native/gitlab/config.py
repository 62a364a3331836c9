"""The settings of the `gitlab` connector: which instance, which statistics count, whose a project is."""

from decimal import Decimal
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from finops_contract.quantity import Quantity
from finops_contract.releve import Key


class Settings(BaseModel):
    """Base of the models below: immutable, and a wrong key is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Statistic(Settings):
    """What one field of a project's `statistics` counts as.

    The number times and divided by exact factors; what does not end within 18 decimals is rounded there,
    half to even, once per project and before anything adds up. Bytes / 10^9 always end.
    """

    metric: Key
    product: Key
    multiply_by: Quantity = Decimal(1)
    divide_by: Quantity = Decimal(1)

    @model_validator(mode="after")
    def _divisible(self) -> Self:
        if not self.divide_by:
            raise ValueError("divide_by must not be 0")
        return self


class FromField(Settings):
    """A text of the project: `path_with_namespace`, `namespace.full_path`, ..."""

    field: Annotated[str, Field(min_length=1, max_length=200)]


class FromTopic(Settings):
    """What follows the prefix in the first topic that has it: `app:billing` gives `billing`."""

    topic_prefix: Annotated[str, Field(min_length=1, max_length=100)]


class FromCustomAttribute(Settings):
    """The value of a custom attribute; GitLab shows them to administrators' tokens only."""

    custom_attribute: Annotated[str, Field(min_length=1, max_length=255)]


KeyRule = FromField | FromTopic | FromCustomAttribute
SourceEnvironment = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)]


class GitlabConfig(Settings):
    """`dim_domain.connector_config` of a domain on the `gitlab` connector.

    The token is named, never written down: `token_env` is a variable of the function's environment whose
    name ends in `_TOKEN` (so that no other secret can be sent out), `token_file` a file in its secrets folder.
    """

    source: Key
    base_url: Annotated[str, Field(max_length=500)]
    token_env: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*_TOKEN$", max_length=100)] | None = None
    token_file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)] | None = None
    per_page: Annotated[int, Field(ge=1, le=100)] = 100
    max_pages: Annotated[int, Field(ge=1, le=100_000)] = 10_000
    statistics: Annotated[dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Statistic], Field(min_length=1)]
    application: tuple[KeyRule, ...] = (FromField(field="namespace.full_path"),)
    environment: tuple[KeyRule, ...] = ()
    environments: dict[SourceEnvironment, Key] = Field(default_factory=dict)

    @field_validator("base_url")
    @classmethod
    def _bare_address(cls, value: str) -> str:
        parts = urlsplit(value)
        bare = not (parts.username or parts.password or parts.query or parts.fragment)
        if parts.scheme not in ("https", "http") or not parts.hostname or not bare:
            raise ValueError(
                "the address of a GitLab instance is expected, such as https://gitlab.example.com, "
                "without user, password or query"
            )
        return value.rstrip("/")

    @model_validator(mode="after")
    def _one_token(self) -> Self:
        if self.token_env is not None and self.token_file is not None:
            raise ValueError("give token_env or token_file, not both")
        return self

    @property
    def needs_custom_attributes(self) -> bool:
        """Whether a rule reads custom attributes, which must be asked for."""
        return any(isinstance(rule, FromCustomAttribute) for rule in (*self.application, *self.environment))
