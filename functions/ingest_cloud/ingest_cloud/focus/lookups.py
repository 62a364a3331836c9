"""Where the rules look, and what they make of what is there.

Looking is done for every charge, and gives the struct `found`. What it means (its text, without space, the first
that is one) is worked out once for all charges for which the same was found.
"""

import json
from collections.abc import Iterable

from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression
from duckdb import FunctionExpression as Call

from ingest_cloud.focus.config import FocusConfig, FromColumn, FromColumns, FromTag, Rule

TAGS = "tags"
"""The column that must hold the tags as a JSON object when `Lookups.tags` is not empty."""
_NOTHING = ConstantExpression(None).cast("VARCHAR")


class Lookups:
    """The tags and columns that the rules of one domain name, each once."""

    def __init__(self, config: FocusConfig) -> None:
        self._keys = {
            "application_key": config.application, "product_key": config.product, "environment": config.environment,
        }  # fmt: skip
        rules = [rule for key_rules in self._keys.values() for rule in key_rules]
        tags = dict.fromkeys(rule.tag for rule in rules if isinstance(rule, FromTag))
        columns = dict.fromkeys(column for rule in rules for column in columns_of(rule))
        self.tags = {tag: f"tag_{index}" for index, tag in enumerate(tags)}
        self.columns = {column: f"column_{index}" for index, column in enumerate(columns)}
        self._documents = _without_twins(tags)

    def parsed(self) -> dict[str, Expression]:
        """The wanted tags out of the column `tags`, each as JSON: one parse, however many they are."""
        return {
            f"document_{index}": Call("json_transform", ColumnExpression(TAGS), ConstantExpression(_shape(tags)))
            for index, tags in enumerate(self._documents)
        }

    def found(self) -> Expression:
        """What stands where the rules look, as a struct, over the columns of `parsed` and those named by `columns`."""
        fields = [
            Call("struct_extract", ColumnExpression(f"document_{index}"), ConstantExpression(tag)).alias(self.tags[tag])
            for index, tags in enumerate(self._documents)
            for tag in tags
        ]
        fields += [ColumnExpression(name).alias(name) for name in self.columns.values()]
        return Call("struct_pack", *fields, _NOTHING.alias("nothing"))

    def texts(self) -> dict[str, Expression]:
        """What was found as texts, over the column `found`: a stage of its own, or macros would multiply each other."""
        tags = {name: Call("tag_text", _field(name)) for name in self.tags.values()}
        return tags | {name: Call("cleaned", _field(name)) for name in self.columns.values()}

    def keys(self) -> dict[str, Expression]:
        """Application, product and environment over the columns of `texts`: of each the first rule that gives one."""
        return {
            key: CoalesceOperator(*(self._text(rule) for rule in rules), _NOTHING) for key, rules in self._keys.items()
        }

    def _text(self, rule: Rule) -> Expression:
        if isinstance(rule, FromTag):
            return Call("cleaned", ColumnExpression(self.tags[rule.tag]))
        joined, *others = (ColumnExpression(self.columns[column]) for column in columns_of(rule))
        joined_by = ConstantExpression(rule.joined_by if isinstance(rule, FromColumns) else "")
        for other in others:
            joined = Call("||", Call("||", joined, joined_by), other)
        return joined


def columns_of(rule: Rule) -> tuple[str, ...]:
    """The columns that a rule names, tags apart."""
    if isinstance(rule, FromTag):
        return ()
    return (rule.column,) if isinstance(rule, FromColumn) else rule.columns


def _field(name: str) -> Expression:
    return Call("struct_extract", ColumnExpression("found"), ConstantExpression(name))


def _shape(tags: Iterable[str]) -> str:
    return json.dumps(dict.fromkeys(tags, "JSON"))


def _without_twins(tags: Iterable[str]) -> list[list[str]]:
    """The tags in groups of which none has two that differ in capitals only: a struct's names may not."""
    groups: list[list[str]] = []
    for tag in tags:
        taken = (group for group in groups if tag.lower() not in {other.lower() for other in group})
        group = next(taken, None)
        if group is None:
            groups.append([tag])
        else:
            group.append(tag)
    return groups
