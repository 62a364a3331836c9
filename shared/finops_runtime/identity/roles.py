"""Which roles a token's holder has: what its issuer says of them, mapped to Rosetta's."""

from collections.abc import Iterable, Mapping
from typing import Any

from finops_runtime.identity.access import Role
from finops_runtime.identity.settings import Issuer

_KNOWN = {role.value for role in Role}
_MISSING = object()


def roles_of(issuer: Issuer, said: Mapping[str, Any]) -> frozenset[Role]:
    """By `issuer.roles_claim` in what a token, or userinfo, says. Whatever is no role there counts for nothing."""
    named = claim(said, issuer.roles_claim)
    texts = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    names = {name for name in texts if isinstance(name, str)}
    mapped = _of_entities(issuer, names) if issuer.roles_from == "userinfo" else _of_groups(issuer, names)
    return frozenset(Role(name) for name in mapped if name in _KNOWN)


def _of_groups(issuer: Issuer, names: Iterable[str]) -> Iterable[str]:
    return (issuer.roles.get(name, name) for name in names)


def _of_entities(issuer: Issuer, names: Iterable[str]) -> Iterable[str]:
    """Entity references are the same in any case. They are no role unless mapped: people may name groups."""
    mapping = {reference.lower(): role for reference, role in issuer.roles.items()}
    return (mapping[name.lower()] for name in names if name.lower() in mapping)


def claim(claims: Mapping[str, Any], path: str) -> object:
    """The claim of that very name, else the one that a dotted path leads to."""
    found: object = claims.get(path, _MISSING)
    if found is not _MISSING:
        return found
    found = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
