"""Roles, and what each of them opens."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Role(StrEnum):
    """What a token's roles claim may hold; anything else in it is ignored."""

    USER = "Rosetta_User"
    FINOPS_ADMIN = "Rosetta_FinOps_Admin"
    REFERENTIEL_ADMIN = "Rosetta_Referentiel_Admin"
    GROUP = "Rosetta_Group"
    ADMIN = "Rosetta_Admin"


class Access(Enum):
    """Who may call an endpoint: every route declares one of these."""

    PUBLIC = frozenset[Role]()
    ANY_ROLE = frozenset(Role)
    READ = frozenset({Role.USER, Role.FINOPS_ADMIN, Role.REFERENTIEL_ADMIN, Role.ADMIN})
    ADMINISTER = frozenset({Role.FINOPS_ADMIN, Role.ADMIN})
    MAP_REFERENTIAL = frozenset({Role.REFERENTIEL_ADMIN, Role.ADMIN})
    READ_GROUP = frozenset({Role.GROUP, Role.ADMIN})
    PUBLISH_RELEASES = frozenset({Role.FINOPS_ADMIN, Role.REFERENTIEL_ADMIN, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Principal:
    """Whoever a checked token speaks for; after `expires_at`, in Unix seconds, the token must be checked again."""

    subject: str
    issuer: str
    roles: frozenset[Role]
    expires_at: float

    def may(self, access: Access) -> bool:
        """Whether one of the roles opens it; PUBLIC needs none."""
        return access is Access.PUBLIC or bool(self.roles & access.value)
