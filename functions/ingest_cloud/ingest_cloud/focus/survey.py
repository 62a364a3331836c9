"""Look at the files of a month and write down which they are."""

from duckdb import DuckDBPyConnection

from ingest_cloud.focus.bill import Bill
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.files import list_files, sha256_of, stamp_of
from ingest_cloud.focus.formats import format_of, version_of
from ingest_cloud.focus.manifest import BillFile, Manifest, NoFiles
from ingest_cloud.focus.session import session


def manifest_of(address: str, config: FocusConfig, memory_limit: str) -> Manifest:
    """The files at `address` as they are now.

    Raises NoFiles when there are none and `missing_files` is `fail`; SourceMalformed when one has no header.
    """
    uris = list_files(address)
    if not uris and config.missing_files == "fail":
        raise NoFiles(
            f"no file matches {address}; if a month without a bill is nothing unusual here, "
            'set missing_files to "empty"'
        )
    with session(memory_limit) as connection:
        return Manifest(address=address, files=tuple(_bill_file(connection, uri) for uri in uris))


def _bill_file(connection: DuckDBPyConnection, uri: str) -> BillFile:
    stamp, file_format = stamp_of(uri), format_of(uri)
    file = BillFile(
        uri=uri,
        size=stamp.size,
        modified_at=stamp.modified_at,
        sha256=sha256_of(uri),
        format=file_format,
        focus_version=version_of(Bill(connection, uri, file_format).columns),
    )
    file.refuse_change(since=stamp)
    return file
