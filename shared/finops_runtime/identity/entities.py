"""Which entities a token is of: this module's own among them, or, where a whole group calls, the one that it names."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from finops_runtime.identity.refusals import forbidden
from finops_runtime.identity.settings import IdentitySettings, Issuer
from finops_runtime.problem import Problem

Entities = Literal["own", "any"]
"""`own`: the token is of this module's entity, maybe of others too. `any`: it is of exactly one, whichever."""
EntitiesOf = Callable[[IdentitySettings, Issuer, Mapping[str, Any]], frozenset[str]]
"""Those of a token, by its claims. Raises Problem: 403 for a token of none that is taken."""
_LONGEST: Final = 512
"""As FINOPS_ENTITY_ID."""


def _own_among(settings: IdentitySettings, issuer: Issuer, claims: Mapping[str, Any]) -> frozenset[str]:
    found = frozenset(name for name in _named(settings, issuer, claims) if isinstance(name, str))
    if settings.finops_entity_id not in found:
        raise _other("the token is not for this entity")
    return found


def _exactly_one(settings: IdentitySettings, issuer: Issuer, claims: Mapping[str, Any]) -> frozenset[str]:
    named = _named(settings, issuer, claims)
    # What one machine may say of two entities, or of none, could be taken for another's.
    if len(named) != 1 or not _is_entity(named[0]):
        raise _other("the token does not name exactly one entity")
    # An issuer that belongs to one entity never speaks for another, whatever it signs.
    if issuer.entity is not None and named[0] != issuer.entity:
        raise _other("the token's issuer does not speak for that entity")
    return frozenset(named)


ENTITIES_OF: Final[Mapping[Entities, EntitiesOf]] = {"own": _own_among, "any": _exactly_one}


def _named(settings: IdentitySettings, issuer: Issuer, claims: Mapping[str, Any]) -> list[Any]:
    """By the claim, whatever it holds; only where there is none by what is said of the issuer."""
    named = claims.get(settings.finops_entity_claim, issuer.entity)
    return named if isinstance(named, list) else [named]


def _is_entity(name: object) -> bool:
    """A text that PostgreSQL can keep: without NUL, and without half a surrogate pair."""
    return (
        isinstance(name, str)
        and 1 <= len(name) <= _LONGEST
        and not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in name)
    )


def _other(detail: str) -> Problem:
    return forbidden("entity", "other-entity", detail)
