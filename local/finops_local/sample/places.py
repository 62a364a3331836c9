"""Where the company's data goes, and where each source answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import RawZoneSettings


@dataclass(frozen=True)
class Places:
    """Databases, the folder of all files, the stubs' addresses by name, and what their `token_env` stand for."""

    admin_url: str
    mongo_url: str
    mongo_db: str
    folder: Path
    stubs: Mapping[str, str]
    secrets: Mapping[str, str]

    def url(self, stub: str) -> str:
        """The address of a stub."""
        return self.stubs[stub]

    def data_of(self, stub: str) -> Path:
        """The file that a stub answers from."""
        return self.folder / "stubs" / f"{stub}.json"

    def raw_zone(self) -> RawZone:
        """The raw zone, to be closed by whoever asked for it."""
        return RawZone(RawZoneSettings.model_validate({"mongo_url": self.mongo_url, "mongo_db": self.mongo_db}))
