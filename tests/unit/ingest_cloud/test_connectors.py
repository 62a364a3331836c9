"""What the function offers, as it is put together."""

from pathlib import Path

from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import FileSettings, RawZoneSettings
from ingest_cloud.connectors import connectors


def test_every_connector_has_a_name_of_its_own_and_settings_with_a_source(tmp_path: Path) -> None:
    raw_zone = RawZone(RawZoneSettings.model_validate({"mongo_url": "mongodb://nowhere.invalid"}))
    found = connectors(FileSettings(finops_secrets_folder=tmp_path), raw_zone)
    names = [connector.name for connector in found]
    assert {"focus", "cloudkitty", "nova_usage", "opencost"} <= set(names)
    assert len(set(names)) == len(names)
    assert all("source" in connector.config.model_fields for connector in found)
