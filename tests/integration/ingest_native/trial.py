"""A trial of one connector: over real HTTP against a stub process, into a real raw zone, and read from there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from finops_contract.period import Period
from finops_runtime.ingest.connector import Connector, Landing
from finops_runtime.ingest.recording import Findings, read_landing, trial_step
from finops_runtime.raw_zone import LandingKey, RawZone

PERIOD = Period(2026, 10)


@dataclass(frozen=True)
class Trial:
    """One connector's way through a step: land, then read."""

    raw_zone: RawZone
    connector: Connector[Any]

    @property
    def key(self) -> LandingKey:
        step = trial_step(self.connector, {}, PERIOD)
        return LandingKey("local", "native", PERIOD, step.run_id, self.connector.name)

    def land(self, config: dict[str, Any]) -> Landing:
        """What the source says now, in the raw zone."""
        writer = self.raw_zone.write(self.key)
        self.connector.land(
            trial_step(self.connector, config, PERIOD), self.connector.config.model_validate(config), writer
        )
        return writer.complete()

    def read(self, landing: Landing, config: dict[str, Any]) -> Findings:
        """What the connector makes of it; reconciled, or the test fails."""
        findings = read_landing(self.connector, trial_step(self.connector, config, PERIOD), landing)
        assert findings.differences() == {}
        return findings

    def findings(self, config: dict[str, Any]) -> Findings:
        """Both at once."""
        return self.read(self.land(config), config)

    def has_landing(self) -> bool:
        """Whether anything is there to be read."""
        return self.raw_zone.latest(self.key) is not None


TrialOf = Callable[..., Trial]


BEARER = {"kind": "bearer", "token": {"env": "SOURCE_TOKEN"}}


def amounts(findings: Findings) -> list[tuple[str | None, str]]:
    """Application and quantity of each relevé."""
    return [(releve.application_key, f"{releve.quantity:f}") for releve in findings.releves]
