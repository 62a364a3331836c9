"""Rules that find the key of an application, product or environment in a record of a platform, as settings say it."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from finops_runtime.ingest.settings import ConnectorSettings

# What is longer is no key anyway, and would only keep a pattern busy.
_LONGEST_MATCHED = 1_000


def _with_one_group(pattern: str) -> str:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}") from error
    if groups != 1:
        raise ValueError(f"a pattern needs exactly one group, which gives the key; this one has {groups}")
    return pattern


Pattern = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_with_one_group)]
"""A regular expression whose one group is the key; it may match anywhere."""


class FromField(ConnectorSettings):
    """A text of the record by its path (`namespace.full_path`), or the part of it that `pattern` takes out."""

    field: Annotated[str, Field(min_length=1, max_length=200)]
    pattern: Pattern | None = None

    def text_of(self, record: dict[str, Any]) -> str | None:
        """The text; None when there is none, or when the pattern does not match."""
        value: Any = record
        for name in self.field.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if not isinstance(value, str):
            return None
        if self.pattern is None or len(value) > _LONGEST_MATCHED:
            return value.strip()
        found = re.search(self.pattern, value)
        return (found[1] or "").strip() if found else None


class FromTopic(ConnectorSettings):
    """What follows the prefix in the first of the record's `topics` that has it: `app:billing` gives `billing`."""

    topic_prefix: Annotated[str, Field(min_length=1, max_length=100)]

    def text_of(self, record: dict[str, Any]) -> str | None:
        """The text; None when no topic has the prefix."""
        return _after_prefix(record.get("topics"), self.topic_prefix)


class FromTag(ConnectorSettings):
    """What follows the prefix in the first of the record's `tags` that has it: `app-billing` gives `billing`."""

    tag_prefix: Annotated[str, Field(min_length=1, max_length=100)]

    def text_of(self, record: dict[str, Any]) -> str | None:
        """The text; None when no tag has the prefix."""
        return _after_prefix(record.get("tags"), self.tag_prefix)


class FromCustomAttribute(ConnectorSettings):
    """The value of a custom attribute; GitLab shows them to administrators' tokens only."""

    custom_attribute: Annotated[str, Field(min_length=1, max_length=255)]

    def text_of(self, record: dict[str, Any]) -> str | None:
        """The text; None when the record has no such attribute."""
        attributes = record.get("custom_attributes")
        pairs = [pair for pair in attributes if isinstance(pair, dict)] if isinstance(attributes, list) else []
        values = [pair.get("value") for pair in pairs if pair.get("key") == self.custom_attribute]
        return values[0].strip() if values and isinstance(values[0], str) else None


KeyRule = FromField | FromTopic | FromTag | FromCustomAttribute


def first_text(record: dict[str, Any], rules: tuple[KeyRule, ...]) -> str | None:
    """What the first rule gives that gives anything; None when none does."""
    return next((text for text in (rule.text_of(record) for rule in rules) if text), None)


def product_of(record: dict[str, Any], product: str | FromField) -> str | None:
    """The product's key: the one that the settings name, or the one that the record has."""
    return product if isinstance(product, str) else product.text_of(record)


def _after_prefix(texts: Any, prefix: str) -> str | None:
    listed = [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []
    return next((text.removeprefix(prefix).strip() for text in listed if text.startswith(prefix)), None)
