"""The lines of an import of budgets, from CSV, XLSX or JSON: read strictly, every bad one named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, get_args

from flask import Request

from finops_contract.period import Period
from finops_runtime.problem import Fault, Problem
from query_api.body import read_body
from query_api.budgets.answers import BudgetLineRequest, BudgetRequest, Scope
from query_api.cells import amount_in, month_in
from query_api.tables import MOST_LINES, bad_lines, is_json, read_table

COLUMNS: Final = ("scope", "scopeId", "month", "amount")
_SCOPES: Final = get_args(Scope)
_LONGEST_KEY = 512


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """One line; `at` says where it stands in what was sent."""

    at: str
    scope: str
    scope_id: str
    month: Period
    amount: Decimal


def read_lines(request: Request, entity_id: str) -> tuple[list[ImportedLine], str | None]:
    """The lines, and the reason of a JSON body; raises Problem that names everything that is wrong."""
    reason = None
    if is_json(request):
        body = read_body(BudgetRequest, request)
        if len(body.lines) > MOST_LINES:
            raise Problem(413, "too-large", f"budgets have at most {MOST_LINES} lines")
        given, reason = [(f"lines.{index}", _cells(line)) for index, line in enumerate(body.lines)], body.reason
    else:
        table = read_table(request, COLUMNS, COLUMNS)
        given = [(f"line {line.number}", line.cells) for line in table]
    if not given:
        raise bad_lines([Fault(at="body", message="no line: a version of budgets has at least one")])
    return _checked(given, entity_id), reason


def _cells(line: BudgetLineRequest) -> dict[str, str | None]:
    amount = line.amount if isinstance(line.amount, str) else format(Decimal(line.amount), "f")
    return {"scope": line.scope, "scopeId": line.scope_id, "month": line.month, "amount": amount}


def _checked(given: Sequence[tuple[str, dict[str, str | None]]], entity_id: str) -> list[ImportedLine]:
    lines: list[ImportedLine] = []
    faults: list[Fault] = []
    places: dict[tuple[str, str, Period], str] = {}
    for at, cells in given:
        wrong = list(_faults(at, cells))
        faults += wrong
        if wrong:
            continue
        line = _line(at, cells, entity_id)
        first = places.setdefault((line.scope, line.scope_id, line.month), at)
        if first != at:
            faults.append(Fault(at=at, message=f"the same scope, scopeId and month stand in {first}: keep one of them"))
        lines.append(line)
    if faults:
        raise bad_lines(faults)
    return lines


def _faults(at: str, cells: dict[str, str | None]) -> Iterator[Fault]:
    scope, scope_id = cells["scope"], cells["scopeId"]
    if scope not in _SCOPES:
        yield Fault(at=f"{at}, scope", message=f"one of {', '.join(_SCOPES)} is expected")
    if not scope_id and scope != "entity":
        yield Fault(at=f"{at}, scopeId", message="is missing: which one?")
    if scope_id and len(scope_id) > _LONGEST_KEY:
        yield Fault(at=f"{at}, scopeId", message=f"a key has at most {_LONGEST_KEY} characters")
    for column, read in (("month", month_in), ("amount", amount_in)):
        try:
            read(cells[column] or "")
        except ValueError as error:
            message = str(error)[:200] if cells[column] else "is missing"
            yield Fault(at=f"{at}, {column}", message=message)


def _line(at: str, cells: dict[str, str | None], entity_id: str) -> ImportedLine:
    return ImportedLine(
        at=at,
        scope=cells["scope"] or "",
        scope_id=cells["scopeId"] or entity_id,
        month=month_in(cells["month"] or ""),
        amount=amount_in(cells["amount"] or ""),
    )
