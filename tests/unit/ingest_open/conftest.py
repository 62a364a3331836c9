"""The `cmdb` connector without its database: documents in, outcomes out, by way of real BSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

import bson
import pytest

from finops_contract.application import ApplicationRecord
from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.raw_zone import Payload
from finops_runtime.runs.step import Step
from ingest_open.cmdb.config import CmdbConfig
from ingest_open.cmdb.mapping import outcomes_of

Collections = Mapping[str, list[dict[str, Any]]]
Outcomes = tuple[list[Releve], list[Reject], SourceTotals, list[ApplicationRecord]]
RunCmdb = Callable[[Collections, dict[str, Any]], Outcomes]

STEP = Step(
    run_id=UUID(int=1),
    entity_id="local",
    domain_id="open",
    domain_mode="DIRECT",
    period=Period(2026, 10),
    status="PLANNED",
    failure_policy="strict",
    rows=0,
    checksum="",
    connector="cmdb",
    connector_config={},
    origin="live",
    force=False,
)


def _payloads(collections: Collections) -> Iterator[Payload]:
    """The collections as `land()` would keep them, two documents a payload."""
    for name, documents in sorted(collections.items()):
        for sequence in range(0, len(documents) or 1, 2):
            body = b"".join(bson.encode(document) for document in documents[sequence : sequence + 2])
            yield Payload(sequence, f"mongodb:finops_raw.{name}", "application/bson", body)


@pytest.fixture(scope="session")
def run_cmdb() -> RunCmdb:
    """What a step of domain `open` in 2026-10 makes of these documents under these settings."""

    def run(collections: Collections, config: dict[str, Any]) -> Outcomes:
        totals = SourceTotals()
        outcomes = list(outcomes_of(lambda: _payloads(collections), STEP, CmdbConfig.model_validate(config), totals))
        return (
            [o for o in outcomes if isinstance(o, Releve)],
            [o for o in outcomes if isinstance(o, Reject)],
            totals,
            [o for o in outcomes if isinstance(o, ApplicationRecord)],
        )

    return run
