"""A real OpenID provider for the local platform: `oidc-provider-mock`, with the people of the sample company.

For one machine and for tests only: whoever reaches it can be anybody.
"""

from finops_local.issuer.people import Person, sample_people
from finops_local.issuer.provider import AUDIENCE, provider_argv, trust_settings
from finops_local.issuer.sign_in import SignInRefused, sign_in

__all__ = ["AUDIENCE", "Person", "SignInRefused", "provider_argv", "sample_people", "sign_in", "trust_settings"]
