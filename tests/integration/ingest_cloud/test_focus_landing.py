"""The `focus` connector on a real raw zone: the manifest is what is kept, and what a later run reads by."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from tests.fix_s3 import BUCKET, Store

from finops_contract.errors import SourceChanged
from finops_contract.period import Period
from finops_contract.releve import Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.files import Files
from finops_runtime.raw_zone import LandingKey, RawZone
from finops_runtime.runs.step import Step
from finops_runtime.settings import FileSettings
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.connector import FocusConnector

PERIOD = Period(2024, 9)
STEP = Step(
    UUID(int=1), "local", "public_cloud", "DIRECT", PERIOD, "PLANNED", "strict", 0, "", "focus", {}, "live", force=False
)
KEY = LandingKey("local", "public_cloud", PERIOD, STEP.run_id, "focus")
BILL = """BillingPeriodStart,BillingCurrency,EffectiveCost,BilledCost,ServiceCategory,Tags
2024-09-01,USD,1.5,2,Compute,"{""application"": ""A""}"
2024-09-01,USD,1.5,two,Compute,"{""application"": ""A""}"
"""


def test_a_month_is_computed_again_from_its_landing(raw_zone: RawZone, tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text(BILL)
    config = FocusConfig.model_validate({"source": "acme-bill", "files": str(tmp_path / "*.csv")})
    connector = FocusConnector(Files(FileSettings(finops_file_roots=(str(tmp_path),))))
    writer = raw_zone.write(KEY)
    connector.land(STEP, config, writer)
    writer.complete()
    landing = raw_zone.latest(KEY)
    assert landing is not None
    (payload,) = landing.payloads()
    assert [file["uri"] for file in json.loads(payload.body)["files"]] == [bill.as_uri()]

    (tmp_path / "late.csv").write_text(BILL)  # landed by nobody: not part of the month as it was landed
    first, again = (list(connector.read(STEP, config, landing, SourceTotals())) for _ in range(2))
    assert first == again
    assert [(o.metric, str(o.quantity)) for o in first if isinstance(o, Releve)] == [
        ("EFFECTIVE_COST.USD", "1.5"),
        ("BILLED_COST.USD", "2"),
    ]

    bill.write_text(BILL.replace("1.5", "1.6"))
    with pytest.raises(SourceChanged):
        list(connector.read(STEP, config, landing, SourceTotals()))


def test_a_bill_on_s3_that_is_replaced_after_it_was_landed_is_refused(raw_zone: RawZone, s3_store: Store) -> None:
    s3_store.put("2024-09/bill.csv", BILL.encode())
    config = FocusConfig.model_validate({"source": "acme-bill", "files": f"s3://{BUCKET}/{{period}}/*.csv"})
    settings = FileSettings(finops_file_roots=(f"s3://{BUCKET}",), aws_endpoint_url=s3_store.url)
    connector = FocusConnector(Files(settings))
    writer = raw_zone.write(KEY)
    connector.land(STEP, config, writer)
    landing = writer.complete()
    totals = SourceTotals()
    outcomes = list(connector.read(STEP, config, landing, totals))
    assert [str(o.quantity) for o in outcomes if isinstance(o, Releve)] == ["1.5", "2"]
    assert totals.records == 2

    s3_store.put("2024-09/bill.csv", BILL.replace("1.5", "1.6").encode())
    with pytest.raises(SourceChanged, match="not the file that was landed"):
        list(connector.read(STEP, config, landing, SourceTotals()))
    s3_store.delete("2024-09/bill.csv")
    with pytest.raises(SourceChanged, match="is gone"):
        list(connector.read(STEP, config, landing, SourceTotals()))
