"""Cursors: where the next page of a list begins.

A cursor is no secret and opens nothing: whoever alters one gets 400, or another page of what they may read anyway.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from finops_runtime.problem import Fault, Problem, bad_parameter

_COST_CURSOR = re.compile(r"(\d{1,18})\.(\d{1,9})\.([0-9a-f]{16})", re.ASCII)
_RUN_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f-]{36})", re.ASCII)


def _bad_cursor() -> Problem:
    return bad_parameter(Fault(at="cursor", message="not a cursor that this list gave"))


def fingerprint(*parts: object) -> str:
    """What binds a cursor to its question: 16 hexadecimal digits."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class CostCursor:
    """A place in a list of costs; those change with the generation and only then."""

    generation: int
    offset: int

    @classmethod
    def parse(cls, text: str, question: str) -> "CostCursor":
        """Raises Problem 400 for a text that is no cursor of this question."""
        match = _COST_CURSOR.fullmatch(text)
        if match is None or match[3] != question:
            raise _bad_cursor()
        return cls(int(match[1]), int(match[2]))

    def require(self, generation: int) -> None:
        """Raises Problem 409 when the pages before were of another generation: together they would be no total."""
        if generation != self.generation:
            raise Problem(
                409,
                "outdated-cursor",
                f"generation {generation} was published meanwhile: read the list again from its first page",
            )


@dataclass(frozen=True, slots=True)
class RunCursor:
    """A place in the list of runs, which grows at its head."""

    started_at: datetime
    run_id: UUID

    @classmethod
    def parse(cls, text: str) -> "RunCursor":
        """Raises Problem 400 for a text that is no cursor."""
        match = _RUN_CURSOR.fullmatch(text)
        try:
            if match is None:
                raise _bad_cursor()
            return cls(datetime.fromisoformat(match[1]), UUID(match[2]))
        except ValueError as error:
            raise _bad_cursor() from error


@dataclass(frozen=True, slots=True)
class KeyCursor:
    """A place in a list that is ordered by its keys: the keys of the last row shown."""

    keys: tuple[str, ...]

    @classmethod
    def parse(cls, text: str, length: int) -> "KeyCursor":
        """Raises Problem 400 for a text that is no cursor with so many keys."""
        try:
            keys = json.loads(base64.b64decode(text, altchars=b"-_", validate=True))
        except (ValueError, RecursionError) as error:
            raise _bad_cursor() from error
        if not isinstance(keys, list) or len(keys) != length or not all(_is_key(key) for key in keys):
            raise _bad_cursor()
        return cls(tuple(keys))


def _is_key(key: object) -> bool:
    """Whether it is a text that PostgreSQL can hold."""
    return isinstance(key, str) and not any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in key)
