"""From the files of a manifest to relevés and rejects. Only sums and rejected charges leave DuckDB."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection

from finops_contract.errors import NotReconciled, SourceMalformed
from finops_contract.quantity import EXACT, BadQuantity, exact, parse_quantity
from finops_contract.releve import SHARED_ENVIRONMENT, Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.files import Files, LocalFile
from finops_runtime.runs.step import Step
from ingest_cloud.focus.bill import Bill
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.lines import check_records
from ingest_cloud.focus.manifest import BillFile, Manifest
from ingest_cloud.focus.session import session, statement, translated_errors

_LONGEST_RECORD = 4_000
_MESSAGES = {
    "bad_month": "its month cannot be read",
    "bad_currency": "BillingCurrency is not a currency of three capital letters",
    "bad_key": "application, product or environment has more than 512 characters, or a NUL",
}


def outcomes_of(
    manifest: Manifest, step: Step, config: FocusConfig, totals: SourceTotals, files: Files, memory_limit: str
) -> Iterator[Releve | Reject]:
    """The rejects of each file in turn, then the relevés of them all, in the order of their keys.

    Raises SourceChanged when a file is not, or no longer, the landed one; SourceMalformed when it cannot be
    read as a whole: no header, a column missing.
    """
    with session(memory_limit) as connection:
        connection.execute(statement("create_usage"))
        connection.execute(statement("set_month"), {"prefix": f"{step.period}-"})
        reading = _Reading(connection, step, config, totals)
        for number, landed in enumerate(manifest.files):
            with landed.fetched(files) as file:
                yield from reading.rejects(number, landed, file)
        yield from reading.releves()


@dataclass(frozen=True, slots=True)
class _Reading:
    connection: DuckDBPyConnection
    step: Step
    config: FocusConfig
    totals: SourceTotals

    def rejects(self, number: int, landed: BillFile, file: LocalFile) -> Iterator[Reject]:
        """Add up one file, and give what of it cannot count: broken lines first, then charges.

        Raises NotReconciled when not every record of the file was read.
        """
        month = self.step.period.first_day
        bill = Bill(self.connection, file, landed.format)
        bill.show_groups(self.config, month)
        bill.add_usage(number)
        broken = []
        for line, text, message in bill.broken_lines():
            self.totals.add_unreadable()
            broken.append((line, text.count("\n") + 1))
            yield Reject(reason="broken_line", message=message, location=f"{file.uri}, line {line}",
                         record=text[:_LONGEST_RECORD])  # fmt: skip
        read, has_rejected = self._count(bill, number)
        _check_read(landed, file, read, broken)
        if has_rejected:
            bill.show_charges(self.config)
            for row in bill.query("rejected_charges", {"month": month}):
                yield from self._rejected(file.uri, *row)

    def _count(self, bill: Bill, number: int) -> tuple[int, bool]:
        """Add the file's own totals to the source's; how many records were read, and whether some are rejected."""
        read, has_rejected = 0, False
        for kind, currency, records, *sums in bill.query("totals", {"file": number}):
            if kind == "rejected":
                has_rejected = True
                continue
            read += int(records)
            if kind == "elsewhere":
                continue
            self.totals.add_unreadable(int(records))
            if currency is not None:
                for prefix, quantity in zip(self.config.metrics.values(), sums, strict=False):
                    # None: not one charge's amount could be read.
                    self.totals.add(f"{prefix}.{currency}", quantity or Decimal(0), records=0)
        return read, has_rejected

    def _rejected(
        self, uri: str, row: int, record: str, fault: str, currency: str | None,
        costs: list[str | None], quantities: list[Decimal | None],
    ) -> Iterator[Reject]:  # fmt: skip
        """One reject when the charge counts for no metric at all, else one a metric."""
        reason, message = fault, _MESSAGES.get(fault, "")
        if fault == "bad_number":
            reason, message = self._bad_number(costs, quantities)
        shown = {"reason": reason, "message": message, "location": f"{uri}, row {row}", "record": _as_record(record)}
        if currency is None:
            yield Reject(**shown)
            return
        for prefix, quantity in zip(self.config.metrics.values(), quantities, strict=False):
            yield Reject(
                **shown, metric=f"{prefix}.{currency}", quantity=None if quantity is None else _short(quantity)
            )

    def _bad_number(self, costs: list[str | None], quantities: list[Decimal | None]) -> tuple[str, str]:
        """Reason and message of the first cost that cannot be read."""
        bad = (each for each in zip(self.config.metrics, costs, quantities, strict=False) if each[2] is None)
        column, text, _ = next(bad)
        if text is None or text.strip() == "NULL":
            return "missing_number", f"{column} is missing"
        try:
            parse_quantity(text)
        except BadQuantity as error:
            return error.reason, f"{column}: {error}"
        return "not_a_number", f"{column}: {text[:40]!r} is not a number"

    def releves(self) -> Iterator[Releve]:
        """The sums of all files; raises SourceMalformed when one is beyond what a relevé can hold."""
        environments = self.config.environments
        parameters = {
            "sources": list(environments), "names": list(environments.values()), "shared": SHARED_ENVIRONMENT,
        }  # fmt: skip
        with translated_errors(self.step.name):
            result = self.connection.execute(statement("releves"), parameters)
            while row := result.fetchone():
                yield from self._releves(*row)

    def _releves(
        self, application: str | None, product: str | None, environment: str, currency: str, *sums: Decimal
    ) -> Iterator[Releve]:
        for prefix, quantity in zip(self.config.metrics.values(), sums, strict=False):
            yield Releve(
                period=self.step.period, domain_id=self.step.domain_id, source=self.config.source,
                application_key=application, product_key=product, environment=environment,
                metric=f"{prefix}.{currency}", quantity=_short(quantity),
            )  # fmt: skip


def _short(quantity: Decimal) -> Decimal:
    """Without the zeros that DuckDB's 18 decimals end with."""
    try:
        return exact(quantity.normalize(EXACT))
    except BadQuantity as error:
        raise SourceMalformed(f"amounts add up to more than can be held: {error}") from error


def _as_record(record: str) -> str:
    """The charge as JSON, without the columns that are empty."""
    fields: dict[str, Any] = json.loads(record)
    return json.dumps({name: value for name, value in fields.items() if value is not None}, ensure_ascii=False)[
        :_LONGEST_RECORD
    ]


def _check_read(landed: BillFile, file: LocalFile, read: int, broken: list[tuple[int, int]]) -> None:
    if landed.lines is None:
        return  # landed by an earlier release
    if landed.format != "parquet":
        check_records(file, landed.format, landed.lines, read, broken)
    elif read != landed.lines:
        raise NotReconciled(f"{file.uri} has {landed.lines} rows, but {read} were read")
