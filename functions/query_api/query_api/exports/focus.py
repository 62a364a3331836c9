"""Answers a month as a FOCUS dataset: CSV or Parquet, sent on page by page as it is read."""

from collections.abc import Iterator
from typing import cast

from flask import Response

from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem
from query_api.exports.focus_columns import MOST_DIGITS
from query_api.exports.focus_csv import csv_chunks
from query_api.exports.focus_dataset import Dataset, Month
from query_api.exports.parameters import FocusParameters
from query_api.route import CSV, GENERATION_HEADER, PARQUET, Call
from query_api.service import Service

log = get_logger(__name__)
_SUFFIXES = {CSV: "csv", PARQUET: "parquet"}


def answer_focus(service: Service, call: Call) -> Response:
    """The file; raises Problem 404 for an unknown pricing view, 406 for another format or figures too long for it."""
    parameters = cast(FocusParameters, call.parameters)
    chosen = _format(call, parameters)
    dataset = Dataset.open(service, parameters)
    try:
        _require(dataset.month, chosen)
        response = Response(_told(dataset.month, _chunks(chosen, dataset)), mimetype=chosen)
    except BaseException:
        dataset.close()
        raise
    response.call_on_close(dataset.close)
    response.headers.update(_headers(dataset.month))
    month = f"-{dataset.month.month:%Y-%m}" if dataset.month.month else ""
    name = f"focus-{parameters.version}{month}.{_SUFFIXES[chosen]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if call.request.method == "HEAD":
        dataset.close()  # nobody reads it, nor closes it
    return response


def _format(call: Call, parameters: FocusParameters) -> str:
    if parameters.format is not None:
        return CSV if parameters.format == "csv" else PARQUET
    accepted = call.request.accept_mimetypes
    chosen = accepted.best_match(_SUFFIXES) if accepted else CSV
    if chosen is None:
        raise Problem(406, "not-acceptable", f"this is to be had as {' or '.join(_SUFFIXES)}")
    return chosen


def _require(month: Month, chosen: str) -> None:
    if not month.view_known:
        raise Problem(404, "unknown-pricing-view", "there is no such pricing view")
    if chosen == PARQUET and month.digits > MOST_DIGITS:
        raise Problem(406, "not-acceptable", f"figures of this month have over {MOST_DIGITS} digits: ask for {CSV}")


def _chunks(chosen: str, dataset: Dataset) -> Iterator[bytes]:
    if chosen == CSV:
        return csv_chunks(dataset.columns, dataset.pages())
    from query_api.exports.focus_parquet import parquet_chunks  # noqa: PLC0415 - loads pyarrow: only who asks waits

    return parquet_chunks(dataset.columns, dataset.pages(), dataset.month.scale, _headers(dataset.month))


def _told(month: Month, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, and in the log whether all were sent. What breaks off has no end, so nobody takes it for whole."""
    sent = 0
    try:
        for chunk in chunks:
            sent += len(chunk)
            yield chunk
    except Exception as error:  # whatever it is: the status is sent, so that only the log can tell
        log.error("export broke off", error=type(error).__name__, bytes=sent)
        raise
    log.info("export sent", rows=month.rows, bytes=sent)


def _headers(month: Month) -> dict[str, str]:
    told = {
        GENERATION_HEADER: month.generation,
        "Finops-Run-Id": month.run_id,
        "Finops-Complete": str(month.complete).lower(),
        "Finops-Rows": month.rows,
        "Finops-Unpriced-Rows": month.unpriced_rows,
        "Finops-Currency": month.currency,
        "Finops-Total-Cost": format(month.total, "f") if month.total is not None else None,
    }
    return {name: str(value) for name, value in told.items() if value is not None}
