"""Who is woken finds the section that the alert names, and in it the alert; only metrics that exist are asked for."""

import re
from pathlib import Path

import pytest

from tests.infra.monitoring.rules import RUNBOOK, Alert, alerts, groups
from tests.infra.monitoring.test_dashboard import expressions

OBSERVABILITY = (Path(RUNBOOK).parent / "observability.md").read_text(encoding="utf-8")
KINDS = dict(re.findall(r"^\| `(finops_\w+)` \| (\w+) \|", OBSERVABILITY, re.MULTILINE))
LABELS = {
    name: {label for label in labels.split(", ") if label}
    for name, labels in re.findall(r"^\| `(finops_\w+)` \| \w+ \| ([^|]*?) *\|", OBSERVABILITY, re.MULTILINE)
}
SCRAPED = {"namespace", "pod", "function", "le"}
"""Labels that the scrape adds, and that of a histogram's buckets."""
WITHOUT_ALERT = {"First", "A disk is full", "By error code"}
"""A full disk is its server's to tell; what it does here is told by the others."""


def sections() -> dict[str, str]:
    """Title and text of each."""
    parts = re.split(r"^## (.+)\n", RUNBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def anchor(title: str) -> str:
    """As forges make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def shown(text: str) -> dict[str, str]:
    """The alerts in a section, headed by name, severity and patience: their expressions."""
    blocks = "\n".join(re.findall(r"^```promql\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    parts = re.split(r"^# (.+)\n", blocks, flags=re.MULTILINE)
    return {head: " ".join(expr.split()) for head, expr in zip(parts[1::2], parts[2::2], strict=True)}


def head(alert: Alert) -> str:
    rule = next(rule for group in groups() for rule in group["rules"] if rule["alert"] == alert.name)
    return f"{alert.name}, {alert.labels['severity']}" + (f", after {rule['for']}" if "for" in rule else "")


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert.name)
def test_an_alert_leads_to_its_section_which_shows_it_as_it_is(alert: Alert) -> None:
    found = {anchor(title): text for title, text in sections().items()}
    assert alert.section in found
    assert shown(found[alert.section]).get(head(alert)) == alert.expr


def test_every_section_has_an_alert_and_shows_none_that_is_not() -> None:
    headed = {head(alert) for alert in alerts()}
    assert {title for title, text in sections().items() if not shown(text)} == WITHOUT_ALERT
    assert {each for text in sections().values() for each in shown(text)} == headed


def metric_of(name: str) -> str:
    """Histograms are asked for by their buckets, count and sum."""
    base = re.sub("_(bucket|sum|count)$", "", name)
    return base if KINDS.get(base) == "histogram" else name


ASKED = {alert.name: alert.expr for alert in alerts()} | {expr: expr for expr in expressions()}


@pytest.mark.parametrize("asked", ASKED.values(), ids=list(ASKED))
def test_only_documented_metrics_and_labels_are_asked_for(asked: str) -> None:
    names = set(re.findall(r"\b[a-z]\w*_\w+(?=[{\[) ]|$)", re.sub(r"\{.*?\}", "{}", asked))) - {
        "clamp_min",
        "sort_desc",
    }
    names = {name for name in names if name != "histogram_quantile"}
    assert names
    assert {name for name in names if metric_of(name) not in KINDS} == set()
    known = SCRAPED | set.union(*(LABELS[metric_of(name)] for name in names))
    matched = set(re.findall(r"(\w+)\s*[=!]~?\s*\"", asked))
    grouped = {label.strip() for part in re.findall(r"\b(?:by|on) \(([^)]*)\)", asked) for label in part.split(",")}
    assert (matched | grouped) - known == set()
