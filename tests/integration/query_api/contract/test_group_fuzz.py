"""schemathesis over the OpenAPI document of a group, with a token of each role that matters there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.query_api.contract.conftest import Served, served
from tests.integration.query_api.contract.test_fuzz import run_schemathesis
from tests.integration.query_api.group.mart import GROUP, fill
from tests.integration.query_api.signer import Signer


@pytest.fixture
def served_group(postgres_url: str, template: str, signer: Signer) -> Iterator[Served]:
    """The group's deployment as a process."""
    with served(postgres_url, template, signer, mart=fill, FINOPS_SCOPE="group", FINOPS_ENTITY_ID=GROUP) as process:
        yield process


class TestGroupAdmin:
    def test_nothing_is_found(self, served_group: Served, tmp_path: Path) -> None:
        token = served_group.token("Rosetta_Admin", entity_id=GROUP)
        assert run_schemathesis(served_group, token, "examples,coverage,fuzzing", tmp_path) > 15


class TestGroupReader:
    def test_nothing_is_found(self, served_group: Served, tmp_path: Path) -> None:
        token = served_group.token("Rosetta_Group", entity_id=GROUP)
        assert run_schemathesis(served_group, token, "examples,fuzzing", tmp_path) > 15
