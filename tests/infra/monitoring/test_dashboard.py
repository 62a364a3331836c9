"""The dashboard can be imported, its panels stand side by side, and Prometheus understands what they ask."""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from tests.infra.monitoring.rules import COMPONENT, DASHBOARD
from tests.infra.monitoring.test_alerts import promtool, write_rules

BOARD = json.loads(DASHBOARD.read_text(encoding="utf-8"))
SOURCE = {"type": "prometheus", "uid": "${datasource}"}


def panels() -> list[dict[str, Any]]:
    return list(BOARD["panels"])


def targets() -> Iterator[dict[str, Any]]:
    for panel in panels():
        yield from panel.get("targets", ())


def expressions() -> list[str]:
    return [target["expr"] for target in targets()]


def test_panels_have_ids_of_their_own_and_titles() -> None:
    ids = [panel["id"] for panel in panels()]
    assert sorted(set(ids)) == sorted(ids)
    assert [panel["id"] for panel in panels() if not panel["title"]] == []


def test_panels_do_not_overlap_and_fit_the_width() -> None:
    for panel in panels():
        assert panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24, panel["title"]
    for one, other in combinations(panels(), 2):
        a, b = one["gridPos"], other["gridPos"]
        apart = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
        assert apart or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"], (one["title"], other["title"])


def test_whoever_imports_it_chooses_the_data_source() -> None:
    variables = {each["name"]: each for each in BOARD["templating"]["list"]}
    assert (variables["datasource"]["type"], variables["datasource"]["query"]) == ("datasource", "prometheus")
    assert BOARD.get("id") is None  # Grafana gives it one
    assert all(panel["datasource"] == SOURCE for panel in panels() if panel["type"] != "row")
    assert all(target["datasource"] == SOURCE for target in targets())


def test_every_question_is_about_one_namespace() -> None:
    unbound = [expr for expr in expressions() if expr.count("{") != expr.count('{namespace="$namespace"')]
    assert unbound == []


def test_prometheus_understands_every_expression(tmp_path: Path) -> None:
    asked = [expr.replace("$__rate_interval", "5m") for expr in expressions()]
    rules = [{"record": f"panel:expression:{number}", "expr": expr} for number, expr in enumerate(asked)]
    write_rules(tmp_path, [{"name": "dashboard", "rules": rules}])
    checked = promtool("check", "rules", "rules.yaml", folder=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert len(asked) >= len([panel for panel in panels() if panel["type"] != "row"])


def test_the_cluster_gets_it_in_a_config_map_that_grafana_looks_for() -> None:
    (generated,) = yaml.safe_load((COMPONENT / "kustomization.yaml").read_text(encoding="utf-8"))["configMapGenerator"]
    assert [COMPONENT / name for name in generated["files"]] == [DASHBOARD]
    assert generated["options"]["labels"]["grafana_dashboard"] == "1"
