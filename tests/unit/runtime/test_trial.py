"""A connector that loses something is found out by a trial, as by a night."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from finops_contract.releve import Key
from finops_runtime.ingest.connector import Landing, LandingWriter, Outcome, SourceTotals
from finops_runtime.ingest.settings import ConnectorSettings
from finops_runtime.ingest.trial_command import run
from finops_runtime.runs.step import Step


class LossyConfig(ConnectorSettings):
    source: Key


class LossyConnector:
    """Counts five hours and gives none of them."""

    name = "lossy"
    answers: Literal["period", "snapshot"] = "period"
    config = LossyConfig

    def land(self, step: Step, config: LossyConfig, landing: LandingWriter) -> None:
        landing.add(b"5", "lossy")

    def read(self, step: Step, config: LossyConfig, landing: Landing, totals: SourceTotals) -> Iterator[Outcome]:
        totals.add("CPU_HOURS", Decimal(5))
        yield from ()


def test_i1_what_a_connector_loses_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"source": "lossy"}))
    code = run("ingest_native", lambda *_: [LossyConnector()], ["try", "--connector", "lossy", "--config", str(config)])
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert ["CPU_HOURS", "5", "0", "0", "5"] in shown
    assert ["reconciliation:", "1", "records,", "NOT", "RECONCILED"] in shown
