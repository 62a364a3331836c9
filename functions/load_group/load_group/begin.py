"""An exchange begins with its manifest; sent again, it goes on, or begins again where it had come to nothing."""

from typing import Any, Final

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from finops_contract.exchange import MOST_MANIFEST_BYTES, Manifest
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from load_group.body import read_at_most, require_type
from load_group.call import Call, Exchange
from load_group.manifest import manifest_of
from load_group.metrics import EXCHANGES
from load_group.service import GroupService
from load_group.state import outcome_of, represent, state_of

log = get_logger(__name__)
BEGUN_AGAIN: Final = frozenset({"REFUSED", "FAILED", "ABANDONED"})
_REPLACED: Final = "replaced"


def put_manifest(service: GroupService, call: Call) -> Response:
    """201 for a new exchange, 200 for a known one, with its state."""
    exchange = call.exchange
    require_type(call.request, "application/json")
    manifest = manifest_of(read_at_most(call.request, MOST_MANIFEST_BYTES), exchange)
    with service.working_for(exchange.caller.entity_id) as connection:
        # Manifests of one month come after each other: of two at once, each would miss the other.
        connection.execute(load_sql("load_group", "lock_month"), exchange.named)
        created = _insert(connection, exchange, manifest)
        begins = created or _begin_again(connection, exchange)
        abandoned = _abandon_older(connection, exchange, manifest) if begins else []
        state = state_of(connection, exchange)
    for each in abandoned:
        log.info("exchange replaced before it was whole", exchange=str(each), by=str(exchange.exchange_id))
        EXCHANGES.labels(status="ABANDONED", code=_REPLACED).inc()
    return represent(state, 201 if created else 200)


def _insert(connection: Connection[DictRow], exchange: Exchange, manifest: Manifest) -> bool:
    values: dict[str, Any] = {
        **exchange.named,
        "run_id": manifest.run_id,
        "generation": manifest.generation,
        "contract_version": manifest.contract_version,
        "release_version": manifest.release_version,
        "manifest": Jsonb(manifest.model_dump(mode="json")),
        "pieces": len(manifest.pieces),
        "rows": manifest.rows_of("facts"),
        "is_closed": manifest.is_closed,
        "sent_by": exchange.caller.subject,
    }
    return connection.execute(load_sql("load_group", "insert_exchange"), values).rowcount == 1


def _begin_again(connection: Connection[DictRow], exchange: Exchange) -> bool:
    """Whether the exchange receives; one that came to nothing gets another attempt, with none of its pieces."""
    connection.execute(load_sql("load_group", "lock_exchange"), exchange.named)
    status = outcome_of(connection, exchange)["status"]
    values = {**exchange.named, "sent_by": exchange.caller.subject}
    if status in BEGUN_AGAIN:
        connection.execute(load_sql("load_group", "begin_again"), values)
        connection.execute(load_sql("load_group", "delete_findings"), values)
    elif status == "RECEIVING":
        connection.execute(load_sql("load_group", "touch_exchange"), values)
    return status in BEGUN_AGAIN or status == "RECEIVING"


def _abandon_older(connection: Connection[DictRow], exchange: Exchange, manifest: Manifest) -> list[str]:
    """Give up what was being received for the month, and is no newer; their ids."""
    values = {
        **exchange.named,
        "generation": manifest.generation,
        "code": _REPLACED,
        "summary": "another exchange of the month was begun before this one was whole",
    }
    rows = connection.execute(load_sql("load_group", "abandon_older"), values).fetchall()
    for row in rows:
        connection.execute(load_sql("load_group", "forget_staged"), {"exchange_id": row["exchange_id"]})
    return [row["exchange_id"] for row in rows]
