"""The bodies of admin requests about domains."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from finops_contract.period import Period
from query_api.answers import Mode

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
IngestFunction = Literal["ingest_open", "ingest_cloud", "ingest_native", "load_facts"]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)


class DomainRequest(_Body):
    """A domain as it shall be, whole: what is left out is unset. A new one is not enabled."""

    domain_label: Label
    domain_mode: Mode = "DIRECT"
    indirect_method_key: Name | None = Field(default=None, description="INDIRECT only, and then needed")
    indirect_label: Label | None = Field(default=None, description="INDIRECT only, and then needed")
    available_from: Period = Field(description="first month with data")
    failure_policy: Literal["strict", "tolerant"] | None = Field(
        default=None, description="null: FINOPS_FAILURE_POLICY decides"
    )
    ingest_function: IngestFunction
    connector: Name
    connector_config: dict[str, Any] = Field(description="checked against what the connector accepts")
    reason: Reason | None = Field(default=None, description="kept in the audit log")

    @model_validator(mode="after")
    def _indirect_has_a_method(self) -> Self:
        given = [self.indirect_method_key is not None, self.indirect_label is not None]
        if given != [self.domain_mode == "INDIRECT"] * 2:
            raise ValueError("indirectMethodKey and indirectLabel are needed for INDIRECT and refused for DIRECT")
        return self


class ActivationRequest(_Body):
    """Enable a domain; a reason is needed when its checklist is not met."""

    reason: Reason | None = None


class DeactivationRequest(_Body):
    """Disable a domain: what is published stays, no later run plans it."""

    reason: Reason
