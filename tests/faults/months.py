"""Months that are closed in mid-night, and opened again in the morning."""

import time

import requests
from psycopg.rows import DictRow

from finops_local.demo.api import Api, ApiRefused
from finops_runtime.database import load_sql
from tests.faults.world import World

_MAY_BE_REFUSED = frozenset({409, 500, 503})
_INSIST_SECONDS = 20.0
_PAUSE_SECONDS = 0.2


def close(world: World) -> dict[str, int]:
    """Close the old month, then the previous one, each unless it is refused; since which generation each is closed."""
    closed: dict[str, int] = {}
    for month in world.months[1:3]:
        try:
            answer = _send(world.admin(), "POST", str(month), "the books are closed")
        except requests.RequestException:
            break
        if answer is None:
            break
        closed[str(month)] = answer
    return closed


def changed(world: World, closed: dict[str, int]) -> list[str]:
    """I10: what was closed and changed nevertheless."""
    found = {row["period"]: row for row in _last_generations(world)}
    wrong = [f"I10: {month} was closed and is open" for month in closed if not found[month]["is_closed"]]
    return wrong + [
        f"I10: {month}, closed since generation {since}, changed in {found[month]['generation']}"
        for month, since in closed.items()
        if found[month]["generation"] > since
    ]


def reopen(world: World) -> None:
    """Open again what this night closed, the latest first; raises ApiRefused, RequestException."""
    deadline = time.monotonic() + _INSIST_SECONDS
    closable = {str(month) for month in world.months[1:3]}
    for row in _last_generations(world):
        if row["is_closed"] and row["period"] in closable:
            while _send(world.admin(), "DELETE", row["period"], "something was forgotten") is None:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{row['period']} could not be reopened")
                time.sleep(_PAUSE_SECONDS)


def _send(admin: Api, method: str, month: str, reason: str) -> int | None:
    """The generation of the answer; None: refused, or not now. Raises ApiRefused, RequestException."""
    try:
        answer = admin.send(method, f"/v1/local/admin/periods/{month}/closure", {"reason": reason})
    except ApiRefused as error:
        if error.status not in _MAY_BE_REFUSED:
            raise
        return None
    return int(answer["meta"]["generation"])


def _last_generations(world: World) -> list[DictRow]:
    with world.db() as db:
        return db.execute(load_sql("tests.faults", "last_generations")).fetchall()
