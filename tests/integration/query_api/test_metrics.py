"""What functions expose is what the documents list; and the mart's gauges say what is in it."""

import re
from pathlib import Path

import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from psycopg.rows import DictRow

import export_group.metrics  # noqa: F401 - of this process too, then
import load_group.metrics  # noqa: F401
from finops_runtime.dead_letters import make_app
from query_api import freshness
from query_api.group.metrics import GAUGES, MEMBER_GAUGES, MONTHS
from tests.fix_chain import MakeChain
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import ENTITY

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]
DOCUMENT = (Path(__file__).parents[3] / "docs" / "observability.md").read_text(encoding="utf-8")
LISTED = {
    name: (kind, {label for label in labels.split(", ") if label})
    for name, kind, labels in re.findall(r"^\| `(finops_\w+)` \| (\w+) \| ([^|]*?) *\|", DOCUMENT, re.MULTILINE)
}


def exposed(text: str) -> dict[str, str]:
    found = {}
    for family in text_string_to_metric_families(text):
        if family.name.startswith("finops_") and not family.name.endswith("_created"):
            found[f"{family.name}_total" if family.type == "counter" else family.name] = family.type
    return found


def samples(api: Api) -> Samples:
    text = api.call("/metrics", role=None).text
    families = text_string_to_metric_families(text)
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def test_the_table_of_metrics_lists_what_the_functions_expose(own_api: Api, make_chain: MakeChain) -> None:
    found = exposed(own_api.call("/metrics", role=None).text) | exposed(make_app().test_client().get("/metrics").text)
    for client in make_chain().clients.values():
        found |= exposed(client.get("/metrics").text)
    # A group's deployment says these instead: group/test_metrics.py asks it.
    found |= {name: "gauge" for name, _ in (*GAUGES.values(), *MEMBER_GAUGES.values(), MONTHS)}
    assert found == {name: kind for name, (kind, _) in LISTED.items()}


def test_no_label_is_more_than_the_table_says(own_api: Api) -> None:
    for (name, labels), _ in samples(own_api).items():
        base = re.sub("_(bucket|sum|count|created)$", "", name)
        listed = LISTED.get(name) or LISTED.get(base) or LISTED.get(f"{base}_total")
        if name.startswith("finops_") and listed is not None:
            assert {label for label, _ in labels} - {"le"} == listed[1], name


def test_the_marts_gauges_say_what_is_in_it(
    own_api: Api, db: psycopg.Connection[DictRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "_KEPT_SECONDS", 0)
    before = samples(own_api)
    domains = db.execute(
        "SELECT domain_id, extract(epoch FROM max(period_month))::int AS month FROM slice_publication"
        " WHERE entity_id = %s AND run_id IS NOT NULL GROUP BY 1",
        [ENTITY],
    ).fetchall()
    shown = {dict(labels)["domain"]: value for (name, labels), value in before.items() if "domain_latest" in name}
    assert shown == {row["domain_id"]: row["month"] for row in domains if row["domain_id"] in shown}
    assert shown
    domain = sorted(shown)[0]
    db.execute(
        "UPDATE mv_cost_domain_month SET unallocated_cost = cost / 4, unpriced_rows = 0 WHERE domain_id = %s", [domain]
    )
    assert samples(own_api)["finops_unallocated_share", (("domain", domain),)] == pytest.approx(0.25)


def test_many_scrapes_are_one_read(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    before = samples(own_api)
    db.execute("UPDATE publication SET generation = generation + 1")
    assert samples(own_api)["finops_generation", ()] == before["finops_generation", ()]
