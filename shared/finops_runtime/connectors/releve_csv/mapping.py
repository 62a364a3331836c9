"""From lines to relevés and rejects. Pure: no file, no clock."""

import re
from collections.abc import Iterator
from typing import Final

from pydantic import TypeAdapter, ValidationError

from finops_contract.errors import BadPeriod, SourceMalformed
from finops_contract.period import Period
from finops_contract.releve import Key, Reject, Releve
from finops_runtime.connectors.releve_csv.config import ReleveCsvConfig
from finops_runtime.connectors.releve_csv.table import Line
from finops_runtime.ingest.meter import Meter, Reading, Record

_MOST_METRICS: Final = 1_000
_YEAR_FIRST = re.compile(r"(\d{4})[-/]?(\d{2})(?:-\d{2})?", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{2})/(\d{4})", re.ASCII)
_KEY: TypeAdapter[str] = TypeAdapter(Key)
# Between thousands spreadsheets put a space, a no-break space or a narrow one.
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(\D|$))", re.ASCII)
_SWAPPED = str.maketrans(",.", ".,")


def month_of(text: str) -> Period:
    """The month in `2026-10`, `2026-10-31`, `2026/10`, `202610` or `10/2026`; raises BadPeriod."""
    stripped = text.strip()
    if found := _YEAR_FIRST.fullmatch(stripped):
        return Period.parse(f"{found[1]}-{found[2]}")
    if found := _MONTH_FIRST.fullmatch(stripped):
        return Period.parse(f"{found[2]}-{found[1]}")
    raise BadPeriod(f"{stripped[:40]!r} is no month: expected YYYY-MM")


class LineMapping:
    """Maps the lines of one step's files; those of other months are not the step's."""

    def __init__(self, config: ReleveCsvConfig, period: Period, meter: Meter) -> None:
        self._config = config
        self._columns = {part: name.lower() for part, name in config.columns.model_dump().items()}
        self._period = period
        self._meter = meter
        self._months: dict[str, Period] = {}
        self._metrics: set[str] = set()

    def outcomes_of(self, line: Line, uri: str) -> Iterator[Releve | Reject]:
        """What one line gives: one outcome, or none when it is another month's."""
        record = Record(line.raw if line.texts is None else line.texts, f"{uri} line {line.number}")
        if line.texts is None:
            yield self._meter.reject(record, "wrong_number_of_fields", "the line has not as many fields as the header")
            return
        try:
            month = self._month(line.texts[self._columns["period"]])
        except BadPeriod as error:
            yield self._meter.reject(record, "unreadable_month", str(error))
            return
        if month == self._period:
            yield from self._counted(line.texts, record)

    def _counted(self, texts: dict[str, str], record: Record) -> list[Releve | Reject]:
        metric = self._config.metric or texts[self._columns["metric"]].strip()
        if metric not in self._metrics:
            try:
                self._metrics.add(_KEY.validate_python(metric))
            except ValidationError:
                return [self._meter.reject(record, "bad_metric", "the metric is missing, too long or no text")]
            if len(self._metrics) > _MOST_METRICS:
                raise SourceMalformed(
                    f"{record.location}: more than {_MOST_METRICS} metrics; "
                    f"is {self._config.columns.metric!r} their column?"
                )
        reading = Reading(
            metric=metric,
            field=self._config.columns.quantity,
            value=self._number(texts[self._columns["quantity"]]),
            application=texts.get(self._columns["application"]),
            product=self._config.product or texts.get(self._columns["product"]),
            environment=texts.get(self._columns["environment"]),
            conversion=self._config.conversion,
        )
        return self._meter.readings(record, [reading])

    def _number(self, text: str) -> str:
        """The number with a decimal point. With `decimal_comma` a point may mean thousands: it becomes a comma, which
        is refused.
        """
        return _THOUSANDS.sub("", text).translate(_SWAPPED) if self._config.decimal_comma else text

    def _month(self, text: str) -> Period:
        """The month, remembered: there are few of them in a file, and many lines."""
        found = self._months.get(text)
        if found is None:
            found = month_of(text)
            if len(self._months) < _MOST_METRICS:
                self._months[text] = found
        return found
