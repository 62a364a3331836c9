"""The `cmdb` connector on a real MongoDB: what is landed is what stands there, and it is read back alike."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import bson
import pytest
from bson import json_util

from finops_contract.errors import SourceUnavailable
from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import Outcome, SourceTotals
from finops_runtime.raw_zone import Landing, LandingKey, RawZone
from finops_runtime.runs.step import Step
from ingest_open.cmdb.config import CmdbConfig
from ingest_open.cmdb.connector import CmdbConnector

CASES = sorted(path for path in (Path(__file__).parents[2] / "unit/ingest_open/cases").iterdir() if path.is_dir())
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
CONFIG = CmdbConfig.model_validate(
    {
        "source": "servicenow",
        "rules": [
            {
                "collection": "cmdb_ci_server",
                "metric": "SERVER",
                "quantity": "1",
                "product": "server",
                "application": "app",
            }
        ],
    }
)


def landed(raw_zone: RawZone, config: CmdbConfig = CONFIG) -> Landing:
    writer = raw_zone.write(LandingKey("local", "open", STEP.period, STEP.run_id, "cmdb"))
    CmdbConnector(raw_zone).land(STEP, config, writer)
    return writer.complete()


def read(raw_zone: RawZone, landing: Landing, config: CmdbConfig = CONFIG) -> tuple[list[Outcome], SourceTotals]:
    totals = SourceTotals()
    return list(CmdbConnector(raw_zone).read(STEP, config, landing, totals)), totals


def fill(raw_zone: RawZone, name: str, documents: list[dict[str, Any]]) -> None:
    raw_zone.database.create_collection(name)
    if documents:
        raw_zone.database[name].insert_many(documents)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, raw_zone: RawZone) -> None:
    for name, documents in json_util.loads((case / "collections.json").read_text()).items():
        fill(raw_zone, name, documents)
    config = CmdbConfig.model_validate_json((case / "config.json").read_text())
    outcomes, totals = read(raw_zone, landed(raw_zone, config), config)
    expected = json.loads((case / "expected.json").read_text())
    releves = [
        o.model_dump(mode="json", exclude={"period", "domain_id", "source"}) for o in outcomes if isinstance(o, Releve)
    ]
    assert releves == expected["releves"]
    assert [(o.reason, o.location) for o in outcomes if isinstance(o, Reject)] == [
        (reject["reason"], reject["location"]) for reject in expected["rejects"]
    ]
    assert {m: f"{q:f}" for m, q in totals.by_metric.items()} == expected["totals"]["by_metric"]


def test_the_documents_are_landed_byte_by_byte_in_the_order_of_their_id(raw_zone: RawZone) -> None:
    documents = [
        {"_id": number, "sys_id": str(number), "name": "é\x00", "nested": {"z": [1.5, None], "a": "x"}}
        for number in (3, 1, 2)
    ]
    fill(raw_zone, "cmdb_ci_server", documents)
    payloads = list(landed(raw_zone).payloads())
    assert [(p.source, p.media_type) for p in payloads] == [
        (f"mongodb:{raw_zone.database.name}.cmdb_ci_server", "application/bson")
    ]
    assert payloads[0].body == b"".join(bson.encode(d) for d in sorted(documents, key=lambda d: str(d["_id"])))


def test_a_large_collection_is_landed_in_bounded_payloads(raw_zone: RawZone) -> None:
    documents = [{"_id": n, "sys_id": str(n), "app": "A", "blob": str(n % 10) * 200_000} for n in range(120)]
    fill(raw_zone, "cmdb_ci_server", [*documents, {"_id": 200, "sys_id": "200", "blob": "x" * 12_000_000}])
    landing = landed(raw_zone)
    sizes = [len(payload.body) for payload in landing.payloads()]
    assert sum(sizes) > 24_000_000
    assert len(sizes) >= 4
    assert all(size <= 8 * 1024 * 1024 for size in sizes[:-1])
    outcomes, totals = read(raw_zone, landing)
    assert (len(outcomes), totals.records) == (121, 121)


def test_more_documents_than_a_batch_are_all_read_once(raw_zone: RawZone) -> None:
    fill(raw_zone, "cmdb_ci_server", [{"_id": n, "sys_id": str(n), "app": "A"} for n in range(2_500)])
    outcomes, totals = read(raw_zone, landed(raw_zone))
    assert (len(outcomes), totals.records) == (2_500, 2_500)


def test_a_landing_does_not_change_with_the_cmdb(raw_zone: RawZone) -> None:
    fill(raw_zone, "cmdb_ci_server", [{"_id": 1, "sys_id": "1", "app": "A"}])
    landing = landed(raw_zone)
    before = read(raw_zone, landing)[0]
    raw_zone.database["cmdb_ci_server"].update_one({"_id": 1}, {"$set": {"app": "B"}})
    assert read(raw_zone, landing)[0] == before
    assert read(raw_zone, landed(raw_zone))[0] != before


def test_an_empty_collection_is_landed_as_empty(raw_zone: RawZone) -> None:
    fill(raw_zone, "cmdb_ci_server", [])
    landing = landed(raw_zone)
    assert [payload.body for payload in landing.payloads()] == [b""]
    assert read(raw_zone, landing)[0] == []


def test_a_collection_that_is_not_there_is_named(raw_zone: RawZone) -> None:
    with pytest.raises(SourceUnavailable, match="cmdb_ci_server"):
        landed(raw_zone)


def test_broken_text_and_dates_cost_one_field_and_not_the_month(raw_zone: RawZone) -> None:
    fill(raw_zone, "cmdb_ci_server", [])
    whole = bson.encode({"_id": 1, "sys_id": "1", "app": "A", "name": "abc", "when": bson.Int64(2**62)})
    broken = whole.replace(b"abc", b"a\xffc").replace(b"\x12when", b"\x09when")
    writer = raw_zone.write(LandingKey("local", "open", STEP.period, STEP.run_id, "cmdb"))
    writer.add(broken, "mongodb:finops_raw.cmdb_ci_server", "application/bson")
    outcomes, _ = read(raw_zone, writer.complete())
    assert [o.application_key for o in outcomes if isinstance(o, Releve)] == ["A"]
