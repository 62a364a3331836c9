"""An exchange that is whole is judged: refused, or loaded and told of."""

import json
import time

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.events import FactsLoaded
from finops_contract.exchange import group_run_id
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem
from finops_runtime.tracing import span
from load_group.call import Call, Exchange, unknown_exchange
from load_group.loaded import facts_loaded
from load_group.metrics import ACCEPTANCE_SECONDS, EXCHANGES
from load_group.service import GroupService
from load_group.state import State, outcome_of, represent, state_of

log = get_logger(__name__)
_RETRY_SECONDS = "15"


def post_commit(service: GroupService, call: Call) -> Response:
    """200 with the state of what was judged, now or before; tells of it as long as it is loaded and not published.

    Raises Problem: 404, or 503 while another month of the entity is being published; BrokerUnavailable when it could
    not be told: committed again, it is told again.
    """
    exchange = call.exchange
    state, judged, told = _judge(service, exchange)
    if judged["code"] == "run_under_way":
        raise Problem(503, "run-under-way", judged["summary"], headers={"Retry-After": _RETRY_SECONDS})
    if judged["code"] == "pieces_missing":
        return _pieces_missing(judged["summary"], state)
    if told is not None:
        service.publisher.publish(told, told.run_id, entity_id=exchange.caller.entity_id)
    return represent(state)


def _judge(service: GroupService, exchange: Exchange) -> tuple[State, DictRow, FactsLoaded | None]:
    """The state, what accept_exchange() said, and the event that tells of a loaded run."""
    began = time.perf_counter()
    with span("accept exchange"), service.working_for(exchange.caller.entity_id) as connection:
        known = connection.execute(load_sql("load_group", "lock_exchange"), exchange.named).fetchone()
        if known is None:
            raise unknown_exchange()
        before = outcome_of(connection, exchange)
        values = {
            "exchange_id": exchange.exchange_id,
            "run_id": group_run_id(exchange.exchange_id, known["attempt"]),
            "deadline_minutes": service.settings.finops_run_deadline_minutes,
            "git_sha": service.settings.finops_git_sha,
            "version": service.settings.finops_version,
        }
        judged = connection.execute(load_sql("load_group", "accept_exchange"), values).fetchone()
        assert judged is not None  # the function always says something
        state = state_of(connection, exchange)
        told = _told(connection, exchange)
    if before["status"] == "RECEIVING" and state["status"] != "RECEIVING":
        _report(state, time.perf_counter() - began)
    return state, judged, told


def _told(connection: Connection[DictRow], exchange: Exchange) -> FactsLoaded | None:
    """What tells of a run that is loaded; None while there is none, or it is published."""
    outcome = outcome_of(connection, exchange)
    return facts_loaded(connection, outcome["group_run_id"]) if outcome["status"] == "LOADED" else None


def _report(state: State, seconds: float) -> None:
    EXCHANGES.labels(status=state["status"], code=state["errorCode"] or "").inc()
    ACCEPTANCE_SECONDS.observe(seconds)
    log.info(
        "exchange judged",
        exchange=state["exchangeId"],
        status=state["status"],
        code=state["errorCode"],
        findings=len(state["findings"]),
        milliseconds=round(seconds * 1000, 1),
    )


def _pieces_missing(detail: str, state: State) -> Response:
    answer = Problem(409, "pieces-missing", detail).response()
    answer.set_data(json.dumps({**json.loads(answer.get_data()), "state": state}))
    return answer
