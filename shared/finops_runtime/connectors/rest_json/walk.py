"""From page to page, counting rows against the total that the source states."""

from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from finops_contract.errors import FinopsError, SourceMalformed
from finops_runtime.connectors.rest_json.config import (
    CursorPaging,
    LinkPaging,
    OffsetPaging,
    PagePaging,
    RestJsonSnapshotConfig,
)
from finops_runtime.connectors.rest_json.expressions import ExpressionFailed, Query
from finops_runtime.http.pages import Call
from finops_runtime.http.source import Answer


class Tally:
    """The rows of a landing, page by page. `wrong` is raised when they are not as many as the source says."""

    def __init__(self, config: RestJsonSnapshotConfig, wrong: type[FinopsError]) -> None:
        self._rows = Query("rows", config.rows)
        self._total = None if config.total is None else Query("total", config.total)
        self._wrong = wrong
        self._stated: int | None = None
        self.counted = 0

    def rows_of(self, document: Any, where: str) -> list[Any]:
        """The rows of one page; raises SourceMalformed when there is no list of them, or no total."""
        rows = _asked(self._rows, document, where)
        if not isinstance(rows, list):
            raise SourceMalformed(f"{where}: `rows` finds no list in the answer")
        if self._total is not None:
            stated = _count(_asked(self._total, document, where), where)
            if self._stated not in (None, stated):
                raise self._wrong(f"{where}: the total was {self._stated} and is {stated}: it changed while paging")
            self._stated = stated
        self.counted += len(rows)
        return rows

    @property
    def is_complete(self) -> bool:
        """Whether as many rows were read as the source says it has; False while it does not say."""
        return self._stated is not None and self.counted >= self._stated

    def close(self, where: str) -> None:
        """Raises `wrong` unless there were exactly as many rows as stated."""
        if self._stated not in (None, self.counted):
            raise self._wrong(f"{where}: it states {self._stated} rows in all and gave {self.counted}")


class Walk:
    """Which call follows an answer, as the settings' `paging` says."""

    def __init__(self, config: RestJsonSnapshotConfig, tally: Tally) -> None:
        self._paging = config.paging
        self._tally = tally
        self._cursor = Query("paging.cursor", config.paging.cursor) if isinstance(config.paging, CursorPaging) else None
        following = config.paging.next if isinstance(config.paging, LinkPaging) else None
        self._next = None if following is None else Query("paging.next", following)

    def following(self, answer: Answer, call: Call) -> Call | None:
        """Count the answer's rows; the next call, or None at the end."""
        document = answer.json()
        rows = len(self._tally.rows_of(document, answer.address))
        paging = self._paging
        if isinstance(paging, PagePaging):
            is_short = paging.ends == "short_page" and paging.size is not None and rows < paging.size
            number = int(call.params[paging.param]) + 1
            return None if is_short or self._ends(rows) else _with(call, paging.param, str(number))
        if isinstance(paging, OffsetPaging):
            return None if self._ends(rows) else _with(call, paging.param, str(self._tally.counted))
        if isinstance(paging, CursorPaging):
            cursor = self._text(self._cursor, document, answer.address)
            return None if cursor is None else _with(call, paging.param, cursor)
        if isinstance(paging, LinkPaging):
            link = answer.next_link if self._next is None else self._text(self._next, document, answer.address)
            return None if link is None else Call(_joined(answer.address, link))
        return None

    def _ends(self, rows: int) -> bool:
        return not rows or self._tally.is_complete

    def _text(self, query: Query | None, document: Any, where: str) -> str | None:
        """A cursor or a link; null, false and an empty text say that there is none."""
        assert query is not None  # made for this kind of paging
        found = _asked(query, document, where)
        if found is None or found is False or found == "":
            return None
        if not isinstance(found, str | Decimal):
            raise SourceMalformed(f"{where}: paging finds neither a text nor a number for the next page")
        return str(found)


def _with(call: Call, name: str, value: str) -> Call:
    return Call(call.url, {**call.params, name: value})


def _joined(where: str, link: str) -> str:
    """A link as an address; it may be relative to the page's."""
    try:
        return urljoin(where, link)
    except ValueError as error:
        raise SourceMalformed(f"{where}: the link to the next page is no address") from error


def _asked(query: Query, document: Any, where: str) -> Any:
    try:
        return query.of(document)
    except ExpressionFailed as error:
        raise SourceMalformed(f"{where}: {error}") from error


def _count(value: Any, where: str) -> int:
    """A number of rows; raises SourceMalformed when it is none."""
    text = str(value) if isinstance(value, str | Decimal) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise SourceMalformed(f"{where}: `total` finds no number of rows in the answer")
    return int(text)
