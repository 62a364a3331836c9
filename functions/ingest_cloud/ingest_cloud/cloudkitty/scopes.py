"""How far CloudKitty has counted each scope, and whether that is far enough."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from finops_contract.errors import SourceIncomplete, SourceMalformed
from ingest_cloud.window import Window, instant_of, iso

_IDENTITY = ("collector", "fetcher", "scope_key", "scope_id")


@dataclass(frozen=True, slots=True)
class Scope:
    """One active scope: a project, usually. `counted_to` is None when nothing was ever counted for it."""

    key: tuple[str, ...]
    scope_id: str
    counted_to: datetime | None


def scopes_in(document: Any, where: str) -> list[dict[str, Any]]:
    """The scopes of one page, active or not; raises SourceMalformed when it is no page of scopes."""
    results = document.get("results") if isinstance(document, dict) else None
    if not isinstance(results, list) or not all(isinstance(scope, dict) for scope in results):
        raise SourceMalformed(f"{where}: the answer is not a list of scopes")
    return results


def active(scopes: list[dict[str, Any]], where: str) -> Iterator[Scope]:
    """Those that CloudKitty still counts: those it was told to leave would never catch up."""
    for scope in scopes:
        if scope.get("active", True) is not False:
            # Before it was called last_processed_timestamp it was called state.
            counted_to = scope.get("last_processed_timestamp", scope.get("state"))
            yield Scope(
                key=tuple(str(scope.get(name)) for name in _IDENTITY),
                scope_id=str(scope.get("scope_id"))[:100],
                counted_to=None if counted_to is None else instant_of(counted_to, where),
            )


def required_instant(window: Window, now: datetime, tolerated_lag_hours: int) -> datetime:
    """How far a month must be counted by now: to its end, or as far as the tolerated lag allows."""
    return min(window.end, now - timedelta(hours=tolerated_lag_hours))


class Completeness:
    """Looks at scopes, and says in the end whether a month may be read."""

    def __init__(self, required: datetime) -> None:
        self._required = required
        self._active: set[tuple[str, ...]] = set()
        self._behind: dict[tuple[str, ...], Scope] = {}

    def look(self, scopes: Iterator[Scope]) -> None:
        """Take more scopes into account; one that comes again is the same."""
        for scope in scopes:
            self._active.add(scope.key)
            if scope.counted_to is None or scope.counted_to < self._required:
                self._behind[scope.key] = scope

    def refuse_incomplete(self, step: str) -> None:
        """Raises SourceIncomplete when an active scope is behind, or when there is none to tell."""
        if not self._active:
            raise SourceIncomplete(f"{step}: CloudKitty names no active scope; check scope_key and collector")
        if self._behind:
            worst = min(
                self._behind.values(),
                key=lambda scope: (scope.counted_to is not None, scope.counted_to, scope.scope_id),
            )
            reached = "never counted" if worst.counted_to is None else f"counted up to {iso(worst.counted_to)}"
            raise SourceIncomplete(
                f"{step}: {len(self._behind)} of {len(self._active)} active scopes are not counted up to "
                f"{iso(self._required)}, the worst is {worst.scope_id}, {reached}; see to CloudKitty's processors, "
                "deactivate dead scopes, or set tolerated_lag_hours"
            )
