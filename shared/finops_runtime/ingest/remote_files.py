"""Files on S3, Google Cloud Storage and Azure Blob, by way of pyarrow. Credentials are those of the environment.

To be imported by the first remote address only: pyarrow takes a while to load.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from pyarrow.fs import (
    AwsStandardS3RetryStrategy,
    AzureFileSystem,
    FileInfo,
    FileSelector,
    FileSystem,
    FileType,
    GcsFileSystem,
    S3FileSystem,
    resolve_s3_region,
)

from finops_contract.errors import SourceChanged, SourceRefused, SourceUnavailable
from finops_runtime.ingest.addresses import folder_of, matcher
from finops_runtime.settings import FileSettings

_CHUNK = 1 << 20
_DENIED = re.compile(
    r"ACCESS_DENIED|ACCESS_KEY|CLIENT_TOKEN|SIGNATURE|UNRECOGNIZED_CLIENT|EXPIRED_TOKEN|AuthorizationFailure"
    r"|HTTP (status|response code):? 40[13]|\b40[13] |Unauthorized|Forbidden|Permission ?Denied|Unauthenticated",
    re.IGNORECASE,
)
_Uris = list[str]


class RemoteFiles:
    """One bucket or container."""

    def __init__(self, settings: FileSettings, uri: str) -> None:
        parts = urlsplit(uri)
        self._root, self._bucket = f"{parts.scheme}://{parts.netloc}", parts.netloc.partition("@")[0]
        with _translated_errors(self._root):
            self._store = _store(settings, parts.scheme, parts.netloc)

    def list(self, address: str) -> _Uris:
        """The URIs of the files that `address` stands for; none when the bucket or folder is not there."""
        folder, wanted = folder_of(address), matcher(address)
        with _translated_errors(address):
            if folder == address:
                found = [self._info(address)]
            else:
                below = address[len(folder) + 1 :]
                deep = "/" in below or "**" in below
                found = self._store.get_file_info(
                    FileSelector(self._path(folder), recursive=deep, allow_not_found=True)
                )
        uris = [self._root + info.path[len(self._bucket) :] for info in found if info.type == FileType.File]
        return [uri for uri in uris if uri == address or wanted.fullmatch(uri)]

    def copy(self, uri: str, write: Callable[[bytes], object]) -> datetime:
        """Give `write` the bytes of a file, and when it was last written.

        Raises SourceChanged when it is gone, or replaced in mid-read: a store is read in ranges, each of whatever
        stands there then.
        """
        with _translated_errors(uri):
            before = self._info(uri)
            if before.type != FileType.File:
                raise SourceChanged(f"{uri} is gone")
            with self._store.open_input_stream(self._path(uri)) as stream:
                version, size = stream.metadata(), 0
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    write(chunk)
            with self._store.open_input_stream(self._path(uri)) as stream:
                same = stream.metadata() == version and size == before.size
        if not same:
            raise SourceChanged(f"{uri} changed while it was read")
        modified_at: datetime = before.mtime
        return modified_at.astimezone(UTC)

    def _info(self, uri: str) -> FileInfo:
        return self._store.get_file_info(self._path(uri))

    def _path(self, uri: str) -> str:
        return self._bucket + uri[len(self._root) :]


def _store(settings: FileSettings, scheme: str, authority: str) -> FileSystem:
    seconds = settings.http_timeout_ms / 1000
    if scheme == "s3":
        return _s3(settings, authority, seconds)
    if scheme == "gs":
        return GcsFileSystem(retry_time_limit=timedelta(seconds=seconds * (1 + settings.http_retries)))
    account, _, domain = authority.partition("@")[2].partition(".")
    return AzureFileSystem(
        account, dfs_storage_authority=f".{domain}", blob_storage_authority=f".{domain.replace('dfs.', 'blob.', 1)}"
    )


def _s3(settings: FileSettings, bucket: str, seconds: float) -> S3FileSystem:
    options = {
        "connect_timeout": seconds,
        "request_timeout": seconds,
        "retry_strategy": AwsStandardS3RetryStrategy(max_attempts=1 + settings.http_retries),
        "tls_ca_file_path": settings.http_ca_bundle,
    }
    endpoint = urlsplit(settings.aws_endpoint_url or "")
    if endpoint.netloc:
        return S3FileSystem(endpoint_override=endpoint.netloc, scheme=endpoint.scheme, **options)
    region = settings.aws_region or settings.aws_default_region
    # Without a region the bucket is asked where it is: another region's endpoint would only redirect.
    return S3FileSystem(region=region or resolve_s3_region(bucket), **options)


@contextmanager
def _translated_errors(what: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise SourceChanged(f"{what} is gone") from error
    except OSError as error:
        # The messages of the stores' SDKs quote headers and keys: none of them is passed on.
        if isinstance(error, PermissionError) or _DENIED.search(str(error)):
            raise SourceRefused(f"{what}: access denied, check the credentials of the environment") from error
        raise SourceUnavailable(f"{what} cannot be read: the store does not answer as it should") from error
