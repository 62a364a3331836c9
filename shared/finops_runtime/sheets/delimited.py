"""The lines of a CSV file, whatever of semicolon, tab and comma separates its columns."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from finops_contract.errors import SourceMalformed

HEADER_WITHIN = 20
"""People put a title above their table, not a page."""


def delimited_lines(
    uri: str, body: bytes, columns: Sequence[str], encoding: str = "utf-8", advice: str = "save the file so"
) -> Iterator[tuple[int, list[str]]]:
    """Number and trimmed cells of each line. `columns` tell the header, which tells the separator.

    Raises SourceMalformed for another encoding (with the advice), or a quote that is never closed.
    """
    try:
        text = body.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise SourceMalformed(f"{uri}: byte {error.start} is not {encoding}; {advice}") from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, columns), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise SourceMalformed(f"{uri} line {reader.line_num}: {error}; a quote that is never closed?") from error


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """What separates the columns: of semicolon, tab and comma the one that the header holds most of."""
    first_lines = list(islice(io.StringIO(text), HEADER_WITHIN + 1))
    headers = [line for line in first_lines if all(column in line for column in columns)]
    return max(";\t,", key="".join((headers or first_lines)[:1]).count)
