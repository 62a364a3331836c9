"""A CSV file as named texts, line by line: packed or not, whatever its delimiter, never whole in memory."""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from finops_contract.errors import SourceMalformed
from finops_runtime.connectors.releve_csv.config import DELIMITERS, ReleveCsvConfig
from finops_runtime.ingest.files import LocalFile

_GZIP = b"\x1f\x8b"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LONGEST_HEADER = 100_000

CheckSize: TypeAlias = Callable[[str, int], None]
"""Refuses a file (its URI) of so many bytes, if they are too many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file. `number` is the file's line on which it ends; `texts` is None when it is broken."""

    number: int
    raw: list[str]
    texts: dict[str, str] | None


def lines_of(file: LocalFile, config: ReleveCsvConfig, check_size: CheckSize) -> Iterator[Line]:
    """Every record behind the header; empty lines are none.

    Raises SourceMalformed (a column is missing, a quote is not closed, wrong encoding, a damaged gzip file) and
    what `check_size` raises: it is told how much was unpacked so far.
    """
    with _text(file, config, check_size) as text, _translated_errors(file.uri, config):
        header_line = text.readline(_LONGEST_HEADER)
        delimiter, header = _header(header_line, file.uri, config)
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for fields in reader:
                if fields:
                    named = dict(zip(header, fields, strict=True)) if len(fields) == len(header) else None
                    yield Line(reader.line_num + 1, fields, named)
        except csv.Error as error:
            raise SourceMalformed(f"{file.uri} line {reader.line_num + 1}: {error}: a quote is not closed?") from error


def _header(line: str, uri: str, config: ReleveCsvConfig) -> tuple[str, list[str]]:
    """The delimiter (the first with which all that is needed is there) and the columns' names in small letters."""
    needed = {name.lower() for name in config.needed}
    for delimiter in DELIMITERS if config.delimiter == "auto" else (config.delimiter,):
        names = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
        if needed <= set(names):
            twice = sorted({name for name in names if name and names.count(name) > 1})
            if twice:
                raise SourceMalformed(f"{uri}: its header has the column {twice[0][:100]!r} twice")
            return delimiter, names
    raise SourceMalformed(f"{uri}: its header has no columns {', '.join(config.needed)}; it begins with {line[:60]!r}")


@contextmanager
def _text(file: LocalFile, config: ReleveCsvConfig, check_size: CheckSize) -> Iterator[io.TextIOWrapper]:
    with file.path.open("rb") as packed:
        is_gzip = packed.read(2) == _GZIP
        packed.seek(0)
        with gzip.GzipFile(fileobj=packed) if is_gzip else nullcontext(packed) as unpacked:
            bounded = io.BufferedReader(_Bounded(unpacked, file.uri, check_size), 1 << 16)
            with _translated_errors(file.uri, config):
                begin = bounded.peek(3)[:3]
            encoding = next((name for bom, name in _BOMS.items() if begin.startswith(bom)), config.encoding)
            # newline="": the csv module itself knows which line ends stand inside quotes.
            with io.TextIOWrapper(bounded, encoding=encoding, newline="") as text:
                yield text


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Bounded(io.RawIOBase):
    """Has the size checked as it is read: a small packed file may hold a very large one."""

    def __init__(self, origin: _Bytes, uri: str, check_size: CheckSize) -> None:
        self._origin = origin
        self._uri = uri
        self._check_size = check_size
        self._size = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base takes any buffer
        """As io.RawIOBase says."""
        chunk = self._origin.read(len(buffer))
        self._size += len(chunk)
        self._check_size(self._uri, self._size)
        buffer[: len(chunk)] = chunk
        return len(chunk)


@contextmanager
def _translated_errors(uri: str, config: ReleveCsvConfig) -> Iterator[None]:
    try:
        yield
    except UnicodeError as error:
        raise SourceMalformed(f"{uri} is not all {config.encoding}: set `encoding` to what it is") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceMalformed(f"{uri} cannot be unpacked: it is damaged or not whole") from error
