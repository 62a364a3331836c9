"""The group's platform and its members', each with servers of its own; nothing is started yet."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from finops_local.demo.stage import REPOSITORY, Stage, build_stage, clear
from finops_local.group.members import GROUP, MEMBERS, Member
from finops_local.issuer import Machine, Person, provider_argv, sign_in, trust_settings
from finops_local.platform import Address, Platform
from finops_local.platform.functions import GROUP_LOGINS, MEMBER_LOGINS
from finops_local.platform.state import exclusive
from finops_local.sample.company import Company
from finops_local.servers.ports import free_port

_KNATIVE: Final = REPOSITORY / "infra" / "knative"
MEMBER_MANIFESTS: Final = (_KNATIVE / "base", _KNATIVE / "components" / "export-group")
GROUP_MANIFESTS: Final = (_KNATIVE / "base", _KNATIVE / "components" / "group")
PEOPLE: Final = (
    Person("olivia", ("Rosetta_Group",), GROUP),
    Person("adam", ("Rosetta_Admin",), GROUP),
)
"""Who reads the group, and who administers it."""
_OWN_SERVERS: Final[Mapping[str, str]] = {}
"""Four marts on one server would need four databases of it: here each platform embeds its own."""


@dataclass(frozen=True)
class GroupStage:
    """The group's platform, its provider of tokens, and the companies."""

    platform: Platform
    issuer: Address
    machines: Mapping[str, Machine]
    companies: Mapping[Member, Company]

    def start(self) -> None:
        """Start the group; what an earlier run left is removed first. Raises what Platform.start() raises."""
        with exclusive(self.platform.state_dir):
            clear(self.platform.state_dir)
        self.platform.start()

    @cached_property
    def reader_token(self) -> str:
        """For somebody who reads the group."""
        return sign_in(self.issuer.url, PEOPLE[0].name)

    @cached_property
    def admin_token(self) -> str:
        """For somebody who administers it."""
        return sign_in(self.issuer.url, PEOPLE[1].name)

    def addresses(self) -> dict[str, str]:
        """Where it is, and tokens for it, by the names that scripts know them by."""
        return {
            "FINOPS_GROUP_API_URL": self.platform.url("query_api"),
            "FINOPS_GROUP_URL": self.platform.url("load_group"),
            "FINOPS_GROUP_POSTGRES_URL": self.platform.postgres_url,
            "FINOPS_TOKEN_GROUP": self.reader_token,
            "FINOPS_TOKEN_GROUP_ADMIN": self.admin_token,
        }

    def member_stage(self, member: Member, **platform_options: Any) -> Stage:
        """One company's platform, which pushes to this group."""
        machine = self.machines[member.entity_id]
        stage = build_stage(
            self.platform.state_dir.parent / member.entity_id,
            self.companies[member],
            functions=MEMBER_LOGINS,
            manifests=MEMBER_MANIFESTS,
            environ=_OWN_SERVERS,
            **platform_options,
        )
        stage.platform.function_settings["export_group"] = {
            "FINOPS_GROUP_URL": self.platform.url("load_group"),
            "OIDC_TOKEN_URL": f"{self.issuer.url}/oauth2/token",
            "OIDC_CLIENT_ID": machine.client_id,
            "OIDC_CLIENT_SECRET": machine.secret,
        }
        return stage


def build_group_stage(
    state_dir: Path,
    apps: int,
    months: int,
    today: date,
    *,
    keep: bool = False,
    trusted: Sequence[Mapping[str, object]] = (),
    **platform_options: Any,
) -> GroupStage:
    """The sample group under `state_dir`; `platform_options` are those of Platform.

    Whose tokens its API is to believe beside its own provider's is `trusted`.
    """
    machines = {
        member.entity_id: Machine(f"export-{member.entity_id}", secrets.token_hex(16), member.entity_id)
        for member in MEMBERS
    }
    platform = Platform(
        REPOSITORY,
        state_dir=state_dir / GROUP,
        keep=keep,
        functions=GROUP_LOGINS,
        manifests=GROUP_MANIFESTS,
        settings={"FINOPS_ENTITY_ID": GROUP, "FINOPS_VERSION": "local"},
        broker_options=["--no-pings"],
        environ=_OWN_SERVERS,
        **platform_options,
    )
    port = free_port()
    issuer = platform.add_process(
        "issuer",
        provider_argv(port, PEOPLE, machines=machines.values()),
        port=port,
        ready_path="/.well-known/openid-configuration",
    )
    platform.function_settings["load_group"] = {"OIDC_ISSUERS": trust_settings(issuer.url)}
    readers = trust_settings(issuer.url, *trusted)
    platform.function_settings["query_api"] = {"OIDC_ISSUERS": readers, "FINOPS_SCOPE": "group"}
    companies = {member: member.company(apps, months, today) for member in MEMBERS}
    return GroupStage(platform, issuer, machines, companies)
