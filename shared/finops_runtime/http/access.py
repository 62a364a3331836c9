"""How a source is reached, as `dim_domain.connector_config` says it: an address, and who one is there."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from finops_runtime.http.secrets import SecretReference
from finops_runtime.ingest.settings import ConnectorSettings


def _bare_address(value: str) -> str:
    parts = urlsplit(value)
    bare = not (parts.username or parts.password or parts.query or parts.fragment)
    if parts.scheme not in ("https", "http") or not parts.hostname or not bare:
        raise ValueError("an address is expected, such as https://api.example.com/v2, without user, password or query")
    return value.rstrip("/")


BaseUrl = Annotated[str, Field(max_length=500), AfterValidator(_bare_address)]
"""`https://host/path` without anything that could hide a secret."""


class Anonymous(ConnectorSettings):
    """No credentials."""

    kind: Literal["none"] = "none"


class Bearer(ConnectorSettings):
    """`Authorization: Bearer <token>`."""

    kind: Literal["bearer"]
    token: SecretReference


class Basic(ConnectorSettings):
    """`Authorization: Basic ...`."""

    kind: Literal["basic"]
    user: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^:\x00-\x1f]+$")]
    password: SecretReference


class Header(ConnectorSettings):
    """A token in a header of the source's own: `PRIVATE-TOKEN`, `X-API-Key`, ..."""

    kind: Literal["header"]
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$", max_length=100)]
    token: SecretReference


class ClientCredentials(ConnectorSettings):
    """OIDC client credentials. What is left out comes from OIDC_TOKEN_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."""

    kind: Literal["client_credentials"]
    token_url: BaseUrl | None = None
    client_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    client_secret: SecretReference | None = None
    scope: Annotated[str, Field(min_length=1, max_length=500)] | None = None

    @model_validator(mode="after")
    def _own_client_for_own_url(self) -> Self:
        own = (self.token_url, self.client_id, self.client_secret)
        if any(own) and not all(own):
            # Or the function's own client secret could be sent to any address.
            raise ValueError("give token_url, client_id and client_secret together, or none of them")
        return self


class Keystone(ConnectorSettings):
    """OpenStack: an application credential, exchanged for a token at Keystone's /v3/auth/tokens."""

    kind: Literal["keystone"]
    auth_url: BaseUrl
    credential_id: Annotated[str, Field(min_length=1, max_length=200)]
    credential_secret: SecretReference


Auth = Annotated[Anonymous | Bearer | Basic | Header | ClientCredentials | Keystone, Field(discriminator="kind")]


class HttpAccess(ConnectorSettings):
    """Base of the settings of a connector that reads an HTTP API."""

    base_url: BaseUrl
    auth: Auth = Anonymous()
    max_pages: Annotated[int, Field(ge=1, le=100_000)] = 10_000
