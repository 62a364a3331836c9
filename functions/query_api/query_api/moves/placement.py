"""Products that move to another family or domain from a month on, as admins of the referential ask for it."""

from datetime import date, datetime

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from finops_contract.errors import BrokerUnavailable
from finops_contract.events import ProductMoved, move_run_id
from finops_contract.period import Period
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.body import read_body
from query_api.moves.answers import Moved, MovedAnswer
from query_api.moves.request import MoveRequest
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author, changing, raise_generation

log = get_logger(__name__)
_MONTHS_AHEAD = 12
_RESERVED = "unmapped"


def answer_placements(service: Service, call: Call) -> Response:
    """Every family that the product had; raises Problem 404."""
    row = service.ask(service.admin, call.route.statement, dict(call.path))
    if row["answer"] is None:
        raise Problem(404, "not-found", "there is no such product")
    return represent(call, row)


def answer_move(service: Service, call: Call) -> Response:
    """Write a move, apply it at once when no published month is touched, else ask for it to be applied.

    Raises Problem: 404 for an unknown product, 400 for what cannot be meant, 409 for what cannot be done.
    """
    asked, product = read_body(MoveRequest, call.request), call.path["product"]
    _refuse_far(asked.first_month, Period.of(datetime.now(service.settings.timezone)))
    with changing(service) as connection:
        found = _check(service, connection, product, asked)
        moved = _write(service, connection, call, asked, found["months"])
    data = moved if moved.state == "applied" else _announce(service, moved)
    log.info("product moved", product=product, move=moved.move_id, state=moved.state)
    headers = {"Location": f"/v1/local/admin/runs/{data.run_id}"} if data.run_id else {}
    body = MovedAnswer(data=data).model_dump_json(by_alias=True)
    return Response(body, status=202, mimetype="application/json", headers=headers)


def _refuse_far(first_month: Period, current: Period) -> None:
    latest = current.plus(_MONTHS_AHEAD)
    if first_month > latest:
        raise bad_parameter(Fault(at="firstMonth", message=f"later than {latest}: a year ahead is the most"))


def _check(service: Service, connection: Connection[DictRow], product: str, asked: MoveRequest) -> DictRow:
    values = {
        "entity": service.settings.finops_entity_id,
        "product": product,
        "family": asked.family_id,
        "first_month": asked.first_month.first_day,
    }
    found = connection.execute(_sql("check_move"), values).fetchone()
    assert found is not None  # one row, whatever is known
    if not found["product_known"]:
        raise Problem(404, "not-found", "there is no such product")
    if not found["family_known"]:
        raise bad_parameter(Fault(at="familyId", message="there is no such family"))
    _refuse(found, product, asked)
    return found


def _refuse(found: DictRow, product: str, asked: MoveRequest) -> None:
    """What is known, and cannot be done."""
    if _RESERVED in (product, asked.family_id):
        raise Problem(409, "reserved-key", f"{_RESERVED} is reserved: it neither moves nor takes products")
    if found["product_retired"]:
        raise Problem(409, "product-retired", "the product is retired: take it back into use first")
    if found["family_retired"]:
        raise Problem(409, "family-retired", "the family is retired: name one in use")
    if found["domain_mode"] == "INDIRECT":
        raise Problem(409, "indirect-family", "the family is of an INDIRECT domain, which has no products")
    if found["pending_move"] is not None:
        raise Problem(409, "move-under-way", "another move of the product is not applied yet: wait for it")
    if found["family_before"] == asked.family_id and not found["months"]:
        raise Problem(409, "same-family", f"the product is in that family in {asked.first_month} already")
    if found["closed"]:
        raise Problem(
            409,
            "closed-months",
            "closed months hold facts of the product: reopen them, or move it from a later month on",
            errors=[Fault(at="firstMonth", message=f"{Period.of(month)} is closed") for month in found["closed"][:100]],
        )


def _write(
    service: Service, connection: Connection[DictRow], call: Call, asked: MoveRequest, months: list[date]
) -> Moved:
    product, who = call.path["product"], author(service, call)
    values = {
        **who,
        "product": product,
        "family": asked.family_id,
        "first_month": asked.first_month.first_day,
        "reason": asked.reason,
        "is_applied": not months,
    }
    connection.execute(_sql("keep_first_family"), values)
    row = connection.execute(_sql("write_move"), values).fetchone()
    assert row is not None  # an insert returns its row
    periods = [str(Period.of(month)) for month in months]
    if not months:
        connection.execute(_sql("place_product"), values)
        raise_generation(connection)
    details = {"moveId": row["move_id"], "familyId": asked.family_id, "firstMonth": str(asked.first_month)}
    audit = {**who, "action": "product.moved", "target": product, "reason": asked.reason}
    connection.execute(
        load_sql("query_api", "write_audit"), {**audit, "details": Jsonb(details | {"periods": periods})}
    )
    state: dict[str, object] = {"state": "applied", "runId": None, "announced": None}
    if months:
        run_id = move_run_id(service.settings.finops_entity_id, row["move_id"])
        state = {"state": "pending", "runId": run_id, "announced": True}
    return Moved.model_validate({**details, "productId": product, "periods": periods, **state})


def _announce(service: Service, moved: Moved) -> Moved:
    """Committed, so it will be applied: the watch tells it when the broker does not listen now."""
    assert moved.run_id is not None  # a pending move has one
    event = ProductMoved(
        move_id=moved.move_id,
        product_id=moved.product_id,
        family_id=moved.family_id,
        first_month=Period.parse(moved.first_month),
        periods=tuple(Period.parse(period) for period in moved.periods),
    )
    try:
        service.publisher.publish(event, moved.run_id)
    except BrokerUnavailable as error:
        log.warning("move not announced", move=moved.move_id, error=str(error))
        return moved.model_copy(update={"announced": False})
    return moved


def _sql(name: str) -> bytes:
    return load_sql("query_api", f"moves/{name}")
