"""Which machines get tokens: by OAuth 2 client credentials (RFC 6749, section 4.4), without anybody signing in."""

from dataclasses import dataclass

import requests

_SECONDS = 10


class MachineRefused(RuntimeError):
    """The provider gave a machine no token."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One client: its secret, the entity that it belongs to, and its roles; by default an entity's that pushes."""

    client_id: str
    secret: str
    entity_id: str
    groups: tuple[str, ...] = ("Rosetta_Entity",)

    @property
    def claims(self) -> dict[str, object]:
        """What its tokens say."""
        return {"sub": self.client_id, "groups": list(self.groups), "entity_id": self.entity_id}


def machine_token(url: str, client_id: str, secret: str) -> str:
    """A token of that machine from the provider at `url`.

    Raises MachineRefused, or requests' own errors when the provider does not answer.
    """
    answer = requests.post(
        f"{url}/oauth2/token", auth=(client_id, secret), timeout=_SECONDS, data={"grant_type": "client_credentials"}
    )
    if not answer.ok:
        raise MachineRefused(f"{url} gave no token for {client_id}: it answered {answer.status_code}")
    token = answer.json()["access_token"]
    assert isinstance(token, str)  # as OAuth 2 says
    return token
