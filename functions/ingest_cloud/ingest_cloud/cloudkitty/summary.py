"""The rows of a summary: `columns` once, `results` as lists, `total` rows over all pages."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from finops_contract.errors import SourceMalformed, SourceUnsettled
from ingest_cloud.cloudkitty.config import BEGIN, END
from ingest_cloud.window import Window

Row = dict[str, Any]
_MOST_ROWS = 10**12
"""More is no number of rows, and 1e999999999 would fill the memory as an int."""


def is_summary(document: Any) -> bool:
    """Whether a landed answer is a page of the summary; the others are pages of scopes."""
    return isinstance(document, dict) and "columns" in document


@dataclass(frozen=True, slots=True)
class Page:
    """One page as CloudKitty sends it."""

    total: int
    columns: list[str]
    results: list[list[Any]]


def page_of(document: Any, where: str) -> Page:
    """The page; raises SourceMalformed when it is not one."""
    if not isinstance(document, dict):
        raise SourceMalformed(f"{where}: the answer is not a summary")
    total: Any = document.get("total")
    columns: Any = document.get("columns")
    results: Any = document.get("results")
    if not _is_count(total):
        raise SourceMalformed(f"{where}: the summary has no total of its rows")
    if not _is_list_of(columns, str) or len(set(columns)) < len(columns):
        raise SourceMalformed(f"{where}: the summary's columns are not a list of different names")
    if not _is_list_of(results, list) or any(len(row) != len(columns) for row in results):
        # Nobody could say which column a shorter row lacks.
        raise SourceMalformed(f"{where}: a row of the summary does not have the {len(columns)} fields of its columns")
    return Page(int(total), columns, results)


def _is_count(value: Any) -> bool:
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    return 0 <= value < _MOST_ROWS and value == value.to_integral_value()


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


class Summary:
    """The rows of one summary, page by page, held against what CloudKitty says of the whole."""

    def __init__(self, window: Window, columns: frozenset[str], groupby: tuple[str, ...]) -> None:
        self._window = window
        self._columns = columns
        self._groupby = groupby
        self._total: int | None = None
        self._seen: set[str] = set()

    def rows(self, document: Any, where: str) -> list[Row]:
        """The rows of the next page.

        Raises SourceMalformed when they are not rows of this month, and SourceUnsettled when the page does not go
        with those before it: another total, or a row that came before, since rows moved between pages.
        """
        page = page_of(document, where)
        if page.total != (page.total if self._total is None else self._total):
            raise SourceUnsettled(f"{where}: the summary had {self._total} rows, and now has {page.total}")
        self._total = page.total
        missing = sorted(self._columns - set(page.columns))
        if page.results and missing:  # CloudKitty names no columns when it has no rows
            raise SourceMalformed(f"{where}: the summary has no column {', '.join(missing)}")
        return [self._row(dict(zip(page.columns, fields, strict=True)), where) for fields in page.results]

    def close(self, where: str) -> None:
        """Raises SourceMalformed when there were not as many rows as CloudKitty says there are."""
        if self._total is None:
            raise SourceMalformed(f"{where}: there is no summary")
        if len(self._seen) != self._total:
            raise SourceMalformed(f"{where}: the summary has {self._total} rows, and gave {len(self._seen)}")

    def _row(self, row: Row, where: str) -> Row:
        self._window.refuse_outside(row[BEGIN], row[END], where)
        key = repr([row[column] for column in self._groupby])
        if key in self._seen:
            raise SourceUnsettled(f"{where}: a row that was there before comes again")
        self._seen.add(key)
        return row
