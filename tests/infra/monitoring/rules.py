"""The alert rules as they stand in the component's manifests."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
COMPONENT = ROOT / "infra" / "knative" / "components" / "monitoring"
DASHBOARD = COMPONENT / "dashboards" / "finops.json"
RUNBOOK = ROOT / "docs" / "runbook.md"


@dataclass(frozen=True, slots=True)
class Alert:
    """One rule that alerts."""

    name: str
    group: str
    expr: str
    labels: Mapping[str, str]
    annotations: Mapping[str, str]

    @property
    def section(self) -> str:
        """The runbook's anchor that the alert names."""
        page, _, anchor = self.annotations.get("runbook_url", "").partition("#")
        return anchor if page.endswith("/docs/runbook.md") else ""


def manifests() -> list[dict[str, Any]]:
    """Every object in the component's files, but for its kustomization."""
    listed = yaml.safe_load((COMPONENT / "kustomization.yaml").read_text(encoding="utf-8"))["resources"]
    return [
        found
        for name in listed
        for found in yaml.safe_load_all((COMPONENT / name).read_text(encoding="utf-8"))
        if found
    ]


def groups() -> list[dict[str, Any]]:
    """Every group of rules, as Prometheus itself reads them."""
    return [group for found in manifests() if found["kind"] == "PrometheusRule" for group in found["spec"]["groups"]]


def alerts() -> list[Alert]:
    """Every alert, in order."""
    return [
        Alert(rule["alert"], group["name"], " ".join(rule["expr"].split()), rule["labels"], rule["annotations"])
        for group in groups()
        for rule in group["rules"]
    ]
