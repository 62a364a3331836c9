"""Secrets by reference: settings in the data mart name a secret, the function's own environment holds it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from finops_contract.errors import BadConnectorConfig
from finops_runtime.ingest.settings import ConnectorSettings
from finops_runtime.known_secrets import remember

PREFIX = "SOURCE_"


class SecretReference(ConnectorSettings):
    """Where a secret is: `env`, a variable that begins with SOURCE_, or `file`, in the function's secrets folder.

    The prefix keeps whoever edits a domain from sending the function's other secrets, its database's say, to a
    server of their choice.
    """

    env: Annotated[str, Field(pattern=r"^SOURCE_[A-Z0-9_]+$", max_length=100)] | None = None
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)] | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.env is None) == (self.file is None):
            raise ValueError("give either env or file")
        return self


class Secrets:
    """The places that references point to. Read at each use: a rotated secret needs no restart."""

    def __init__(self, environ: Mapping[str, str], folder: Path) -> None:
        self._environ = environ
        self._folder = folder

    def text(self, reference: SecretReference) -> str:
        """The secret, without surrounding white space; raises BadConnectorConfig that names where it should be."""
        if reference.env is not None:
            origin, secret = reference.env, self._environ.get(reference.env, "")
        else:
            path = self._folder / str(reference.file)
            origin = str(path)
            try:
                secret = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise BadConnectorConfig(f"the secret {origin} cannot be read: {type(error).__name__}") from error
        secret = secret.strip()
        # What goes into a header must be printable, or requests itself would quote it in an error.
        if not (secret and secret.isascii() and secret.isprintable()):
            raise BadConnectorConfig(f"{origin} holds no secret: set it in the environment of this function")
        remember(secret)
        return secret
