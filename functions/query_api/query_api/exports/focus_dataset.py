"""A month's charges, read in pages from one snapshot: memory does not grow with the month."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from psycopg import IsolationLevel, ServerCursor
from psycopg.rows import tuple_row

from finops_runtime.database import load_sql
from query_api.exports.focus_columns import is_of
from query_api.exports.parameters import FocusParameters
from query_api.service import Service

Page = Sequence[Sequence[str | None]]
PAGE_ROWS = 2_000
MOST_IDLE_MS = 60_000


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


class Dataset:
    """An open export: it holds a connection until its pages are read, or it is closed."""

    def __init__(
        self, month: Month, columns: tuple[str, ...], kept: Sequence[int], cursor: ServerCursor[Any], held: ExitStack
    ) -> None:
        self.month = month
        self.columns = tuple(columns[index] for index in kept)
        self._kept = None if len(kept) == len(columns) else kept
        self._cursor = cursor
        self._held = held

    @classmethod
    def open(cls, service: Service, parameters: FocusParameters) -> "Dataset":
        """Raises DatabaseUnavailable. An unknown pricing view has no rows, and its month says so."""
        values = {"entity": service.settings.finops_entity_id, **parameters.values()}
        with ExitStack() as opening:
            connection = opening.enter_context(service.reader.transaction(IsolationLevel.REPEATABLE_READ))
            connection.execute(load_sql("query_api", "exports/let_go_when_idle"), {"milliseconds": MOST_IDLE_MS})
            month = connection.execute(load_sql("query_api", "exports/focus_month"), values).fetchone()
            assert month is not None  # the scope is always one row
            cursor = opening.enter_context(connection.cursor("focus", row_factory=tuple_row))
            cursor.execute(load_sql("query_api", "exports/focus_rows"), {**values, **month})
            columns = tuple(column.name for column in cursor.description or ())
            kept = [index for index, name in enumerate(columns) if is_of(name, parameters.version)]
            return cls(Month(**month), columns, kept, cursor, opening.pop_all())

    def pages(self) -> Iterator[Page]:
        """Its rows, each value a text; once. Raises DatabaseUnavailable when it breaks off."""
        with self._held:
            while page := self._cursor.fetchmany(PAGE_ROWS):
                yield page if self._kept is None else [[row[index] for index in self._kept] for row in page]

    def close(self) -> None:
        """Give the connection back, whatever is read."""
        self._held.close()
