"""Our referential beside a release: what is found, and how severe it is."""

from typing import Any

import pytest

from export_group.conformity import Difference, default_severity, differences
from export_group.referential import Referential, SentKey
from finops_contract.group_release import GroupRelease


def release(**changes: Any) -> GroupRelease:
    document: dict[str, Any] = {
        "entities": [{"entity_id": "acme", "label": "Acme", "first_month": "2020-01"}],
        "metrics": [{"metric": "CPU", "unit": "h", "label_en": "CPU", "label_fr": "CPU"}],
        "domains": [{"domain_id": "open", "label": "Open"}],
        "families": [{"family_id": "servers", "domain_id": "open", "label": "Servers"}],
        "products": [{"product_id": "vm", "family_id": "servers", "label": "VM"}],
        "pricing_views": [
            {"pricing_view_id": "actual", "label": "Actual", "currency": "EUR", "metrics": ["CPU"], "is_default": True}
        ],
        "applications": [{"application_id": "SHOP", "label": "Shop"}],
        "mapping": [{"entity_id": "acme", "application_id": "shop", "group_application_id": "SHOP"}],
    }
    return GroupRelease.model_validate(document | changes)


KEYS = {
    ("domain", "open"): SentKey("domain", "open", "Open", mode="DIRECT"),
    ("family", "servers"): SentKey("family", "servers", "Servers", "open"),
    ("product", "vm"): SentKey("product", "vm", "VM", "servers"),
    ("application", "shop"): SentKey("application", "shop", "Shop", detail="sales"),
    ("metric", "CPU"): SentKey("metric", "CPU", "called otherwise here"),
    ("pricing_view", "actual"): SentKey("pricing_view", "actual", "Actual", detail="EUR"),
    ("application", "unallocated"): SentKey("application", "unallocated", "?"),
    ("product", "unmapped"): SentKey("product", "unmapped", "?"),
}


def found(
    official: GroupRelease, *keys: SentKey, facts: int = 1, without: Any = None, **valued: int
) -> list[Difference]:
    own = {**KEYS, **{(key.kind, key.key_id): key for key in keys}}
    own.pop(without, None)
    lines = {("actual", metric): count for metric, count in valued.items()}
    return differences(official, "acme", Referential(tuple(own.values()), dict.fromkeys(own, facts), lines))


def named(differences: list[Difference]) -> list[tuple[str, str, str, str]]:
    return [(each.severity, each.check, each.kind, each.key_id) for each in differences]


def test_what_conforms_has_no_findings() -> None:
    assert found(release(), CPU=3) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (SentKey("domain", "labs", "Labs", mode="DIRECT"), ("blocking", "extra", "domain", "labs")),
        (SentKey("metric", "GPU", "GPU"), ("blocking", "extra", "metric", "GPU")),
        (SentKey("product", "gpu", "GPU", "servers"), ("warning", "extra", "product", "gpu")),
        (SentKey("application", "pay", "Pay"), ("warning", "extra", "application", "pay")),
        (SentKey("application", "SHOP", "Shop"), ("warning", "extra", "application", "SHOP")),
        (SentKey("product", "vm", "Virtual", "servers"), ("warning", "renamed", "product", "vm")),
        (SentKey("application", "shop", "Store"), ("warning", "renamed", "application", "shop")),
        (SentKey("product", "vm", "VM", "storage"), ("warning", "moved", "product", "vm")),
        (SentKey("family", "servers", "Servers", "cloud"), ("warning", "moved", "family", "servers")),
        (SentKey("domain", "open", "Open", mode="INDIRECT"), ("blocking", "mode_mismatch", "domain", "open")),
        (
            SentKey("pricing_view", "actual", "Actual", detail="USD"),
            ("blocking", "currency_mismatch", "pricing_view", "actual"),
        ),
    ],
)
def test_each_difference(key: SentKey, expected: tuple[str, str, str, str]) -> None:
    assert named(found(release(), key)) == [expected]


def test_a_retired_key_of_ours_is_extra_only_where_facts_name_it() -> None:
    old = SentKey("domain", "labs", "Labs", mode="DIRECT", is_retired=True)
    assert found(release(), old, facts=0) == []
    assert named(found(release(), old, facts=2)) == [("blocking", "extra", "domain", "labs")]


def test_a_retired_key_of_the_group_is_a_finding_only_where_facts_name_it() -> None:
    official = release(products=[{"product_id": "vm", "family_id": "servers", "label": "VM", "is_retired": True}])
    assert found(official, facts=0) == []
    assert named(found(official)) == [("warning", "retired_but_used", "product", "vm")]


@pytest.mark.parametrize(
    ("kind", "key", "severity"),
    [
        ("domain", "open", "warning"),
        ("product", "vm", "ignored"),
        ("metric", "CPU", "ignored"),
        ("pricing_view", "actual", "warning"),
    ],
)
def test_what_is_missing(kind: str, key: str, severity: str) -> None:
    assert named(found(release(), without=(kind, key))) == [(severity, "missing", kind, key)]


def test_what_our_view_counts_and_the_groups_would_leave_out_blocks() -> None:
    assert named(found(release(), GPU=4)) == [("blocking", "not_valued", "pricing_view", "actual/GPU")]


def test_rules_of_the_release_decide_and_what_blocks_comes_first() -> None:
    official = release(
        rules=[
            {"check": "extra", "kind": "domain", "severity": "ignored"},
            {"check": "renamed", "kind": "product", "severity": "blocking"},
        ]
    )
    keys = (
        SentKey("domain", "labs", "Labs"),
        SentKey("product", "vm", "X", "servers"),
        SentKey("application", "a", "A"),
    )
    assert [severity for severity, *_ in named(found(official, *keys))] == ["blocking", "warning", "ignored"]


def test_defaults_are_those_of_the_mart() -> None:
    """As default_severity() of the migration has them; an integration test asks it."""
    assert default_severity("extra", "product") == "warning"
    assert default_severity("not_valued", "pricing_view") == "blocking"
