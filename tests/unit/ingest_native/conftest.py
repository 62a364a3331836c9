"""The `gitlab` connector without network and database: a page in, outcomes out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.runs.step import Step
from ingest_native.gitlab.config import GitlabConfig
from ingest_native.gitlab.mapping import outcomes_of
from ingest_native.gitlab.projects import id_of, projects_of

RunGitlab = Callable[[bytes, dict[str, Any]], tuple[list[Releve], list[Reject], SourceTotals]]

STEP = Step(
    run_id=UUID(int=1),
    entity_id="local",
    domain_id="native",
    domain_mode="DIRECT",
    period=Period(2026, 10),
    status="PLANNED",
    failure_policy="strict",
    rows=0,
    checksum="",
    connector="gitlab",
    connector_config={},
    origin="live",
    force=False,
)


@pytest.fixture(scope="session")
def run_gitlab() -> RunGitlab:
    """What a step of domain `native` in 2026-10 makes of a page under these settings."""

    def run(body: bytes, config: dict[str, Any]) -> tuple[list[Releve], list[Reject], SourceTotals]:
        totals = SourceTotals()
        settings = GitlabConfig.model_validate(config)
        outcomes = [
            outcome
            for project in projects_of(body, "page")
            for outcome in outcomes_of(project, f"project {id_of(project, 'page')}", STEP, settings, totals)
        ]
        return ([o for o in outcomes if isinstance(o, Releve)], [o for o in outcomes if isinstance(o, Reject)], totals)

    return run
