"""Each alert fires in its situation and is silent beside it, as Prometheus's own promtool sees it."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from finops_runtime.settings import NightSettings
from tests.infra.monitoring.rules import ROOT, alerts, groups

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def promtool(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Of the Debian package `prometheus`."""
    assert shutil.which("promtool"), "apt-get install prometheus"
    return subprocess.run(["promtool", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def expectations() -> list[tuple[str, bool]]:
    """Of every case: the alert, and whether it is to fire."""
    found: list[tuple[str, bool]] = []
    for case in CASES:
        for test in yaml.safe_load(case.read_text(encoding="utf-8"))["tests"]:
            found += [(each["alertname"], bool(each["exp_alerts"])) for each in test["alert_rule_test"]]
    return found


def write_rules(folder: Path, found: list[dict[str, Any]]) -> None:
    (folder / "rules.yaml").write_text(yaml.safe_dump({"groups": found}, allow_unicode=True), encoding="utf-8")


def test_prometheus_accepts_the_rules_and_the_templates_in_them(tmp_path: Path) -> None:
    write_rules(tmp_path, groups())
    checked = promtool("check", "rules", "--lint=all", "--lint-fatal", "rules.yaml", folder=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_alerts_fire_when_they_should_and_only_then(case: Path, tmp_path: Path) -> None:
    # promtool compares annotations word by word: they are checked above.
    bare = [
        {**group, "rules": [{k: v for k, v in rule.items() if k != "annotations"} for rule in group["rules"]]}
        for group in groups()
    ]
    write_rules(tmp_path, bare)
    shutil.copy(case, tmp_path / "case.yaml")
    tested = promtool("test", "rules", "case.yaml", folder=tmp_path)
    assert tested.returncode == 0, tested.stdout + tested.stderr


@pytest.mark.parametrize("fires", [True, False])
def test_every_alert_has_a_case_for_both(fires: bool) -> None:
    assert {alert.name for alert in alerts()} == {name for name, expected in expectations() if expected is fires}


def test_what_every_instance_of_query_api_says_counts_once() -> None:
    read_from_the_mart = [
        alert for alert in alerts() if alert.group in ("finops-nights", "finops-figures", "finops-group")
    ]
    assert read_from_the_mart
    for alert in read_from_the_mart:
        of_all_instances = re.findall(r"max by \(namespace[^)]*\) \(finops_", alert.expr)
        assert len(of_all_instances) == alert.expr.count("finops_"), alert.name


def test_the_night_is_due_when_the_ping_comes() -> None:
    pings = yaml.safe_load_all((ROOT / "infra" / "knative" / "base" / "pings.yaml").read_text(encoding="utf-8"))
    (nightly,) = [ping["spec"] for ping in pings if ping["metadata"]["name"] == "finops-nightly"]
    due = NightSettings()
    at = due.finops_nightly_at
    assert (nightly["schedule"], nightly["timezone"]) == (f"{at.minute} {at.hour} * * *", due.finops_timezone)


def test_names_are_unique() -> None:
    names = [alert.name for alert in alerts()]
    assert sorted(set(names)) == sorted(names)


def test_every_alert_says_what_it_means_and_how_bad_it_is() -> None:
    for alert in alerts():
        assert set(alert.annotations) == {"summary", "description", "runbook_url"}, alert.name
        assert all(alert.annotations.values()), alert.name
        assert alert.labels.get("severity") in {"critical", "warning"}, alert.name
