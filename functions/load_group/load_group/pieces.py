"""A piece of rows: held against its manifest while it is in memory, then staged whole or not at all."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Final, get_args

import psycopg
from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_contract.exchange import MOST_PIECE_BYTES, Dataset, Piece
from finops_runtime.database import load_sql
from finops_runtime.problem import Problem
from load_group.body import read_at_most, require_type
from load_group.call import Call, Exchange, unknown_exchange
from load_group.differs import PieceDiffers
from load_group.metrics import PIECE_BYTES, PIECES
from load_group.service import GroupService
from load_group.unpack import columns_of, header_and_rows, unpacked

_DATASETS: Final[tuple[Dataset, ...]] = get_args(Dataset)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_PLACE: Final = re.compile(r"\bline (\d+)(?:, column (\w+))?")
_VALUES_FAULT: Final = ("22", "23")
"""Classes of SQLSTATE: the value is none of its type, or breaks a constraint."""


def put_piece(service: GroupService, call: Call) -> Response:
    """204 when the piece is staged, now or before. Raises Problem: 404, 409 or 422."""
    exchange, dataset, number = call.exchange, call.path["dataset"], call.path["number"]
    require_type(call.request, "application/gzip")
    if dataset not in _DATASETS or not _NUMBER.fullmatch(number):
        raise _unknown_piece()
    piece = _expected(service, exchange, dataset, int(number))
    body = read_at_most(call.request, MOST_PIECE_BYTES)
    if len(body) != piece.bytes:
        raise PieceDiffers(f"it has {len(body)} bytes, not {piece.bytes}")
    if hashlib.sha256(body).hexdigest() != piece.checksum:
        raise PieceDiffers("its SHA-256 is another")
    header, rows = header_and_rows(unpacked(body, piece.rows))
    if _stage(service, exchange, piece, columns_of(piece.dataset, header), rows):
        PIECES.labels(dataset=piece.dataset).inc()
        PIECE_BYTES.labels(dataset=piece.dataset).inc(piece.bytes)
    return Response(status=204)


def _expected(service: GroupService, exchange: Exchange, dataset: str, number: int) -> Piece:
    """What the manifest says of the piece."""
    with service.working_for(exchange.caller.entity_id) as connection:
        row = connection.execute(
            load_sql("load_group", "expected_piece"), {**exchange.named, "dataset": dataset, "number": number}
        ).fetchone()
    if row is None:
        raise unknown_exchange()
    if row["status"] != "RECEIVING":
        raise _not_receiving()
    if row["piece"] is None:
        raise _unknown_piece()
    return Piece.model_validate(row["piece"])


def _stage(
    service: GroupService, exchange: Exchange, piece: Piece, columns: Sequence[str], rows: Iterator[bytes]
) -> bool:
    """Stage the rows and note that they are there, in one transaction; False when they were there already."""
    named = {**exchange.named, **piece.model_dump()}
    with service.working_for(exchange.caller.entity_id) as connection:
        # Held until the end, so that no commit and no abandonment comes between.
        held = connection.execute(load_sql("load_group", "hold_receiving"), named).fetchone()
        if held is None:
            raise _not_receiving()
        # First, so that of two at once the second waits here for what becomes of the first.
        if connection.execute(load_sql("load_group", "insert_piece"), named).rowcount == 0:
            return False
        try:
            _copy(connection, piece, columns, rows)
            connection.execute(load_sql("load_group", f"stage_{piece.dataset}"), named)
        except psycopg.Error as error:
            if (error.sqlstate or "")[:2] in _VALUES_FAULT:
                raise PieceDiffers(_what_is_wrong(error)) from error
            raise
    return True


def _copy(connection: Connection[DictRow], piece: Piece, columns: Sequence[str], rows: Iterator[bytes]) -> None:
    """Rows into the connection's own temporary table: COPY knows no row-level security, and no column from us."""
    connection.execute(load_sql("load_group", f"incoming_{piece.dataset}"))
    statement = SQL("COPY pg_temp.{} ({}) FROM STDIN (FORMAT csv, ENCODING 'UTF8')").format(
        Identifier(f"incoming_{piece.dataset}"), SQL(", ").join(map(Identifier, columns))
    )
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for chunk in rows:
                copy.write(chunk)
        if cursor.rowcount != piece.rows:
            raise PieceDiffers(f"it has {cursor.rowcount} rows, not {piece.rows}")


def _what_is_wrong(error: psycopg.Error) -> str:
    """PostgreSQL's message and where, without the row: what follows a colon quotes the value."""
    message = (error.diag.message_primary or type(error).__name__).partition(': "')[0]
    place = _PLACE.search(error.diag.context or "")
    if place is None:
        return message[:300]
    line = int(place[1]) + 1  # after the header line
    return f"line {line}{f', {place[2]}' if place[2] else ''}: {message[:300]}"


def _unknown_piece() -> Problem:
    return Problem(404, "unknown-piece", "the manifest knows no such piece")


def _not_receiving() -> Problem:
    return Problem(409, "not-receiving", "the exchange takes no pieces any more: ask for its state")
