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
    ENTITY = "Rosetta_Entity"
    """An entity's own machine: it pushes to the group, and reads nothing."""


class Access(Enum):
    """Who may call an endpoint: every route declares one of these.

    ANY_ROLE is any role of people, named one by one: a new role opens nothing until it is put somewhere.
    """

    PUBLIC = frozenset[Role]()
    ANY_ROLE = frozenset({Role.USER, Role.FINOPS_ADMIN, Role.REFERENTIEL_ADMIN, Role.GROUP, Role.ADMIN})
    READ = frozenset({Role.USER, Role.FINOPS_ADMIN, Role.REFERENTIEL_ADMIN, Role.ADMIN})
    ADMINISTER = frozenset({Role.FINOPS_ADMIN, Role.ADMIN})
    MAP_REFERENTIAL = frozenset({Role.REFERENTIEL_ADMIN, Role.ADMIN})
    READ_GROUP = frozenset({Role.GROUP, Role.ADMIN})
    PUSH = frozenset({Role.ENTITY})


@dataclass(frozen=True, kw_only=True, slots=True)
class Principal:
    """Whoever a checked token speaks for, and the entities that it is of, as it names them.

    After `expires_at`, in Unix seconds, the token must be checked again.
    """

    subject: str
    issuer: str
    entities: frozenset[str]
    roles: frozenset[Role]
    expires_at: float

    def may(self, access: Access) -> bool:
        """Whether one of the roles opens it; PUBLIC needs none."""
        return access is Access.PUBLIC or bool(self.roles & access.value)
