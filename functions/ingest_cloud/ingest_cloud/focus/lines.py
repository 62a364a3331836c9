"""The lines of a CSV bill, counted without DuckDB: so that no record is lost on the way unnoticed (I1)."""

import io
from collections.abc import Callable, Collection

from finops_contract.errors import NotReconciled, SourceMalformed
from finops_runtime.ingest.files import LocalFile
from ingest_cloud.focus.formats import BAD_GZIP, Format, unpacked

_CHUNK = 1 << 20


def count_lines(file: LocalFile, file_format: Format, check_size: Callable[[str, int], None]) -> int:
    """How many lines a CSV file has, a last one without an end included.

    `check_size` is told how much was unpacked so far, and refuses what is too much.
    """
    feeds, returns, size, last = 0, 0, 0, b"\n"
    try:
        with unpacked(file, file_format) as content:
            while chunk := content.read(_CHUNK):
                size += len(chunk)
                check_size(file.uri, size)
                feeds += chunk.count(b"\n")
                if not feeds:
                    returns += chunk.count(b"\r")
                last = chunk[-1:]
    except BAD_GZIP as error:
        raise SourceMalformed(f"{file.uri} is no whole gzip file: {type(error).__name__}") from error
    return (feeds or returns) + (last not in b"\r\n")


def check_records(
    file: LocalFile, file_format: Format, lines: int, read: int, broken: Collection[tuple[int, int]]
) -> None:
    """Raises NotReconciled when DuckDB did not read every record of a CSV file.

    `lines` is what `count_lines` gave, `read` the number of records; `broken` says of each broken line which it is
    and how many it spans. One line a record is the rule; else the file is gone through again, slowly.
    """
    if 1 + read + sum(span for _, span in broken) == lines:
        return
    found = count_records(file, file_format, broken) - 1
    if found != read:
        raise NotReconciled(f"{file.uri} has {found} records beside its broken lines, but {read} were read")


def count_records(file: LocalFile, file_format: Format, broken: Collection[tuple[int, int]]) -> int:
    """How many records a CSV file has, its header included: what ends outside of quotes and is not empty."""
    left_out = {line + offset for line, span in broken for offset in range(span)}
    records, is_quoted = 0, False
    with unpacked(file, file_format) as content:
        text = io.TextIOWrapper(content, "latin-1", newline=None)
        for number, line in enumerate(text, start=1):
            if number in left_out:
                continue
            if not is_quoted and line == "\n":
                continue
            is_quoted ^= line.count('"') % 2 == 1
            records += not is_quoted
    return records


def line_numbers(file: LocalFile, file_format: Format, positions: list[int]) -> list[int]:
    """The numbers of the lines in which these bytes stand, both counted from 1; positions ascend."""
    lines, line, read = [], 1, 0
    with unpacked(file, file_format) as content:
        for position in positions:
            while read < position - 1:
                chunk = content.read(min(position - 1 - read, _CHUNK))
                if not chunk:
                    break
                read += len(chunk)
                line += chunk.count(b"\n")
            lines.append(line)
    return lines
