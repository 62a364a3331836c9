"""Files that sources leave, wherever they are: list them, have one on this machine's disk, know if it changes."""

import glob
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from finops_contract.errors import (
    BadConnectorConfig,
    FileTooLarge,
    PermanentError,
    SourceChanged,
    SourceMalformed,
    SourceRefused,
    SourceUnavailable,
)
from finops_runtime.ingest.addresses import LOCAL, Address, folder_of, uri_of, with_month
from finops_runtime.settings import FileSettings

if TYPE_CHECKING:
    from finops_runtime.ingest.remote_files import RemoteFiles

__all__ = ["Address", "FileTooLarge", "Files", "LocalFile", "NoFiles", "with_month"]

_MEGABYTE = 1 << 20
_Uris = list[str]


class NoFiles(SourceMalformed):
    """No file is where one is expected: none yet, or it has vanished."""

    code = "no_files"


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file as it is on this machine's disk now. `size` is in bytes, `sha256` in hexadecimal digits."""

    uri: str
    path: Path
    size: int
    sha256: str
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What a file system says of a file without reading it. Equal stamps: nobody wrote the file in between."""

    size: int
    mtime_ns: int
    inode: int


class Files:
    """The files that a function may read: those under FINOPS_FILE_ROOTS."""

    def __init__(self, settings: FileSettings) -> None:
        self._settings = settings
        self._stores: dict[str, RemoteFiles] = {}

    def list(self, address: str) -> _Uris:
        """The URIs of the files that an address stands for, in the order of their names; none when there are none.

        Raises BadConnectorConfig when they are not under FINOPS_FILE_ROOTS, SourceRefused when access is denied,
        SourceUnavailable when they cannot be listed now.
        """
        uri = uri_of(address)
        self._check(folder_of(uri))
        if not uri.startswith(LOCAL):
            return sorted(self._store(uri).list(uri))
        # In glob's own words a bracket is a pattern; in an address it is a bracket.
        found = glob.glob(uri.removeprefix(LOCAL).replace("[", "[[]"), recursive=True)  # noqa: PTH207  # absolute
        uris = [LOCAL + path for path in sorted(set(found)) if Path(path).is_file()]
        for each in uris:
            self._check(each)
        return uris

    @contextmanager
    def fetch(self, uri: str, landed: str | None = None) -> Iterator[LocalFile]:
        """One file, on this machine's disk within the block: where it is, or a copy that is removed at the end.

        `landed` is the checksum that it must have: a file that is read where it is is hashed beside the block, and
        what the block made of it counts only when the block ends without an error.

        Raises SourceChanged when it is gone, has another checksum, or was written or replaced meanwhile; FileTooLarge
        beyond FINOPS_FILE_MAX_MB; and what `list` raises.
        """
        self._check(uri)
        if uri.startswith(LOCAL):
            with self._in_place(uri, landed) as file:
                yield file
        else:
            with TemporaryDirectory(prefix="finops-file-") as folder:
                file = self._copied(uri, Path(folder) / f"file{PurePosixPath(uri).suffix}")
                _refuse_other(uri, file.sha256, landed)
                yield file

    @contextmanager
    def _in_place(self, uri: str, landed: str | None) -> Iterator[LocalFile]:
        path = _path(uri)
        stamp = _stamp_of(uri)
        self.check_size(uri, stamp.size)
        modified_at = datetime.fromtimestamp(stamp.mtime_ns // 1_000_000_000, UTC)
        with ThreadPoolExecutor(1) as beside:
            digest = beside.submit(_sha256_of, uri)
            sha256 = digest.result() if landed is None else landed
            try:
                yield LocalFile(uri, path, stamp.size, sha256, modified_at)
            except PermanentError:
                _refuse_change(uri, stamp)  # then that is what went wrong
                _refuse_other(uri, digest.result(), landed)
                raise
            _refuse_change(uri, stamp)  # first: which of two files was hashed would be chance
            _refuse_other(uri, digest.result(), landed)

    def _copied(self, uri: str, path: Path) -> LocalFile:
        size, sha256 = 0, hashlib.sha256()
        with _translated_errors(uri), path.open("wb") as target:

            def write(chunk: bytes) -> None:
                nonlocal size
                size += len(chunk)
                self.check_size(uri, size)
                sha256.update(chunk)
                target.write(chunk)

            modified_at = self._store(uri).copy(uri, write)
        return LocalFile(uri, path, size, sha256.hexdigest(), modified_at)

    def check_size(self, uri: str, size: int) -> None:
        """Raises FileTooLarge when `size` bytes of a file, or of what it unpacks to, are more than may be read."""
        if size > self._settings.finops_file_max_mb * _MEGABYTE:
            raise FileTooLarge(
                f"{uri} has more than {self._settings.finops_file_max_mb} MB; if that is right, raise "
                "FINOPS_FILE_MAX_MB"
            )

    def _check(self, uri: str) -> None:
        """Refuse what lies outside the roots: for local files once every symbolic link is followed."""
        parts = _parts(uri)
        if ".." in uri.split("/") or not any(parts[: len(root)] == root for root in self._roots()):
            raise BadConnectorConfig(f"{uri[:200]} is under none of FINOPS_FILE_ROOTS; add its folder or bucket there")

    def _roots(self) -> Iterator[tuple[str, ...]]:
        for root in self._settings.finops_file_roots:
            yield _parts(uri_of(root))

    def _store(self, uri: str) -> "RemoteFiles":
        from finops_runtime.ingest.remote_files import RemoteFiles  # noqa: PLC0415  # pyarrow takes a while to load

        root = "/".join(uri.split("/", 3)[:3])
        if root not in self._stores:
            self._stores[root] = RemoteFiles(self._settings, uri)
        return self._stores[root]


def _parts(uri: str) -> tuple[str, ...]:
    if uri.startswith(LOCAL):
        return (LOCAL, *Path(uri.removeprefix(LOCAL) or "/").resolve().parts)
    return tuple(uri.rstrip("/").split("/"))


def _path(uri: str) -> Path:
    return Path(uri.removeprefix(LOCAL))


def _stamp_of(uri: str) -> _Stamp:
    with _translated_errors(uri):
        stat = _path(uri).stat()
    return _Stamp(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _sha256_of(uri: str) -> str:
    with _translated_errors(uri), _path(uri).open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _refuse_other(uri: str, found: str, landed: str | None) -> None:
    if landed is not None and found != landed:
        raise SourceChanged(f"{uri} is not the file that was landed: its checksum differs")


def _refuse_change(uri: str, since: _Stamp) -> None:
    if _stamp_of(uri) != since:
        raise SourceChanged(f"{uri} changed while it was read")


@contextmanager
def _translated_errors(uri: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise SourceChanged(f"{uri} is gone") from error
    except PermissionError as error:
        raise SourceRefused(f"{uri} may not be read by this function: check its permissions") from error
    except OSError as error:
        raise SourceUnavailable(f"{uri} cannot be read: {error.strerror or type(error).__name__}") from error
