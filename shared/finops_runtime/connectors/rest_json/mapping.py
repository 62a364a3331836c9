"""From rows to relevés and rejects, by the expressions of the settings. Pure: no network, no clock."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from finops_contract.errors import BadPeriod
from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.connectors.rest_json.config import Constant, RestJsonSnapshotConfig, RowQuantity, Text
from finops_runtime.connectors.rest_json.expressions import ExpressionFailed, Query
from finops_runtime.ingest.meter import Meter, Reading, Record

_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?", re.ASCII)


class RowText:
    """A text of a row: what an expression gives, or the same for every row; None when the settings name none."""

    def __init__(self, name: str, text: Text | None) -> None:
        self._constant = text.constant if isinstance(text, Constant) else None
        self._query = Query(name, text) if isinstance(text, str) else None

    def of(self, row: Any) -> str | None:
        """Raises ExpressionFailed."""
        return self._constant if self._query is None else self._query.text_of(row)


class RowReading:
    """One of the settings' `quantities`, ready to be read from rows."""

    def __init__(self, name: str, quantity: RowQuantity, config: RestJsonSnapshotConfig) -> None:
        self._name = name
        self._settings = quantity
        self._is_float = config.binary_floats
        self._quantity = Query(f"{name}.quantity", quantity.quantity)
        self._where = None if quantity.where is None else Query(f"{name}.where", quantity.where)
        own = quantity.product
        self._product = RowText("product", config.product) if own is None else RowText(f"{name}.product", own)

    def of(self, row: Any, application: str | None, environment: str | None) -> Reading | None:
        """The number of a row; None when it is none of those for which the number counts."""
        if self._where is not None and not self._where.flag_of(row):
            return None
        return Reading(
            metric=self._settings.metric,
            field=self._settings.quantity[:100],
            value=self._quantity.of(row),
            application=application,
            product=self._product.of(row),
            environment=environment,
            conversion=self._settings.conversion,
            of_floats=self._is_float,
        )


class RowMapping:
    """The expressions of the settings, compiled once for a step."""

    def __init__(self, config: RestJsonSnapshotConfig, period: Period, meter: Meter) -> None:
        self._period = period
        self._meter = meter
        self._zone = config.zone
        self._ignores_other_months = config.other_months == "ignore"
        self._where = None if config.where is None else Query("where", config.where)
        self._month = None if config.month is None else Query("month", config.month)
        self._application = RowText("application", config.application)
        self._environment = RowText("environment", config.environment)
        self._readings = [
            RowReading(f"quantities.{index}", quantity, config) for index, quantity in enumerate(config.quantities)
        ]

    def outcomes_of(self, row: Any, location: str) -> Iterator[Releve | Reject]:
        """What one row gives: an outcome per quantity; nothing when `where` leaves it out."""
        record = Record(row, location)
        if not isinstance(row, dict):
            yield self._meter.reject(record, "not_an_object", "the row is no JSON object")
            return
        try:
            if self._where is not None and not self._where.flag_of(row):
                return
            month = self._month_of(row)
            if month is not None and month != self._period:
                if not self._ignores_other_months:
                    yield self._meter.reject(record, "other_month", f"the row is of {month}, not of {self._period}")
                return
            readings = self._readings_of(row)
        except ExpressionFailed as error:
            yield self._meter.reject(record, "expression_failed", str(error))
        except BadPeriod as error:
            yield self._meter.reject(record, "unreadable_month", f"month: {error}")
        else:
            if readings:
                yield from self._meter.readings(record, readings)
            else:
                yield self._meter.reject(record, "no_quantity", "none of `quantities` counts this row")

    def _readings_of(self, row: Any) -> list[Reading]:
        application, environment = self._application.of(row), self._environment.of(row)
        found = (reading.of(row, application, environment) for reading in self._readings)
        return [reading for reading in found if reading is not None]

    def _month_of(self, row: Any) -> Period | None:
        """The row's month: of a month, a date, or a moment as the settings' time zone sees it; raises BadPeriod."""
        if self._month is None:
            return None
        text = (self._month.text_of(row) or "").strip()
        if _MONTH.fullmatch(text):
            return Period.parse(text[:7])
        try:
            moment = datetime.fromisoformat(text)
            local = moment.astimezone(self._zone) if moment.tzinfo is not None else moment
        except (ValueError, OverflowError) as error:
            raise BadPeriod(f"{text[:40]!r} is no month, date or moment in ISO 8601") from error
        return Period.parse(f"{local:%Y-%m}")
