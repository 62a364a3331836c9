"""A gzip-compressed piece, unpacked as it is read: never more of it than there can be."""

import csv
import zlib
from collections.abc import Iterator
from typing import Final

from finops_contract.exchange import COLUMNS, MOST_UNPACKED, Dataset
from load_group.differs import PieceDiffers

_CHUNK: Final = 1 << 18
_ALWAYS_UNPACKED: Final = 1 << 20
"""Bytes that any piece may have: a few rows of the same are smaller than one hundredth of themselves."""
_LONGEST_ROW: Final = 64 << 10
"""Bytes: nine keys of 512 characters are less."""
_LONGEST_HEADER: Final = 4096
MOST_UNKNOWN_COLUMNS: Final = 16
"""Columns of newer releases, which are ignored."""


def unpacked(body: bytes, rows: int) -> Iterator[bytes]:
    """What is in the body, which holds `rows` rows; raises PieceDiffers for what is no gzip, or far too much."""
    most = min(max(MOST_UNPACKED * len(body), _ALWAYS_UNPACKED), (rows + 1) * _LONGEST_ROW)
    size = 0
    for chunk in _members(body):
        size += len(chunk)
        if size > most:
            raise PieceDiffers(f"it unpacks to more than {most} bytes")
        yield chunk


def _members(body: bytes) -> Iterator[bytes]:
    """A gzip file is one or more members, one after the other."""
    rest = body
    while rest:
        member = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            while rest and not member.eof:
                yield member.decompress(rest, _CHUNK)
                rest = member.unconsumed_tail
        except zlib.error as error:
            raise PieceDiffers("it is no gzip file, or a damaged one") from error
        if not member.eof:
            raise PieceDiffers("its gzip file ends early")
        rest = member.unused_data


def header_and_rows(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first line, without its end, and what follows."""
    begun = b""
    for chunk in chunks:
        begun += chunk
        line, found, rest = begun.partition(b"\n")
        if len(line) > _LONGEST_HEADER:
            break
        if found:
            return line.removesuffix(b"\r"), _followed(rest, chunks)
    if len(begun) > _LONGEST_HEADER:
        raise PieceDiffers("its header line is too long")
    return begun, chunks


def _followed(rest: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    if rest:
        yield rest
    yield from chunks


def columns_of(dataset: Dataset, header: bytes) -> list[str]:
    """The columns that a header line names, unknown ones as `ignored_1`, `ignored_2` ...; raises PieceDiffers."""
    try:
        (names,) = csv.reader([header.decode("utf-8")], strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise PieceDiffers("its first line is no header") from error
    missing = [name for name in COLUMNS[dataset] if names.count(name) != 1]
    if missing:
        raise PieceDiffers(f"its header must name {missing[0]} once")
    unknown = [name for name in names if name not in COLUMNS[dataset]]
    if len(unknown) > MOST_UNKNOWN_COLUMNS:
        raise PieceDiffers(f"its header names more than {MOST_UNKNOWN_COLUMNS} unknown columns")
    ignored = iter(f"ignored_{number}" for number in range(1, len(unknown) + 1))
    return [name if name in COLUMNS[dataset] else next(ignored) for name in names]
