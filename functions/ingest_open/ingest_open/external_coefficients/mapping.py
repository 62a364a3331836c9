"""From rows to relevés and rejects: the raw weights of one domain and month. Pure: no database, no clock."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from bson.decimal128 import Decimal128
from pydantic import ValidationError

from finops_contract.errors import PermanentError
from finops_contract.period import Period
from finops_contract.quantity import MAX_INTEGER_DIGITS, BadQuantity, exact, parse_quantity
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.conversion import exact_fraction
from finops_runtime.ingest.exact_json import as_record
from finops_runtime.runs.step import Step
from finops_runtime.sheets.workbook import Uncomputed
from ingest_open.external_coefficients.config import ExternalCoefficientsConfig, FromFiles
from ingest_open.external_coefficients.documents import Row
from ingest_open.external_coefficients.months import chosen_month, month_of
from ingest_open.external_coefficients.tables import has_too_many_cells

_GROUPS = re.compile("[ \u00a0\u202f]")


class NoCoefficients(PermanentError):
    """No row gives a weight of the domain for the month."""

    code = "no_coefficients"


def outcomes_of(
    rows: Callable[[], Iterator[Row]],
    step: Step,
    config: ExternalCoefficientsConfig,
    zone: ZoneInfo,
    totals: SourceTotals,
) -> Iterator[Releve | Reject]:
    """What the domain's rows of the month give, in their order; rows of other domains and months are not looked at.

    `rows` is called twice: which month counts is known when all have been seen. Raises NoCoefficients.
    """
    mapper = _Mapper(step, config, zone, totals)
    month = mapper.month(rows())
    for row in rows():
        if mapper.is_ours(row):
            yield from mapper.outcomes(row, month)


@dataclass(frozen=True, slots=True)
class _Mapper:
    step: Step
    config: ExternalCoefficientsConfig
    zone: ZoneInfo
    totals: SourceTotals

    def is_ours(self, row: Row) -> bool:
        """Whether the row is of the domain, or may be: one that names no domain is everybody's."""
        if self.config.domain_field is None:
            return True
        return text_of(row.fields.get(self.config.domain_field)) in ("", self.config.domain or self.step.domain_id)

    def month(self, rows: Iterator[Row]) -> Period:
        """The month whose rows count."""
        months = [self._month_of(row) for row in rows if self.is_ours(row)]
        known = {month for month in months if month is not None}
        chosen = chosen_month(known, self.step.period, carry=self.config.carry)
        if chosen is None:
            raise NoCoefficients(
                f"{self.step.name}: none of {len(months)} rows is for this month"
                f" ({months.count(None)} name no month); give it rows, set `carry`,"
                " or set the domain's available_from later"
            )
        return chosen

    def outcomes(self, row: Row, month: Period) -> Iterator[Releve | Reject]:
        """The row's relevé or reject; nothing when it is another month's."""
        named = self._month_of(row)
        if named not in (month, None):
            return
        if named is None:
            yield self._unreadable(row, "bad_month", f"{self.config.period_field} names no month YYYY-MM, nor a date")
        elif self.config.domain_field is not None and not text_of(row.fields.get(self.config.domain_field)):
            yield self._unreadable(row, "missing_domain", f"{self.config.domain_field} is empty: whose weight is it?")
        elif has_too_many_cells(row):
            yield self._unreadable(row, "bad_row", "the line has more cells than there are columns")
        else:
            yield self._weighed(row)

    def _month_of(self, row: Row) -> Period | None:
        if self.config.period_field is None:
            return self.step.period
        return month_of(row.fields.get(self.config.period_field), self.zone)

    def _weighed(self, row: Row) -> Releve | Reject:
        """The source total is counted before anything else can go wrong."""
        field = self.config.weight_field
        origin = self.config.origin
        try:
            weight = number_of(
                row.fields.get(field), decimal_comma=isinstance(origin, FromFiles) and origin.decimal_comma
            )
        except BadQuantity as error:
            self.totals.add_unreadable()
            return self._reject(row, error.reason, f"{field}: {error}")
        self.totals.add(self.config.metric, weight)
        if weight < 0:
            return self._reject(row, "negative_weight", f"{field} is negative", weight)
        application = row.fields.get(self.config.application_field)
        if not (application is None or isinstance(application, str) or text_of(application)):
            message = f"{self.config.application_field} holds a {type(application).__name__}"
            return self._reject(row, "bad_key", message, weight)
        try:
            return Releve(
                period=self.step.period,
                domain_id=self.step.domain_id,
                source=self.config.source,
                application_key=text_of(application) or None,
                metric=self.config.metric,
                quantity=weight,
            )
        except ValidationError as error:
            wrong = error.errors(include_input=False, include_url=False)[0]
            return self._reject(row, "bad_key", f"{wrong['loc'][0]}: {wrong['msg']}", weight)

    def _unreadable(self, row: Row, reason: str, message: str) -> Reject:
        self.totals.add_unreadable()
        return self._reject(row, reason, message)

    def _reject(self, row: Row, reason: str, message: str, quantity: Decimal | None = None) -> Reject:
        return Reject(
            reason=reason,
            message=message,
            location=row.location,
            record=as_record(row.fields),
            metric=self.config.metric,
            quantity=quantity,
        )


def text_of(value: Any) -> str:
    """A document's value or a cell as trimmed text; empty for what is no text or number."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value) if isinstance(value, int | Decimal128) and not isinstance(value, bool) else ""


def number_of(value: Any, *, decimal_comma: bool) -> Decimal:
    """The value as an exact number; raises BadQuantity with what is wrong.

    A double (BSON, XLSX) counts as the shortest decimal that gives it, at 18 decimals half to even.
    """
    if isinstance(value, Uncomputed):
        raise BadQuantity("not_computed", "the formula has no result in the file: open it in Excel and save it")
    if value is None:
        raise BadQuantity("missing_number", "the number is missing")
    if isinstance(value, str):
        return parse_quantity(_with_point(value) if decimal_comma else value)
    if isinstance(value, Decimal128):
        return exact(value.to_decimal())
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadQuantity("not_a_number", f"a {type(value).__name__} is not a number")
    shortest = Decimal(repr(value))
    if isinstance(value, float) and shortest.is_finite() and shortest.adjusted() < MAX_INTEGER_DIGITS:
        return exact_fraction(Fraction(shortest))
    return exact(shortest)


def _with_point(text: str) -> str:
    """`1 234,5` as `1234.5`; one that holds a point as well is left alone, and no number then."""
    grouped = _GROUPS.sub("", text)
    return grouped.replace(",", ".") if "." not in grouped else f"{grouped} (a point where commas are decimal)"
