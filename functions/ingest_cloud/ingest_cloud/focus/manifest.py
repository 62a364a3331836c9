"""What is landed of a bill: which files it was, not what they hold. They stay where they are, and must not change."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from finops_runtime.ingest.files import Files, LocalFile
from ingest_cloud.focus.formats import Format, Version


class BillFile(BaseModel):
    """One file as it was when it was landed. `lines` are a CSV file's once unpacked, or the rows of a Parquet file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    uri: str
    size: int
    modified_at: datetime
    sha256: str
    format: Format
    focus_version: Version
    lines: int | None = None

    @contextmanager
    def fetched(self, files: Files) -> Iterator[LocalFile]:
        """The file, on this machine's disk; raises SourceChanged when it is not, or no longer, the landed one."""
        with files.fetch(self.uri, self.sha256) as file:
            yield file


class Manifest(BaseModel):
    """The payload of a landing. `address` is where the files were looked for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    address: str
    files: tuple[BillFile, ...]
