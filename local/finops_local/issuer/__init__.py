"""A real OpenID provider for the local platform: `oidc-provider-mock`, with people and machines.

For one machine and for tests only: whoever reaches it can be anybody.
"""

from finops_local.issuer.machines import Machine, MachineRefused, machine_token
from finops_local.issuer.people import Person, sample_people
from finops_local.issuer.provider import AUDIENCE, provider_argv, trust_settings
from finops_local.issuer.sign_in import SignInRefused, sign_in

__all__ = [
    "AUDIENCE",
    "Machine",
    "MachineRefused",
    "Person",
    "SignInRefused",
    "machine_token",
    "provider_argv",
    "sample_people",
    "sign_in",
    "trust_settings",
]
