"""Months: `YYYY-MM` outside, the first day of the month as a `date` inside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from finops_contract.errors import BadPeriod

PATTERN = r"^2[01]\d\d-(0[1-9]|1[0-2])$"
_PERIOD = re.compile(PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One month. Ordered, hashable, `str()` gives `YYYY-MM`."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `YYYY-MM`; raises BadPeriod for anything else, 2026-13 and 2026-1 included."""
        if not isinstance(text, str) or not _PERIOD.fullmatch(text):
            raise BadPeriod(f"{text!r} is not a month: expected YYYY-MM, from 2000-01 to 2199-12")
        return cls(int(text[:4]), int(text[5:]))

    @classmethod
    def of(cls, day: date | datetime) -> Self:
        """The month that holds `day`, read in the time zone that `day` has."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The month as the data mart holds it."""
        return date(self.year, self.month, 1)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The instants at which the month begins and ends, the end not included, in a source's time zone."""
        first, after = self.first_day, self.plus(1).first_day
        return (
            datetime(first.year, first.month, 1, tzinfo=zone),
            datetime(after.year, after.month, 1, tzinfo=zone),
        )

    def plus(self, months: int) -> "Period":
        """The month that comes `months` later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)

    def until(self, last: "Period") -> "Iterator[Period]":
        """This month and every later one up to and including `last`; nothing when `last` is earlier."""
        current = self
        while current <= last:
            yield current
            current = current.plus(1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from_text = core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, cls) else cls.parse(value)
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=from_text,
            serialization=core_schema.plain_serializer_function_ser_schema(str, when_used="always"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": PATTERN, "examples": ["2026-10"]}
