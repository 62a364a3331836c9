"""A landing in a folder: what a connector was told, kept to be looked at, and to be read again without its source.

`answers/` holds one file a payload, in the order of their names; `answers.json`, where there is one, says where each
came from. Recorded cases have the same shape beside their `config.json` and `expected.json`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import SEEK_END
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from finops_contract.application import ApplicationRecord
from finops_contract.errors import FinopsError
from finops_contract.period import Period
from finops_contract.quantity import EXACT
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import Connector, Landing, SourceTotals
from finops_runtime.raw_zone import Payload
from finops_runtime.runs.step import Step

_SUFFIXES = {"application/json": ".json", "text/csv": ".csv", "application/bson": ".bson"}


class RecordingWriter:
    """Writes a landing into an empty or new folder."""

    def __init__(self, folder: Path) -> None:
        self.started_at = datetime.now(UTC)
        self._folder = folder
        self._count = 0
        (folder / "answers").mkdir(parents=True, exist_ok=False)

    def add(self, body: bytes, source: str, media_type: str = "application/json") -> None:
        """Keep one answer as received."""
        # Six digits: the order of names is the order of answers, of which there may be 100,000.
        name = f"{self._count:06d}{_SUFFIXES.get(media_type, '.bin')}"
        (self._folder / "answers" / name).write_bytes(body)
        self._list(json.dumps({"file": name, "source": source, "media_type": media_type}))
        self._count += 1

    def _list(self, entry: str) -> None:
        """Add to the index by writing over its end: writing it whole each time would take longer with each answer."""
        index = self._folder / "answers.json"
        if not self._count:
            index.write_text(f"[\n{entry}\n]", encoding="utf-8")
            return
        with index.open("r+b") as file:
            file.seek(-len(b"\n]"), SEEK_END)
            file.write(f",\n{entry}\n]".encode())


class Recording:
    """Reads a landing from a folder."""

    def __init__(self, folder: Path) -> None:
        self.id = folder.name
        self._folder = folder

    def payloads(self) -> Iterator[Payload]:
        """The payloads in the order of their files' names."""
        index = self._folder / "answers.json"
        listed = json.loads(index.read_text(encoding="utf-8")) if index.exists() else []
        told = {entry["file"]: entry for entry in listed}
        answers = self._folder / "answers"
        files = sorted(path for path in answers.iterdir() if path.is_file()) if answers.is_dir() else []
        for sequence, path in enumerate(files):
            entry = told.get(path.name, {"source": path.name, "media_type": "application/json"})
            yield Payload(sequence, entry["source"], entry["media_type"], path.read_bytes())


@dataclass(slots=True)
class Findings:
    """What a connector made of a landing."""

    releves: list[Releve] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    applications: list[ApplicationRecord] = field(default_factory=list)
    totals: SourceTotals = field(default_factory=SourceTotals)

    def differences(self) -> dict[str, str]:
        """Per metric, by how much relevés and rejects miss the source's total; empty when I1 holds."""
        left = dict(self.totals.by_metric)
        counted: list[Releve | Reject] = [*self.releves, *self.rejects]
        for outcome in counted:
            if outcome.metric is not None and outcome.quantity is not None:
                left[outcome.metric] = EXACT.subtract(
                    left.get(outcome.metric, EXACT.create_decimal(0)), outcome.quantity
                )
        return {metric: f"{difference:f}" for metric, difference in sorted(left.items()) if difference}

    def as_json(self) -> dict[str, Any]:
        """The shape of a case's `expected.json`; without what is the same in every line."""
        by_metric = {metric: f"{quantity:f}" for metric, quantity in sorted(self.totals.by_metric.items())}
        document: dict[str, Any] = {
            "releves": [r.model_dump(mode="json", exclude={"period", "domain_id", "source"}) for r in self.releves],
            "rejects": [r.model_dump(mode="json", exclude={"record", "message"}) for r in self.rejects],
            "totals": {"records": self.totals.records, "by_metric": by_metric},
        }
        if self.applications:
            document["applications"] = [each.model_dump(mode="json") for each in self.applications]
        return document


def trial_step(
    connector: Connector[Any],
    config: dict[str, Any],
    period: Period,
    domain_id: str = "trial",
    mode: Literal["DIRECT", "INDIRECT"] = "DIRECT",
) -> Step:
    """A step of no run, for what is tried and not staged."""
    return Step(
        run_id=UUID(int=0),
        entity_id="local",
        domain_id=domain_id,
        domain_mode=mode,
        period=period,
        status="PLANNED",
        failure_policy="strict",
        rows=0,
        checksum="",
        connector=connector.name,
        connector_config=config,
        origin="live",
        force=False,
    )


def read_landing(connector: Connector[Any], step: Step, landing: Landing) -> Findings:
    """Everything that the connector makes of a landing, in memory: for trials and recorded cases, not for nights.

    Raises ValidationError when the settings are wrong, and what the connector raises.
    """
    findings = Findings()
    settings = connector.config.model_validate(step.connector_config)
    for each in connector.read(step, settings, landing, findings.totals):
        if isinstance(each, Releve):
            findings.releves.append(each)
        elif isinstance(each, Reject):
            findings.rejects.append(each)
        else:
            findings.applications.append(each)
    return findings


def run_case(connector: Connector[Any], case: Path) -> dict[str, Any]:
    """What the connector makes of a recorded case, to be compared with its `expected.json`.

    `config.json` holds the settings; its own key `case`, which is no setting, may say `period` and `mode`.
    A failure of the whole step is `{"error": code}`.
    """
    config = json.loads((case / "config.json").read_text(encoding="utf-8"))
    about: dict[str, Any] = config.pop("case", {})
    step = trial_step(connector, config, Period.parse(about.get("period", "2026-10")), mode=about.get("mode", "DIRECT"))
    try:
        return read_landing(connector, step, Recording(case)).as_json()
    except FinopsError as error:
        return {"error": error.code}
