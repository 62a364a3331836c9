"""From a bill's own columns to those that the statements know.

Which column is an application is settings, and a column may have any name. Names reach DuckDB as expression
objects, never as SQL text, and only after the file's own header was found to hold them.
"""

from collections.abc import Mapping, Sequence
from functools import reduce

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, Expression
from duckdb import FunctionExpression as Call

from finops_contract.errors import SourceMalformed
from finops_contract.quantity import MAX_SCALE
from ingest_cloud.focus.config import MOST_METRICS, FocusConfig
from ingest_cloud.focus.lookups import TAGS, Lookups

ROW = "rosetta row"
"""The column that `read_*_numbered.sql` adds."""
_NOTHING = ConstantExpression(None).cast("VARCHAR")
_MOMENTS = ("DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
# From 1.3 on providers have two names; 1.4 has only the newer ones. One setting is to fit the history and today.
_STANDS_FOR = {"ProviderName": "ServiceProviderName", "ServiceProviderName": "ProviderName"}


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
    places = {column: _STANDS_FOR.get(column, column) for column in config.columns if column not in header}
    missing = [column for column, other in places.items() if other not in header]
    if missing:
        raise SourceMalformed(f"{uri} has no column {', '.join(missing)}")
    doubled = [column for column in config.columns if header.count(places.get(column, column)) > 1]
    if doubled:
        raise SourceMalformed(f"{uri} has more than one column {', '.join(doubled)}")
    return {column: names[header.index(places.get(column, column))] for column in config.columns}


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
        self._lookups = Lookups(config)

    def relation(self) -> DuckDBPyRelation:
        """The bill's rows with month, currency, amounts, and in `found` what stands where the rules look."""
        amounts = self._amounts()
        first = {**self._row(), **amounts, **self._texts()}
        kept = {name: ColumnExpression(name) for name in (*self._row(), *amounts)}
        known = [ColumnExpression(f"quantity_{index}").isnotnull() for index, _ in enumerate(self._config.metrics, 1)]
        kept_then = {**kept, "is_number": reduce(lambda one, other: one & other, known)}
        columns = {name: ColumnExpression(name) for name in self._lookups.columns.values()}
        last = {**kept, "is_number": ColumnExpression("is_number"), "found": self._lookups.found()}
        return (
            self._relation.select(*_aliased(first))
            .select(*_aliased({**kept_then, **columns, **self._lookups.parsed()}))
            .select(*_aliased(last))
        )

    def _row(self) -> dict[str, Expression]:
        number, record = ConstantExpression(None).cast("BIGINT"), _NOTHING
        if ROW in self._types:
            # Only these columns: DuckDB calls a line broken when a column that is asked for is no UTF-8, so that
            # asking for more than the sums did would lose the line here, after it was counted there.
            shown = [self._text(name).alias(column) for column, name in self._names.items()]
            number, record = ColumnExpression(ROW), Call("to_json", Call("struct_pack", *shown))
        return {
            "row_number": number,
            "record": record,
            "month": self._month(self._names[self._config.month_column]),
            "currency_text": self._text(self._names["BillingCurrency"]),
        }

    def _amounts(self) -> dict[str, Expression]:
        costs = {f"cost_{index}": _NOTHING for index in range(1, MOST_METRICS + 1)}
        quantities = {f"quantity_{index}": _NOTHING.cast("DECIMAL(38, 18)") for index in range(1, MOST_METRICS + 1)}
        for index, column in enumerate(self._config.metrics, start=1):
            costs[f"cost_{index}"] = self._text(self._names[column])
            quantities[f"quantity_{index}"] = self._quantity(self._names[column])
        return {**costs, **quantities}

    def _texts(self) -> dict[str, Expression]:
        texts = {name: self._text(self._names[column]) for column, name in self._lookups.columns.items()}
        return {**texts, TAGS: self._tags(self._names[self._config.tags_column])} if self._lookups.tags else texts

    def _text(self, name: str) -> Expression:
        """A column as text. DuckDB writes a double in the fewest digits that give the same double again."""
        kind, expression = self._types[name], ColumnExpression(name)
        if _is_nested(kind):
            return Call("to_json", expression).cast("VARCHAR")
        if kind == "TIMESTAMP WITH TIME ZONE":
            return expression.cast("TIMESTAMP").cast("VARCHAR")
        return expression if kind == "VARCHAR" else expression.cast("VARCHAR")

    def _month(self, name: str) -> Expression:
        kind, expression = self._types[name], ColumnExpression(name)
        if kind == "TIMESTAMP WITH TIME ZONE":
            expression = expression.cast("TIMESTAMP")
        return Call("month_of_moment", expression) if kind in _MOMENTS else Call("month_of_text", self._text(name))

    def _quantity(self, name: str) -> Expression:
        kind, expression = self._types[name], ColumnExpression(name)
        if kind in _WHOLE or (kind.startswith("DECIMAL") and int(kind[:-1].partition(",")[2]) <= MAX_SCALE):
            return Call("exact_decimal", expression)
        # A double is no exact figure: its digits beyond what the data mart holds are noise.
        rounds = self._config.excess_digits == "round" or kind in ("DOUBLE", "FLOAT")
        return Call("rounded" if rounds else "exact", self._text(name))

    def _tags(self, name: str) -> Expression:
        is_map = self._types[name].startswith("MAP(VARCHAR")
        return self._text(name) if is_map else Call("tag_object", self._text(name))


def _is_nested(kind: str) -> bool:
    return kind.startswith(("MAP", "STRUCT")) or kind.endswith("]")


def _aliased(columns: Mapping[str, Expression]) -> list[Expression]:
    return [column.alias(name) for name, column in columns.items()]
