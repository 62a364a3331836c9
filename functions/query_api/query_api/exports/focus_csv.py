"""A FOCUS dataset as CSV."""

import csv
import io
from collections.abc import Iterator, Sequence


def csv_chunks(columns: Sequence[str], pages: Iterator[Sequence[Sequence[str | None]]]) -> Iterator[bytes]:
    """A header and the rows, a page a chunk. Texts stand as they are: this is for programs, which join by them."""
    yield _lines([columns])
    for page in pages:
        yield _lines(page)


def _lines(rows: Sequence[Sequence[str | None]]) -> bytes:
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    return table.getvalue().encode()
