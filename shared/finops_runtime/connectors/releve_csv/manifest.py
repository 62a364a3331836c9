"""What is landed of files: which they were, not what they hold. They are read again, and must be the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from finops_contract.errors import SourceMalformed
from finops_runtime.ingest.files import Files, LocalFile
from finops_runtime.raw_zone import Payload

MEDIA_TYPE = "application/json"


class LandedFile(BaseModel):
    """A file as it was when it was landed. `size` is in bytes, `sha256` in hexadecimal digits."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    uri: str
    size: NonNegativeInt
    sha256: str


class Manifest(BaseModel):
    """The payload of a landing. `address` is where the files were looked for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    address: str
    files: tuple[LandedFile, ...]


def manifest_of(files: Files, address: str) -> Manifest:
    """The files as they are now; raises what `Files.fetch` raises."""
    landed = []
    for uri in files.list(address):
        with files.fetch(uri) as file:
            landed.append(LandedFile(uri=uri, size=file.size, sha256=file.sha256))
    return Manifest(address=address, files=tuple(landed))


def manifest_in(payload: Payload) -> Manifest:
    """The manifest that was landed; raises SourceMalformed."""
    try:
        return Manifest.model_validate_json(payload.body)
    except ValidationError as error:
        raise SourceMalformed(f"{payload.source}: the landing holds no manifest of files") from error


@contextmanager
def fetched(files: Files, landed: LandedFile) -> Iterator[LocalFile]:
    """The file, if it is still the one that was landed; raises SourceChanged if not, or if it changes meanwhile."""
    with files.fetch(landed.uri, landed.sha256) as file:
        yield file
