"""What the settings of every connector have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from finops_contract.releve import SHARED_ENVIRONMENT, Key


class ConnectorSettings(BaseModel):
    """Base of the models in `dim_domain.connector_config`: immutable, and a wrong key is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


SourceEnvironment = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)]
Environments = dict[SourceEnvironment, Key]
"""The source's name of an environment, in any capitals -> ours."""


def environment_of(text: str | None, environments: Environments) -> str:
    """Our name of the source's environment: mapped, else its own in small letters; none is `shared`."""
    name = (text or "").strip().lower()
    return environments.get(name, name) or SHARED_ENVIRONMENT
