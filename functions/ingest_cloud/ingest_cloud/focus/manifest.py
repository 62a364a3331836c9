"""What is landed of a bill: which files it was, not what they hold. They stay where they are, and must not change."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from finops_contract.errors import SourceChanged, SourceMalformed
from ingest_cloud.focus.files import Stamp, sha256_of, stamp_of
from ingest_cloud.focus.formats import Format, Version


class NoFiles(SourceMalformed):
    """No file is where the month's bill is expected: none yet, or it has vanished."""

    code = "no_files"


class BillFile(BaseModel):
    """One file as it was when it was landed."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    uri: str
    size: int
    modified_at: datetime
    sha256: str
    format: Format
    focus_version: Version

    def verified(self) -> Stamp:
        """The file's stamp, taken before it was found to be the landed one; raises SourceChanged when it is not."""
        stamp = stamp_of(self.uri)
        if stamp.size != self.size or sha256_of(self.uri) != self.sha256:
            raise SourceChanged(f"{self.uri} is not the file that was landed: its checksum differs")
        return stamp

    def refuse_change(self, since: Stamp) -> None:
        """Raises SourceChanged when the file was written or replaced since it was verified."""
        if stamp_of(self.uri) != since:
            raise SourceChanged(f"{self.uri} changed while it was read")


class Manifest(BaseModel):
    """The payload of a landing. `address` is where the files were looked for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    address: str
    files: tuple[BillFile, ...]
