"""The `external_coefficients` connector on a real MongoDB and real files: what a step lands, and reads back."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import bson
import pytest
from bson import json_util
from bson.codec_options import DatetimeConversion

from finops_contract.errors import BadConnectorConfig, PermanentError, SourceUnavailable
from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.files import Files, FileTooLarge, NoFiles
from finops_runtime.raw_zone import Landing, LandingKey, RawZone
from finops_runtime.runs.step import Step
from finops_runtime.settings import FileSettings
from ingest_open.external_coefficients.config import ExternalCoefficientsConfig
from ingest_open.external_coefficients.connector import ExternalCoefficientsConnector

CASES = sorted(
    path.parent
    for path in (Path(__file__).parents[2] / "unit/ingest_open/external_coefficients/cases").glob("*/documents.json")
)
NAME = "indirect_coefficients"
STEP = Step(
    run_id=UUID(int=1),
    entity_id="local",
    domain_id="network",
    domain_mode="INDIRECT",
    period=Period(2026, 10),
    status="PLANNED",
    failure_policy="strict",
    rows=0,
    checksum="",
    connector="external_coefficients",
    connector_config={},
    origin="live",
    force=False,
)
MONGO: dict[str, Any] = {"source": "finance", "from": {"collection": NAME}}
ANY_DATE = json_util.JSONOptions(tz_aware=True, datetime_conversion=DatetimeConversion.DATETIME_AUTO)

Worked = tuple[Landing, list[Releve | Reject]]
Work = Callable[..., Worked]


@pytest.fixture
def work(raw_zone: RawZone, tmp_path: Path) -> Work:
    """Land and read one step under these settings."""
    files = Files(FileSettings.model_validate({"finops_file_roots": str(tmp_path)}))
    connector = ExternalCoefficientsConnector(raw_zone, files, ZoneInfo("Europe/Paris"))

    def step(config: dict[str, Any], **changes: Any) -> Worked:
        asked = Step(**{**{name: getattr(STEP, name) for name in STEP.__slots__}, **changes})
        settings = ExternalCoefficientsConfig.model_validate(config)
        writer = raw_zone.write(LandingKey("local", asked.domain_id, asked.period, asked.run_id, connector.name))
        connector.land(asked, settings, writer)
        landing = writer.complete()
        return landing, list(connector.read(asked, settings, landing, SourceTotals()))

    return step


def weights(worked: Worked) -> list[tuple[str | None, str]]:
    return [(o.application_key, f"{o.quantity:f}") for o in worked[1] if isinstance(o, Releve)]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, raw_zone: RawZone, work: Work) -> None:
    """What is not landed would not have counted: the same as from the whole collection."""
    raw_zone.database.create_collection(NAME)
    documents = json_util.loads((case / "documents.json").read_text(), json_options=ANY_DATE)
    if documents:
        raw_zone.database[NAME].insert_many(documents)
    config = json.loads((case / "config.json").read_text())
    expected = json.loads((case / "expected.json").read_text())
    if "error" in expected:
        with pytest.raises(PermanentError) as caught:
            work(config)
        assert caught.value.code == expected["error"]["code"]
        return
    worked = work(config)
    assert weights(worked) == [(application, quantity) for application, _, quantity in expected["releves"]]
    rejects = [o for o in worked[1] if isinstance(o, Reject)]
    assert [[o.reason, o.location] for o in rejects] == [reject[:2] for reject in expected["rejects"]]


def test_only_what_the_step_may_need_is_landed_byte_by_byte(raw_zone: RawZone, work: Work) -> None:
    documents = [
        {"_id": 1, "domain": "network", "period": "2026-10", "application": "a", "weight": "1"},
        {"_id": 2, "domain": "network", "period": "2026-09", "application": "a", "weight": "1"},
        {"_id": 3, "domain": "security", "period": "2026-10", "application": "a", "weight": "1"},
        {"_id": 4, "domain": "network", "period": "october", "application": "a", "weight": "1"},
        {"_id": 5, "period": "2026-10", "application": "a", "weight": "1"},
        {"_id": 6, "domain": "network", "period": bson.Regex("^2026"), "application": "a", "weight": "1"},
        {
            "_id": 7,
            "domain": "network",
            "period": datetime(2026, 9, 30, 22, tzinfo=UTC),
            "application": "b",
            "weight": "1",
        },
    ]
    raw_zone.database[NAME].insert_many(documents)
    landing, outcomes = work(MONGO)
    (payload,) = landing.payloads()
    assert payload.body == b"".join(bson.encode(document) for document in documents if document["_id"] in (1, 4, 5, 7))
    assert payload.source == f"mongodb:{raw_zone.database.name}.{NAME}"
    assert len(outcomes) == 4


def test_dates_that_no_calendar_has_are_landed_and_rejected(raw_zone: RawZone, work: Work) -> None:
    beyond = raw_zone.database[NAME]
    beyond.insert_one({"domain": "network", "period": bson.DatetimeMS(2**62), "application": "a", "weight": "1"})
    beyond.insert_one({"domain": "network", "period": "2026-10", "application": "a", "weight": "1"})
    worked = work(MONGO)
    assert weights(worked) == [("a", "1")]
    assert [o.reason for o in worked[1] if isinstance(o, Reject)] == ["bad_month"]


def test_many_documents_are_all_read_once(raw_zone: RawZone, work: Work) -> None:
    raw_zone.database[NAME].insert_many(
        {"_id": n, "domain": "network", "period": "2026-10", "application": str(n), "weight": n} for n in range(2_500)
    )
    landing, outcomes = work(MONGO)
    assert len(outcomes) == 2_500
    assert len(list(landing.payloads())) == 3


def test_a_collection_that_is_not_there_is_tried_again(work: Work) -> None:
    with pytest.raises(SourceUnavailable, match=NAME):
        work(MONGO)


def test_a_direct_domain_is_refused(work: Work) -> None:
    with pytest.raises(BadConnectorConfig, match="make the domain INDIRECT"):
        work(MONGO, domain_mode="DIRECT")


def table(period: str, *rows: str) -> str:
    return "\n".join(["domain,period,application,weight", *(f"network,{period},{row}" for row in rows), ""])


def test_files_of_the_month_are_landed_whole_and_can_go(work: Work, tmp_path: Path) -> None:
    for name, rows in (("2026-10-a.csv", ["a,1"]), ("2026-10-b.csv", ["b,2"]), ("2026-09-a.csv", ["a,9"])):
        (tmp_path / name).write_text(table(name[:7], *rows))
    config = {"source": "finance", "from": {"files": f"{tmp_path}/{{period}}-*.csv"}}
    worked = work(config)
    assert weights(worked) == [("a", "1"), ("b", "2")]
    assert [payload.source for payload in worked[0].payloads()] == [
        f"file://{tmp_path}/2026-10-a.csv",
        f"file://{tmp_path}/2026-10-b.csv",
    ]


def test_a_file_larger_than_a_payload_is_put_together_again(work: Work, tmp_path: Path) -> None:
    note = "n" * 90_000
    rows = "".join(f"{note},network,2026-10,app-{n},{n}\n" for n in range(100))
    (tmp_path / "keys.csv").write_text(f"note,domain,period,application,weight\n{rows}")
    worked = work({"source": "finance", "from": {"files": f"{tmp_path}/keys.csv"}})
    assert len(list(worked[0].payloads())) == 2
    assert weights(worked) == [(f"app-{n}", str(n)) for n in range(100)]


def test_carry_takes_the_latest_file_before_the_month(work: Work, tmp_path: Path) -> None:
    config = {"source": "finance", "from": {"files": f"{tmp_path}/{{year}}/{{month}}.csv"}, "carry": True}
    with pytest.raises(NoFiles):
        work(config)
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026/06.csv").write_text(table("2026-06", "old,1"))
    (tmp_path / "2026/08.csv").write_text(table("2026-08", "newer,1"))
    (tmp_path / "2026/11.csv").write_text(table("2026-11", "future,1"))
    assert weights(work(config)) == [("newer", "1")]
    with pytest.raises(NoFiles, match=r"2026/10\.csv"):
        work({**config, "carry": False})


def test_a_file_larger_than_any_table_of_weights_is_refused(work: Work, tmp_path: Path) -> None:
    with (tmp_path / "keys.csv").open("wb") as sparse:
        sparse.truncate((64 << 20) + 1)
    with pytest.raises(FileTooLarge, match="one file a month"):
        work({"source": "finance", "from": {"files": f"{tmp_path}/keys.csv"}})


def test_files_outside_the_roots_are_refused(work: Work) -> None:
    with pytest.raises(BadConnectorConfig, match="FINOPS_FILE_ROOTS"):
        work({"source": "finance", "from": {"files": "/etc/passwd"}})
