"""Rules on records that are not as expected: they give nothing, and never more than a key may hold is searched."""

from typing import Any

import pytest

from ingest_native.keys import FromCustomAttribute, FromField, FromTag, FromTopic, KeyRule, first_text, product_of

REPOSITORY = FromField(field="repoKey", pattern="^([a-z]+)-")


@pytest.mark.parametrize(
    ("rule", "record", "text"),
    [
        (FromField(field="a.b"), {"a": {"b": " x "}}, "x"),
        (FromField(field="a.b"), {"a": "x"}, None),
        (FromField(field="a.b"), {"a": {"b": 7}}, None),
        (REPOSITORY, {"repoKey": "crm-maven"}, "crm"),
        (REPOSITORY, {"repoKey": "CRM-maven"}, None),
        (FromField(field="a", pattern="x(y)?"), {"a": "x"}, ""),
        # Longer than any key: it is rejected as what it is, whatever a pattern would take out of it.
        (FromField(field="a", pattern="^(x)"), {"a": "x" * 2_000}, "x" * 2_000),
        (FromTopic(topic_prefix="app:"), {"topics": [None, "web", "app: crm", "app:b"]}, "crm"),
        (FromTopic(topic_prefix="app:"), {"topics": "app:crm"}, None),
        (FromTag(tag_prefix="app-"), {"tags": ["app-crm"]}, "crm"),
        (FromCustomAttribute(custom_attribute="a"), {"custom_attributes": [3, {"key": "a", "value": "x"}]}, "x"),
        (FromCustomAttribute(custom_attribute="a"), {"custom_attributes": {"a": "x"}}, None),
    ],
)
def test_a_rule(rule: KeyRule, record: dict[str, Any], text: str | None) -> None:
    assert rule.text_of(record) == text


def test_the_first_rule_that_gives_a_text_wins() -> None:
    rules = (FromField(field="empty"), REPOSITORY, FromField(field="repoKey"))
    assert first_text({"empty": " ", "repoKey": "crm-maven"}, rules) == "crm"
    assert first_text({"repoKey": "7"}, rules) == "7"
    assert first_text({}, rules) is None


def test_a_product_is_named_or_found() -> None:
    assert product_of({"packageType": "npm"}, FromField(field="packageType")) == "npm"
    assert product_of({"packageType": "npm"}, "artifactory") == "artifactory"
