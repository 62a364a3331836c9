"""What became of an exchange, as its entity is told."""

import json
from typing import Any, Final

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow

from finops_runtime.database import load_sql
from load_group.call import Call, Exchange, unknown_exchange
from load_group.service import GroupService

MOST_FINDINGS: Final = 500
State = dict[str, Any]


def get_state(service: GroupService, call: Call) -> Response:
    """200 with the state."""
    exchange = call.exchange
    with service.working_for(exchange.caller.entity_id) as connection:
        state = state_of(connection, exchange)
    return represent(state)


def represent(state: State, status: int = 200) -> Response:
    """A state as an answer; it changes, so nobody keeps it."""
    return Response(json.dumps(state), status, mimetype="application/json", headers={"Cache-Control": "no-store"})


def outcome_of(connection: Connection[DictRow], exchange: Exchange) -> DictRow:
    """What became of it, without pieces and findings. Raises Problem: 404 where the entity sent no such exchange."""
    row = connection.execute(load_sql("load_group", "exchange_state"), exchange.named).fetchone()
    if row is None:
        raise unknown_exchange()
    return row


def state_of(connection: Connection[DictRow], exchange: Exchange) -> State:
    """The state document. Raises Problem: 404 where the entity sent no such exchange."""
    row = outcome_of(connection, exchange)
    is_open = row["status"] == "RECEIVING"
    pieces = connection.execute(load_sql("load_group", "missing_pieces"), exchange.named).fetchall() if is_open else []
    findings = connection.execute(
        load_sql("load_group", "findings"), {**exchange.named, "most": MOST_FINDINGS}
    ).fetchall()
    return {
        "exchangeId": str(row["exchange_id"]),
        "entityId": row["entity_id"],
        "period": str(exchange.period),
        "status": row["status"],
        "missingPieces": [{"dataset": each["dataset"], "number": each["number"]} for each in pieces],
        "errorCode": row["error_code"],
        "errorSummary": row["error_summary"],
        "release": row["judged_by"],
        "generation": row["generation"],
        "publishedAt": row["published_at"] and row["published_at"].isoformat(),
        "findings": [_finding(each) for each in findings],
    }


def _finding(row: DictRow) -> dict[str, Any]:
    return {
        "check": row["check_name"],
        "kind": row["kind"],
        "keyId": row["key_id"],
        "label": row["label"],
        "severity": row["severity"],
        "expected": row["expected"],
        "found": row["found"],
        "facts": row["facts"],
    }
