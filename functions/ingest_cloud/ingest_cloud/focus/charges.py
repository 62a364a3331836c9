"""From a bill's own columns to those that the statements know.

Which column is an application is settings, and a column may have any name. Names reach DuckDB as expression
objects, never as SQL text, and only after the file's own header was found to hold them.
"""

from collections.abc import Mapping, Sequence

from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, DuckDBPyRelation, Expression
from duckdb import FunctionExpression as Call

from finops_contract.errors import SourceMalformed
from ingest_cloud.focus.config import MOST_METRICS, FocusConfig, FromColumn, FromTag, Rule

ROW = "rosetta row"
"""The column that `read_*_numbered.sql` adds."""
_TAGS = "tags"
_NOTHING = ConstantExpression(None).cast("VARCHAR")


def unique_names(header: Sequence[str]) -> list[str]:
    """Names for a CSV file's columns as DuckDB needs them: none empty, none twice, whatever the capitals."""
    names: list[str] = []
    taken: set[str] = set()
    for index, column in enumerate(header, start=1):
        name = column
        while not name or name.lower() in taken:
            name = f"{name} {index}"
        taken.add(name.lower())
        names.append(name)
    return names


def named_columns(uri: str, header: Sequence[str], names: Sequence[str], config: FocusConfig) -> dict[str, str]:
    """DuckDB's name of each column that the settings name; raises SourceMalformed when one is missing or twice."""
    missing = [column for column in config.columns if column not in header]
    if missing:
        raise SourceMalformed(f"{uri} has no column {', '.join(missing)}")
    doubled = [column for column in config.columns if header.count(column) > 1]
    if doubled:
        raise SourceMalformed(f"{uri} has more than one column {', '.join(doubled)}")
    return {column: names[header.index(column)] for column in config.columns}


class ChargeColumns:
    """The columns of the view `charge` over one bill.

    Made in stages, since a macro's argument is evaluated wherever the macro names it: each stage calls macros on
    nothing but columns of the one before.
    """

    def __init__(self, relation: DuckDBPyRelation, names: Mapping[str, str], config: FocusConfig) -> None:
        self._relation = relation
        self._types = {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}
        self._names = names
        self._config = config
        self._rules = (*config.application, *config.product, *config.environment)
        self._place = {column: index for index, column in enumerate(config.columns)}

    def relation(self) -> DuckDBPyRelation:
        """The bill's rows with `charge`'s columns: all text, the keys found by the rules."""
        places = self._place.values()
        kept = ["row_number", "record", *(f"text_{place}" for place in places)]
        cleaned = {f"cleaned_{place}": Call("cleaned", ColumnExpression(f"text_{place}")) for place in places}
        kept_then = [*kept, *cleaned]
        raw = {f"raw_{index}": self._raw(rule) for index, rule in enumerate(self._rules)}
        found = {f"found_{index}": self._found(rule, f"raw_{index}") for index, rule in enumerate(self._rules)}
        return (
            self._relation.select(*_aliased(self._texts()))
            .select(*_columns(kept), *_aliased(cleaned))
            .select(*_columns(kept_then), self._tags().alias(_TAGS))
            .select(*_columns([*kept_then, _TAGS]), *_aliased(raw))
            .select(*_columns(kept_then), *_aliased(found))
            .select(*_aliased(self._charge()))
        )

    def _texts(self) -> dict[str, Expression]:
        texts = {"row_number": ConstantExpression(None).cast("BIGINT"), "record": _NOTHING}
        if ROW in self._types:
            # Only these columns: DuckDB calls a line broken when a column that is asked for is no UTF-8, so that
            # asking for more than the sums did would lose the line here, after it was counted there.
            shown = [self._text(name).alias(column) for column, name in self._names.items()]
            texts = {"row_number": ColumnExpression(ROW), "record": Call("to_json", Call("struct_pack", *shown))}
        return texts | {f"text_{place}": self._text(self._names[column]) for column, place in self._place.items()}

    def _text(self, name: str) -> Expression:
        """A column as text. DuckDB writes a double in the fewest digits that give the same double again."""
        kind, expression = self._types[name], ColumnExpression(name)
        if kind.startswith(("MAP", "STRUCT")) or kind.endswith("]"):
            return Call("to_json", expression).cast("VARCHAR")
        if kind == "TIMESTAMP WITH TIME ZONE":
            return expression.cast("TIMESTAMP").cast("VARCHAR")
        return expression if kind == "VARCHAR" else expression.cast("VARCHAR")

    def _cleaned(self, column: str) -> Expression:
        return ColumnExpression(f"cleaned_{self._place[column]}")

    def _tags(self) -> Expression:
        if not any(isinstance(rule, FromTag) for rule in self._rules):
            return _NOTHING
        return Call("json_tags", self._cleaned(self._config.tags_column))

    def _raw(self, rule: Rule) -> Expression:
        """What stands where one rule looks."""
        if isinstance(rule, FromTag):
            return Call("raw_tag", ColumnExpression(_TAGS), ConstantExpression(rule.tag), _pointer(rule))
        if isinstance(rule, FromColumn):
            return self._cleaned(rule.column)
        joined, *others = map(self._cleaned, rule.columns)
        for other in others:
            joined = Call("||", Call("||", joined, ConstantExpression(rule.joined_by)), other)
        return joined

    @staticmethod
    def _found(rule: Rule, raw: str) -> Expression:
        if isinstance(rule, FromTag):
            return Call("tag_value", ColumnExpression(raw), ColumnExpression(_TAGS), _pointer(rule))
        return ColumnExpression(raw)

    def _charge(self) -> dict[str, Expression]:
        config = self._config
        columns: dict[str, Expression] = {
            "row_number": ColumnExpression("row_number"),
            "record": ColumnExpression("record"),
            "month_text": ColumnExpression(f"text_{self._place[config.month_column]}"),
            "currency_text": self._cleaned("BillingCurrency"),
        }
        first = 0
        keys = {"application_key": config.application, "product_key": config.product, "environment": config.environment}
        for key, rules in keys.items():
            found = [Call("cleaned", ColumnExpression(f"found_{first + index}")) for index in range(len(rules))]
            columns[key] = CoalesceOperator(*found, _NOTHING)
            first += len(rules)
        costs: list[Expression] = [ColumnExpression(f"text_{self._place[column]}") for column in config.metrics]
        # What is not configured must be no fault of the charge.
        costs += [ConstantExpression("0")] * (MOST_METRICS - len(costs))
        return columns | {f"cost_{index}": cost for index, cost in enumerate(costs, start=1)}


def _pointer(rule: FromTag) -> Expression:
    return ConstantExpression("/" + rule.tag.replace("~", "~0").replace("/", "~1"))


def _columns(names: Sequence[str]) -> list[Expression]:
    return [ColumnExpression(name) for name in names]


def _aliased(columns: Mapping[str, Expression]) -> list[Expression]:
    return [column.alias(name) for name, column in columns.items()]
