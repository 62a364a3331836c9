"""What a release says otherwise than the one before it."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from finops_contract.group_release import GroupRelease
from query_api.answers import Answered

MOST_KEYS: Final = 20
"""Named of each change; the rest is counted."""
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "entities": ("entity_id",),
    "metrics": ("metric",),
    "domains": ("domain_id",),
    "families": ("family_id",),
    "products": ("product_id",),
    "pricing_views": ("pricing_view_id",),
    "applications": ("application_id",),
    "mapping": ("entity_id", "application_id"),
    "rules": ("kind", "check"),
}
"""What tells the items of each list apart."""


class ReleaseChange(Answered):
    """How many items of one list are new, other ones, or gone, and the first of their keys."""

    section: str
    added: int
    changed: int
    removed: int
    added_keys: list[str]
    changed_keys: list[str]
    removed_keys: list[str]


def changes_between(before: GroupRelease | None, after: GroupRelease) -> list[ReleaseChange]:
    """List by list, those only in which something changes."""
    return list(_changes(before, after))


def _changes(before: GroupRelease | None, after: GroupRelease) -> Iterator[ReleaseChange]:
    for section, names in _KEYS.items():
        old = _items(before, section, names) if before else {}
        new = _items(after, section, names)
        added = sorted(new.keys() - old.keys())
        removed = sorted(old.keys() - new.keys())
        changed = sorted(key for key in new.keys() & old.keys() if new[key] != old[key])
        if added or changed or removed:
            yield ReleaseChange.model_validate(
                {
                    "section": section,
                    "added": len(added),
                    "changed": len(changed),
                    "removed": len(removed),
                    "addedKeys": added[:MOST_KEYS],
                    "changedKeys": changed[:MOST_KEYS],
                    "removedKeys": removed[:MOST_KEYS],
                }
            )


def _items(release: GroupRelease, section: str, names: tuple[str, ...]) -> dict[str, BaseModel]:
    return {"/".join(getattr(item, name) for name in names): item for item in getattr(release, section)}
