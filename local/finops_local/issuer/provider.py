"""How the provider is started, and what makes the API trust it."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from finops_local.issuer.machines import Machine
from finops_local.issuer.people import Person

AUDIENCE = "rosetta-finops"
_SECONDS_A_DAY = 86_400


def provider_argv(
    port: int, people: Iterable[Person], token_days: int = 30, machines: Iterable[Machine] = ()
) -> list[str]:
    """The command of the provider on 127.0.0.1; it answers `/.well-known/openid-configuration` when it is ready.

    Its key is new at each start: tokens of an earlier start are then refused.
    """
    argv = [
        sys.executable,
        "-m",
        "finops_local.issuer.process",
        "--port",
        str(port),
        "--host",
        "127.0.0.1",
        "--token-max-age",
        str(token_days * _SECONDS_A_DAY),
    ]
    for person in people:
        argv += ["--user-claims", json.dumps(person.claims)]
    for machine in machines:
        argv += ["--machine", json.dumps(asdict(machine))]
    return argv


def trust_settings(url: str, *others: Mapping[str, object]) -> str:
    """OIDC_ISSUERS of a query_api that trusts the provider at `url` (no slash at its end), and others."""
    return json.dumps([{"issuer": url, "audience": AUDIENCE}, *others])
