"""The prices of one version, as JSON a page at a time, or whole as CSV or XLSX: what a draft takes back."""

import re

from flask import Response
from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow

from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.prices.price_list import COLUMNS
from query_api.prices.requests import VersionParameters
from query_api.prices.store import sql
from query_api.route import Call
from query_api.service import Service
from query_api.tables import table_answer, wants_table

_VERSION = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_CURSOR = re.compile(r"(\d{1,9})\.([0-9a-f]{16})", re.ASCII)
_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9_.-]")


def answer_version(service: Service, call: Call) -> Response:
    """One version, or the draft; raises Problem 404, or 409 for a cursor of a draft that was replaced."""
    parameters = call.parameters
    assert isinstance(parameters, VersionParameters)  # as the route declares
    view, named = call.path["view"], call.path["version"]
    if named != "draft" and not _VERSION.fullmatch(named):
        raise Problem(404, "not-found", "a version is a number, or `draft`")
    with service.admin.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        version = known_version(connection, view, None if named == "draft" else int(named))
        if wants_table(call):
            rows = connection.execute(sql("lines"), version).fetchall()
            filename = _NOT_IN_FILE_NAMES.sub("_", f"{view}-{version['version']}")
            return table_answer(call, filename, COLUMNS, (tuple(row.values()) for row in rows))
        values = {
            **version,
            "entity": service.settings.finops_entity_id,
            "limit": parameters.limit,
            "offset": _offset(parameters.cursor, version["checksum"]),
        }
        row = connection.execute(sql("prices"), values).fetchone()
    assert row is not None  # the version is there, in the same snapshot
    return Response(row["answer"], mimetype="application/json")


def known_version(connection: Connection[DictRow], view: str, version: int | None) -> DictRow:
    """`version_id`, `version` and `checksum` of a version, None meaning the draft; raises Problem 404."""
    found = connection.execute(sql("version"), {"view": view, "version": version}).fetchone()
    if found is None:
        what = "draft" if version is None else f"version {version}"
        raise Problem(404, "not-found", f"the pricing view has no {what}, or there is no such view")
    return found


def _offset(cursor: str | None, checksum: str) -> int:
    if cursor is None:
        return 0
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise bad_parameter(Fault(at="cursor", message="not a cursor that this list gave"))
    if not checksum.startswith(match[2]):
        raise Problem(409, "outdated-cursor", "the draft was replaced meanwhile: read it again from its first page")
    return int(match[1])
