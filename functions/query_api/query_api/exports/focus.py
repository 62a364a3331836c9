"""A month as a FOCUS dataset: read in pages from one snapshot and sent on: memory does not grow with the month."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from flask import Response
from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow, tuple_row

from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from query_api.exports.focus_columns import is_of
from query_api.exports.focus_csv import csv_chunks
from query_api.exports.parameters import FocusParameters
from query_api.problem import Problem
from query_api.route import CSV, PARQUET, Call
from query_api.service import Service

log = get_logger(__name__)
Page = Sequence[Sequence[str | None]]
PAGE_ROWS = 5_000
MOST_IDLE_MS = 60_000
MOST_DIGITS = 38
"""Of a decimal in Parquet that every reader knows."""
FORMATS = (CSV, PARQUET)


@dataclass(frozen=True, slots=True)
class Month:
    """What is exported, told before its first row. `largest` is the largest figure, `scale` the most decimals."""

    month: date | None
    pricing_view_id: str | None
    currency: str | None
    generation: int
    run_id: str | None
    complete: bool
    view_known: bool
    rows: int
    unpriced_rows: int
    total: Decimal | None
    scale: int
    largest: Decimal

    @property
    def digits(self) -> int:
        """How many digits its longest figure may have, before and after the point."""
        return len(format(self.largest, "f").partition(".")[0]) + self.scale


@dataclass(frozen=True, slots=True)
class Dataset:
    """An opened export: the columns of its version, and its rows in pages. `pages` is closed when all is sent."""

    month: Month
    columns: tuple[str, ...]
    pages: Iterator[Page]


def answer_focus(service: Service, call: Call) -> Response:
    """The file; raises Problem 404 for an unknown pricing view, 406 for another format or figures too long for it."""
    parameters = cast(FocusParameters, call.parameters)
    chosen = _format(call, parameters)
    stream = _read(service, parameters)
    try:
        opened = next(stream)
        assert isinstance(opened, Month)
        if not opened.view_known:
            raise Problem(404, "unknown-pricing-view", "there is no such pricing view")
        names = next(stream)
        assert isinstance(names, tuple)
        if chosen == PARQUET and opened.digits > MOST_DIGITS:
            raise Problem(406, "not-acceptable", f"figures of this month have over {MOST_DIGITS} digits: ask for {CSV}")
    except BaseException:
        stream.close()
        raise
    kept = [index for index, name in enumerate(names) if is_of(name, parameters.version)]
    pages = (
        page if len(kept) == len(names) else [[row[index] for index in kept] for row in page]
        for page in cast(Iterator[Page], stream)
    )
    dataset = Dataset(opened, tuple(names[index] for index in kept), pages)
    response = Response(_told(opened, _chunks(chosen, dataset)), mimetype=chosen, headers=_headers(opened))
    suffix = "csv" if chosen == CSV else "parquet"
    name = f"focus-{parameters.version}{opened.month.strftime('-%Y-%m') if opened.month else ''}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if call.request.method == "HEAD":
        stream.close()  # nobody reads it, nor closes it
    response.call_on_close(stream.close)
    return response


def _format(call: Call, parameters: FocusParameters) -> str:
    if parameters.format is not None:
        return CSV if parameters.format == "csv" else PARQUET
    accepted = call.request.accept_mimetypes
    chosen = accepted.best_match(FORMATS) if accepted else CSV
    if chosen is None:
        raise Problem(406, "not-acceptable", f"this is to be had as {' or '.join(FORMATS)}")
    return chosen


def _read(service: Service, parameters: FocusParameters) -> Generator[Month | tuple[str, ...] | Page, None, None]:
    """First the month, then the names of the columns, then the rows in pages: all of one snapshot."""
    values = {"entity": service.settings.finops_entity_id, **parameters.values()}
    with service.reader.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        connection.execute(load_sql("query_api", "exports/let_go_when_idle"), {"milliseconds": MOST_IDLE_MS})
        found = connection.execute(load_sql("query_api", "exports/focus_month"), values).fetchone()
        assert found is not None  # the scope is always one row
        month = Month(**found)
        yield month
        yield from _rows(connection, {**values, **found})


def _rows(connection: Connection[DictRow], values: dict[str, object]) -> Iterator[tuple[str, ...] | Page]:
    with connection.cursor("focus", row_factory=tuple_row) as cursor:
        cursor.execute(load_sql("query_api", "exports/focus_rows"), values)
        assert cursor.description is not None  # it is a SELECT
        yield tuple(column.name for column in cursor.description)
        while page := cursor.fetchmany(PAGE_ROWS):
            yield page


def _chunks(chosen: str, dataset: Dataset) -> Iterator[bytes]:
    if chosen == CSV:
        return csv_chunks(dataset.columns, dataset.pages)
    # Only who asks for Parquet waits for pyarrow to be loaded.
    from query_api.exports.focus_parquet import parquet_chunks  # noqa: PLC0415

    month = dataset.month
    return parquet_chunks(
        dataset.columns, dataset.pages, max(month.scale, 1), {"generation": str(month.generation), **_headers(month)}
    )


def _told(month: Month, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, and in the log whether all were sent. What breaks off has no end, so nobody takes it for whole."""
    sent = 0
    try:
        for chunk in chunks:
            sent += len(chunk)
            yield chunk
    except Exception as error:
        log.error("export broke off", error=type(error).__name__, bytes=sent)
        raise
    log.info("export sent", rows=month.rows, bytes=sent)


def _headers(month: Month) -> dict[str, str]:
    told = {
        "Finops-Generation": month.generation,
        "Finops-Run-Id": month.run_id,
        "Finops-Complete": str(month.complete).lower(),
        "Finops-Rows": month.rows,
        "Finops-Unpriced-Rows": month.unpriced_rows,
        "Finops-Currency": month.currency,
        "Finops-Total-Cost": format(month.total, "f") if month.total is not None else None,
    }
    return {name: str(value) for name, value in told.items() if value is not None}
