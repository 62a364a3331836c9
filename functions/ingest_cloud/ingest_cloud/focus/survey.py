"""Look at the files of a month and write down which they are."""

from duckdb import DuckDBPyConnection

from finops_runtime.ingest.files import Files, NoFiles
from ingest_cloud.focus.bill import Bill
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.formats import format_of, version_of
from ingest_cloud.focus.lines import count_lines
from ingest_cloud.focus.manifest import BillFile, Manifest
from ingest_cloud.focus.session import session


def manifest_of(address: str, config: FocusConfig, files: Files, memory_limit: str) -> Manifest:
    """The files at `address` as they are now.

    Raises NoFiles when there are none and `missing_files` is `fail`; SourceMalformed when one has no header;
    FileTooLarge when one is, or would be once unpacked.
    """
    uris = files.list(address)
    if not uris and config.missing_files == "fail":
        raise NoFiles(
            f"no file matches {address}; if a month without a bill is nothing unusual here, "
            'set missing_files to "empty"'
        )
    with session(memory_limit) as connection:
        return Manifest(address=address, files=tuple(_bill_file(connection, files, uri) for uri in uris))


def _bill_file(connection: DuckDBPyConnection, files: Files, uri: str) -> BillFile:
    with files.fetch(uri) as file:
        file_format = format_of(file)
        bill = Bill(connection, file, file_format)
        version = version_of(bill.columns)
        if file_format == "parquet":
            files.check_size(uri, bill.unpacked_size())
            lines = bill.parquet_rows()
        else:
            lines = count_lines(file, file_format, files.check_size)
    return BillFile(
        uri=uri,
        size=file.size,
        modified_at=file.modified_at,
        sha256=file.sha256,
        format=file_format,
        focus_version=version,
        lines=lines,
    )
