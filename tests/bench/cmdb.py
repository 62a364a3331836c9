"""Landing and reading a CMDB against draining the cursor: what MongoDB and its driver take for the documents alone."""

import tempfile
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from pymongo import ASCENDING

from finops_contract.period import Period
from finops_local.servers.mongo import mongo
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.raw_zone import LandingKey, RawZone
from finops_runtime.runs.step import Step
from finops_runtime.settings import RawZoneSettings
from ingest_open.cmdb.config import CmdbConfig
from ingest_open.cmdb.connector import CmdbConnector
from tests.bench.mart import Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import Options

_COLLECTION = "cmdb_ci_server"
CONFIG = CmdbConfig.model_validate(
    {
        "source": "servicenow",
        "environments": {"production": "production", "pre-prod": "staging"},
        "rules": [
            {
                "collection": _COLLECTION,
                "where": {"operational_status": "1"},
                "metric": "VCPU",
                "quantity": {"field": "cpu_count"},
                "product": {"field": "sys_class_name"},
                "application": "u_business_application",
                "environment": "used_for",
            }
        ],
    }
)


def bench(_: Marts, options: Options) -> Result:
    """Documents of some thirty fields, as ServiceNow's table API gives them."""
    drained, landed = Measure("drain the cursor"), Measure("land")
    read, both = Measure("read"), Measure("land + read")
    with tempfile.TemporaryDirectory(prefix="finops-bench-") as folder, mongo(Path(folder), keep=False) as server:
        zone = RawZone(RawZoneSettings.model_validate({"mongo_url": server.url, "mongo_db": "finops_raw"}))
        fill(zone, options.documents)
        for _repeat in range(options.repeats):
            with drained.timed():
                deque(zone.database[_COLLECTION].find({}, sort=[("_id", ASCENDING)]), maxlen=0)
            _measure(zone, landed, read, options.documents)
            both.seconds.append(landed.seconds[-1] + read.seconds[-1])
        zone.close()
    title = f"land and read a CMDB of {options.documents} documents"
    return Result(title, [drained, landed, read, both], [Ratio("land + read / its floor", both, drained, "<= 3")])


def _measure(zone: RawZone, landed: Measure, read: Measure, documents: int) -> None:
    connector = CmdbConnector(zone)
    step = _step(uuid4())
    writer = zone.write(LandingKey(step.entity_id, step.domain_id, step.period, step.run_id, connector.name))
    with landed.timed():
        connector.land(step, CONFIG, writer)
        landing = writer.complete()
    totals = SourceTotals()
    with read.timed():
        deque(connector.read(step, CONFIG, landing, totals), maxlen=0)
    assert totals.records == documents


def fill(zone: RawZone, documents: int) -> None:
    """So many servers, of 3,000 applications."""
    for first in range(0, documents, 10_000):
        batch = [_server(number) for number in range(first, min(first + 10_000, documents))]
        zone.database[_COLLECTION].insert_many(batch)


def _server(number: int) -> dict[str, Any]:
    """As the table API answers: every value a text, references as link and value."""
    application = f"{number % 3_000:032x}"
    link = "https://example.service-now.com/api/now/table"
    return {
        "_id": f"{number:08d}",
        "sys_id": f"{number:032x}",
        "sys_class_name": ("cmdb_ci_linux_server", "cmdb_ci_win_server", "cmdb_ci_aix_server")[number % 3],
        "name": f"srv-{number:06d}",
        "operational_status": "1",
        "cpu_count": str(2 ** (number % 5)),
        "ram": str(1024 * 2 ** (number % 6)),
        "used_for": ("Production", "Pre-prod", "Development")[number % 3],
        "u_business_application": {"link": f"{link}/cmdb_ci_business_app/{application}", "value": application},
        "support_group": {"link": f"{link}/sys_user_group/{number % 90:032x}", "value": f"{number % 90:032x}"},
        "sys_updated_on": "2026-10-02 04:00:00",
        **{f"u_attribute_{field}": f"value {number % 97} of {field}" for field in range(20)},
    }


def _step(run_id: UUID) -> Step:
    return Step(
        run_id=run_id,
        entity_id="bench",
        domain_id="open",
        domain_mode="DIRECT",
        period=Period.of(datetime.now(UTC).date()),
        status="PLANNED",
        failure_policy="strict",
        rows=0,
        checksum="",
        connector="cmdb",
        connector_config={},
        origin="live",
        force=False,
    )
