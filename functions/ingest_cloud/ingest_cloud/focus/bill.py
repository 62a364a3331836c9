"""One bill in DuckDB: its columns, its charges, its broken lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from duckdb import DuckDBPyConnection, DuckDBPyRelation

from finops_contract.errors import SourceMalformed
from ingest_cloud.focus.charges import ChargeColumns, named_columns, unique_names
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.files import duckdb_path
from ingest_cloud.focus.formats import Format, header_of, lines_of
from ingest_cloud.focus.session import statement, translated_errors

_BATCH = 1000
_LONGEST_BROKEN_LINE = 10_000
"""Characters of a broken line that DuckDB keeps (its `rejects_line_size_limit`)."""


class Bill:
    """One file and the connection it is read over."""

    def __init__(self, connection: DuckDBPyConnection, uri: str, file_format: Format) -> None:
        self._connection = connection
        self.uri = uri
        self._format = file_format
        self._header = None if file_format == "parquet" else header_of(uri, file_format)

    @property
    def columns(self) -> list[str]:
        """The file's columns, as it names them; raises SourceMalformed when the file is not what it seems."""
        return self._rows("").columns if self._header is None else self._header

    def show_charges(self, config: FocusConfig, *, numbered: bool = False) -> None:
        """Let the view `charge` be this file, `numbered` with row numbers and the rows as they were read."""
        columns = self.columns
        unique = columns if self._header is None else unique_names(columns)
        names = named_columns(self.uri, columns, unique, config)
        rows = self._rows("_numbered" if numbered else "")
        with translated_errors(self.uri):
            self._connection.execute(statement("forget_broken_lines"))
            ChargeColumns(rows, names, config).relation().create_view("charge", replace=True)
            self._connection.execute(statement("judged_charge"))

    def query(self, name: str, parameters: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        """Run `sql/focus_<name>.sql`; rows come as they are wanted, some at a time."""
        with translated_errors(self.uri):
            result = self._connection.execute(statement(name), dict(parameters))
            rows = result.fetchmany(_BATCH)
        while rows:
            yield from rows
            with translated_errors(self.uri):
                rows = result.fetchmany(_BATCH)

    def broken_lines(self) -> Iterator[tuple[int, str, str]]:
        """Number, text and fault of each line that is no record; to be asked after the charges were read.

        Raises SourceMalformed when one is so long that it must have swallowed others.
        """
        if self._header is None:
            return
        found = list(self.query("broken_lines", {}))
        numbers = lines_of(self.uri, self._format, [position for position, _, _ in found])
        for (_, text, message), number in zip(found, numbers, strict=True):
            broken = text.lstrip("\r\n")
            line = number + text[: len(text) - len(broken)].count("\n")
            if len(text) >= _LONGEST_BROKEN_LINE:
                raise SourceMalformed(
                    f"{self.uri}: line {line} is broken and does not end within {_LONGEST_BROKEN_LINE} characters; "
                    "a quote that is never closed, probably: what follows it cannot be told apart"
                )
            yield line, broken.rstrip("\r\n"), message

    def _rows(self, numbered: str) -> DuckDBPyRelation:
        parameters: dict[str, Any] = {"path": duckdb_path(self.uri)}
        if self._header is None:
            name = f"read_parquet{numbered}"
        else:
            name = f"read_csv{numbered}"
            parameters["columns"] = dict.fromkeys(unique_names(self._header), "VARCHAR")
            parameters["compression"] = "gzip" if self._format == "csv.gz" else "none"
        with translated_errors(self.uri):
            return self._connection.sql(statement(name), params=parameters)
