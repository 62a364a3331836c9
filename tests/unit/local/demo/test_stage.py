"""The stage: a process for each stub, and secrets only where they are needed."""

from datetime import date
from pathlib import Path

import pytest

from finops_local.demo.stage import Stage, build_stage
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS, SECRETS, STUBS


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return build_stage(tmp_path, Company(apps=8, months=2, today=date(2026, 11, 20)))


def test_every_stub_has_an_address_of_its_own(stage: Stage) -> None:
    assert stage.stubs.keys() == {stub.name for stub in STUBS}
    assert len({stage.places.url(stub.name) for stub in STUBS}) == len(STUBS)


def test_a_function_knows_the_secrets_of_its_own_sources_only(stage: Stage) -> None:
    settings = stage.platform.function_settings
    for function in ("ingest_open", "ingest_cloud", "ingest_native", "load_facts"):
        needed = {name for domain in DOMAINS if domain.ingest_function == function for name in domain.secrets}
        known = {name: value for name, value in settings.get(function, {}).items() if name in SECRETS}
        assert known == {name: stage.secrets[name] for name in needed}


def test_every_platform_makes_up_its_own_secrets(stage: Stage, tmp_path: Path) -> None:
    other = build_stage(tmp_path / "other", stage.company)
    assert stage.secrets.keys() == other.secrets.keys() == SECRETS
    assert not set(stage.secrets.values()) & set(other.secrets.values())


def test_functions_read_files_of_the_sample_only(stage: Stage) -> None:
    assert stage.platform.settings["FINOPS_FILE_ROOTS"] == str(stage.places.folder)
