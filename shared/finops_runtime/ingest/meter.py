"""From what a connector finds in a record to a relevé or a reject, counted in the source's total first (I1)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from finops_contract.quantity import BadQuantity
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.exact_json import as_record, number_of
from finops_runtime.ingest.settings import Environments, environment_of
from finops_runtime.runs.step import Step

UNCHANGED = Conversion()


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the source: the document as read, and where it stands, for people."""

    document: Any
    location: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of a record, and what it is a number of. `value` is as the source wrote it, `field` its name."""

    metric: str
    field: str
    value: Any
    application: str | None
    product: str | None
    environment: str | None = None
    conversion: Conversion = UNCHANGED
    of_floats: bool = False


class Meter:
    """Counts one step's records for one connector. Every record must go through `readings` or `reject`, once."""

    def __init__(self, step: Step, source: str, environments: Environments, totals: SourceTotals) -> None:
        self._step = step
        self._source = source
        self._environments = environments
        self._totals = totals

    def readings(self, record: Record, readings: list[Reading]) -> list[Releve | Reject]:
        """What a record with these numbers gives: one outcome each; a record without any counts as read."""
        self._totals.add_unreadable()
        return [self._outcome(record, reading) for reading in readings]

    def reject(self, record: Record, reason: str, message: str) -> Reject:
        """A record that cannot be counted at all."""
        self._totals.add_unreadable()
        return _reject(record, reason, message)

    def _outcome(self, record: Record, reading: Reading) -> Releve | Reject:
        try:
            quantity = reading.conversion.of(number_of(reading.value, of_floats=reading.of_floats))
        except BadQuantity as error:
            return _reject(record, error.reason, f"{reading.field}: {error}", reading.metric)
        # The source's total comes before anything else can go wrong with the record.
        self._totals.add(reading.metric, quantity, records=0)
        if quantity < 0:
            message = f"{reading.field} is negative"
            return _reject(record, "negative_quantity", message, reading.metric, quantity)
        try:
            return Releve(
                period=self._step.period,
                domain_id=self._step.domain_id,
                source=self._source,
                application_key=(reading.application or "").strip() or None,
                product_key=(reading.product or "").strip() or None,
                environment=environment_of(reading.environment, self._environments),
                metric=reading.metric,
                quantity=quantity,
            )
        except ValidationError as error:
            wrong = error.errors(include_input=False, include_url=False)[0]
            message = f"{wrong['loc'][0]}: {wrong['msg']}"
            return _reject(record, "bad_key", message, reading.metric, quantity)


def _reject(
    record: Record, reason: str, message: str, metric: str | None = None, quantity: Decimal | None = None
) -> Reject:
    return Reject(
        reason=reason,
        message=message,
        location=record.location,
        record=as_record(record.document),
        metric=metric,
        quantity=quantity,
    )
