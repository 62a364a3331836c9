"""Months that are closed in mid-night, and opened again in the morning."""

from functools import partial

import requests
from psycopg.rows import DictRow

from finops_local.demo.api import Api, ApiRefused
from finops_runtime.database import load_sql
from tests.faults import asking
from tests.faults.world import World


def close(world: World) -> dict[str, int]:
    """Close the old month, then the previous one, until one is refused; since which generation each is closed."""
    closed: dict[str, int] = {}
    try:
        for month in world.months[1:3]:
            closed[str(month)] = _send(world.admin(), "POST", str(month), "the books are closed")
    except requests.RequestException:
        pass  # whether it is closed nobody knows: the morning looks
    except ApiRefused as error:
        if error.status not in asking.AGAIN:
            raise
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
    """Open again what this night closed, the latest first; raises Unanswered."""
    for row in _last_generations(world):
        if row["is_closed"] and row["period"] != str(world.months[0]):
            asking.insisted(partial(_send, world.admin(), "DELETE", row["period"], "something was forgotten"))


def _send(admin: Api, method: str, month: str, reason: str) -> int:
    """The generation of the answer; raises ApiRefused, RequestException."""
    return int(admin.send(method, f"/v1/local/admin/periods/{month}/closure", {"reason": reason})["meta"]["generation"])


def _last_generations(world: World) -> list[DictRow]:
    with world.db() as db:
        return db.execute(load_sql("tests.faults", "last_generations")).fetchall()
