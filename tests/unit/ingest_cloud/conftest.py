"""The `focus` connector without a raw zone: files in, manifest and outcomes out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.files import Files
from finops_runtime.runs.step import Step
from finops_runtime.settings import FileSettings
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.manifest import Manifest
from ingest_cloud.focus.outcomes import outcomes_of
from ingest_cloud.focus.survey import manifest_of

MEMORY_LIMIT = "256MB"
FILES = Files(FileSettings(finops_file_roots=("/",)))


@dataclass(frozen=True)
class Read:
    """What a step made of its files."""

    manifest: Manifest
    releves: list[Releve]
    rejects: list[Reject]
    totals: SourceTotals


ReadFocus = Callable[..., Read]


def step_of(period: Period) -> Step:
    return Step(
        run_id=UUID(int=1),
        entity_id="local",
        domain_id="public_cloud",
        domain_mode="DIRECT",
        period=period,
        status="PLANNED",
        failure_policy="strict",
        rows=0,
        checksum="",
        connector="focus",
        connector_config={},
        origin="live",
        force=False,
    )


@pytest.fixture(scope="session")
def read_focus() -> ReadFocus:
    """What a step of domain `public_cloud` makes of files; lands, then `between`, then reads."""

    def read(
        files: Path | str,
        config: dict[str, Any] | None = None,
        period: str = "2024-09",
        between: Callable[[], object] = lambda: None,
    ) -> Read:
        settings = FocusConfig.model_validate({"source": "acme-bill", **(config or {}), "files": str(files)})
        step, totals = step_of(Period.parse(period)), SourceTotals()
        manifest = manifest_of(settings.address(step.period), settings, FILES, MEMORY_LIMIT)
        between()
        outcomes = list(outcomes_of(manifest, step, settings, totals, FILES, MEMORY_LIMIT))
        releves = [outcome for outcome in outcomes if isinstance(outcome, Releve)]
        return Read(manifest, releves, [o for o in outcomes if isinstance(o, Reject)], totals)

    return read
