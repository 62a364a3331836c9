"""Where bills are: list them, open them, tell whether they are still the same.

Addresses are `file://` URIs. Another filesystem is one more branch in these functions; nothing else opens a bill
but DuckDB, with the path that `duckdb_path` gives it.
"""

import glob
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from finops_contract.errors import SourceChanged, SourceUnavailable

_SCHEME = "file://"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file system says of a file without reading it. Equal stamps: nobody wrote the file in between."""

    size: int
    mtime_ns: int
    inode: int

    @property
    def modified_at(self) -> datetime:
        """When it was last written."""
        return datetime.fromtimestamp(self.mtime_ns // 1_000_000_000, UTC)


def list_files(address: str) -> list[str]:
    """The files that an address with or without `*` stands for, in the order of their names."""
    found = glob.glob(address.removeprefix(_SCHEME), recursive=True)  # noqa: PTH207  # Path.glob refuses absolute ones
    return [_SCHEME + path for path in sorted(found) if Path(path).is_file()]


@contextmanager
def opened(uri: str) -> Iterator[BufferedReader]:
    """The bytes of a file; raises SourceChanged when it is gone, SourceUnavailable when it cannot be read now."""
    with _translated_errors(uri), _path(uri).open("rb") as file:
        yield file


def stamp_of(uri: str) -> Stamp:
    """Raises as `opened` does."""
    with _translated_errors(uri):
        stat = _path(uri).stat()
    return Stamp(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def sha256_of(uri: str) -> str:
    """Raises as `opened` does."""
    with opened(uri) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def duckdb_path(uri: str) -> str:
    """The path as DuckDB must be given it to read this one file, whatever characters its name has."""
    return glob.escape(str(_path(uri)))


def _path(uri: str) -> Path:
    return Path(uri.removeprefix(_SCHEME))


@contextmanager
def _translated_errors(uri: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise SourceChanged(f"{uri} is gone") from error
    except OSError as error:
        raise SourceUnavailable(f"{uri} cannot be read: {error.strerror or type(error).__name__}") from error
