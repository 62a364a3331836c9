"""Who may ask the API: a provider of tokens beside the platform, and a token for each kind of person."""

from collections.abc import Mapping
from dataclasses import dataclass

from finops_local.issuer import provider_argv, sample_people, sign_in, trust_settings
from finops_local.platform import Address, Platform
from finops_local.servers.ports import free_port


@dataclass(frozen=True)
class Access:
    """The provider; gives tokens once the platform is started."""

    issuer: Address
    entity_id: str

    def user_token(self) -> str:
        """For somebody who reads."""
        return sign_in(self.issuer.url, sample_people(self.entity_id)[0].name)

    def admin_token(self) -> str:
        """For somebody who administers."""
        return sign_in(self.issuer.url, sample_people(self.entity_id)[1].name)


def add_issuer(platform: Platform, entity_id: str, *others: Mapping[str, object]) -> Access:
    """Add the provider to a platform that is not started yet, and make its API trust it, and other issuers."""
    port = free_port()
    issuer = platform.add_process(
        "issuer",
        provider_argv(port, sample_people(entity_id)),
        port=port,
        ready_path="/.well-known/openid-configuration",
    )
    platform.function_settings.setdefault("query_api", {})["OIDC_ISSUERS"] = trust_settings(issuer.url, *others)
    return Access(issuer, entity_id)
