"""An answer of the group that is not what was hoped for: what it means."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from finops_contract.errors import (
    ContractUnknown,
    ExchangeRefused,
    FinopsError,
    GroupMalformed,
    GroupRefused,
    GroupUnavailable,
)
from finops_runtime.http.retries import RETRIED
from finops_runtime.known_secrets import blanked

_LONGEST: Final = 300
_SHORTEST_WAIT, _LONGEST_WAIT = 0.5, 300.0


@dataclass(frozen=True)
class Answer:
    """Status, body and headers."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The document; raises ValueError when there is none."""
        try:
            return json.loads(self.body)
        except RecursionError as error:
            raise ValueError("nested too deep") from error

    @cached_property
    def _document(self) -> Mapping[str, Any]:
        try:
            document = self.json()
        except ValueError:
            return {}
        return document if isinstance(document, dict) else {}

    @property
    def problem(self) -> str | None:
        """The last part of an RFC 9457 problem's type; None when the answer is none."""
        kind = self._document.get("type")
        return kind.rpartition(":")[2].rpartition("/")[2][:100] or None if isinstance(kind, str) else None

    @property
    def detail(self) -> str:
        """What the problem says, to be shown: without secrets, and short."""
        said = self._document.get("detail")
        text = said if isinstance(said, str) and said else "it does not say why"
        return blanked(text)[:_LONGEST].replace("\x00", "")


def refusal_of(answer: Answer) -> FinopsError:
    """The error that an answer is which nobody hoped for."""
    if answer.problem == "contract-version":
        return ContractUnknown(f"the group does not understand our contract, {answer.detail}: update one of both")
    if answer.status in (409, 422) and answer.problem is not None:
        return ExchangeRefused(f"the group answered {answer.status} {answer.problem}: {answer.detail}")
    return _refusal_of_all(answer)


def _refusal_of_all(answer: Answer) -> FinopsError:
    """An error that every other month would meet as well."""
    status = answer.status
    if status in RETRIED:
        return GroupUnavailable(f"the group answered {status}: {answer.detail}")
    if 300 <= status < 400:
        return GroupRefused(f"the group answered {status}: FINOPS_GROUP_URL redirects to another address, set that")
    if status in (401, 403):
        return GroupRefused(f"the group answered {status}, {answer.detail}: check the client, its role and its entity")
    if status < 300:
        return GroupMalformed(f"the group answered {status}, which its API does not")
    return GroupRefused(f"the group answered {status}, {answer.detail}: check FINOPS_GROUP_URL")


def wait_of(answer: Answer) -> float:
    """Seconds that `Retry-After` asks to wait; some where it does not say."""
    try:
        seconds = float(answer.headers.get("Retry-After", "5"))
    except ValueError:
        seconds = 5.0
    return min(max(seconds, _SHORTEST_WAIT), _LONGEST_WAIT) if math.isfinite(seconds) else 5.0


def etag_of(answer: Answer) -> str | None:
    """The ETag, where it is one that can be sent back."""
    etag = answer.headers.get("ETag", "")
    return etag if 0 < len(etag) <= _LONGEST and etag.isascii() and etag.isprintable() else None
