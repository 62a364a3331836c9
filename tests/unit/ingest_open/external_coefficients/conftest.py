"""The `external_coefficients` connector without its raw zone: landings from documents, CSV and described workbooks."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import bson
import pytest
from openpyxl import Workbook

from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.raw_zone import Payload
from finops_runtime.runs.step import Step
from ingest_open.external_coefficients.config import ExternalCoefficientsConfig
from ingest_open.external_coefficients.connector import rows_of
from ingest_open.external_coefficients.mapping import outcomes_of

PARIS = ZoneInfo("Europe/Paris")
STEP = Step(
    run_id=UUID(int=1),
    entity_id="local",
    domain_id="network",
    domain_mode="INDIRECT",
    period=Period(2026, 10),
    status="PLANNED",
    failure_policy="strict",
    rows=0,
    checksum="",
    connector="external_coefficients",
    connector_config={},
    origin="live",
    force=False,
)

Outcomes = tuple[list[Releve], list[Reject], SourceTotals]
Landing = Sequence[Payload]


@dataclass(frozen=True)
class Landed:
    """What a step landed."""

    held: Landing
    id: str = "landing"

    def payloads(self) -> Iterator[Payload]:
        return iter(self.held)


@pytest.fixture(scope="session")
def read() -> Callable[[Landing, dict[str, Any]], Outcomes]:
    """What a step of domain `network` in 2026-10 makes of a landing under these settings."""

    def outcomes(landing: Landing, config: dict[str, Any]) -> Outcomes:
        settings = ExternalCoefficientsConfig.model_validate(config)
        totals = SourceTotals()
        found = list(outcomes_of(lambda: rows_of(Landed(landing), settings), STEP, settings, PARIS, totals))
        return [o for o in found if isinstance(o, Releve)], [o for o in found if isinstance(o, Reject)], totals

    return outcomes


@pytest.fixture(scope="session")
def of_documents() -> Callable[[Sequence[dict[str, Any]]], Landing]:
    """Documents as `land()` keeps them, two a payload."""

    def landing(documents: Sequence[dict[str, Any]]) -> Landing:
        return [
            Payload(n, "mongodb:finops_raw.indirect_coefficients", "application/bson", b"".join(map(bson.encode, two)))
            for n, two in enumerate([documents[i : i + 2] for i in range(0, len(documents) or 1, 2)])
        ]

    return landing


@pytest.fixture(scope="session")
def of_files() -> Callable[[Mapping[str, bytes]], Landing]:
    """Files as `land()` keeps them, in parts of a few bytes."""

    def landing(files: Mapping[str, bytes]) -> Landing:
        parts = [
            (f"file:///data/weights/{name}", body[begin : begin + 64])
            for name, body in sorted(files.items())
            for begin in range(0, len(body) or 1, 64)
        ]
        return [Payload(n, uri, "application/octet-stream", part) for n, (uri, part) in enumerate(parts)]

    return landing


@pytest.fixture(scope="session")
def workbook() -> Callable[[Mapping[str, Any]], bytes]:
    """An XLSX file from `{"sheets": {name: [[cell, ...], ...]}, "merged": {name: ["A2:A3"]}}`.

    A cell is a text, a number, null, `{"date": "2026-10-01"}`, or `{"formula": "=1+1", "result": "2"}`, where no
    result means that none was ever computed.
    """

    def saved(described: Mapping[str, Any]) -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        results: list[str | None] = []
        for name, rows in described["sheets"].items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append([_cell(cell, results) for cell in row])
            for cells in described.get("merged", {}).get(name, []):
                sheet.merge_cells(cells)
        body = io.BytesIO()
        book.save(body)
        return _with_results(body.getvalue(), iter(results))

    return saved


def _cell(cell: Any, results: list[str | None]) -> Any:
    if isinstance(cell, dict) and "formula" in cell:
        results.append(cell.get("result"))
        return cell["formula"]
    return datetime.fromisoformat(cell["date"]) if isinstance(cell, dict) else cell


def _with_results(body: bytes, results: Iterator[str | None]) -> bytes:
    """The workbook as Excel would have left it: openpyxl writes formulas without their results."""

    def computed(found: re.Match[bytes]) -> bytes:
        result = next(results)
        return found[1] + (b"<v />" if result is None else b"<v>" + result.encode() + b"</v>")

    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content = re.sub(rb"(<f>[^<]*</f>)<v ?/>", computed, content)
            after.writestr(entry, content)
    return changed.getvalue()
