"""One bill in DuckDB: its columns, its charges, its broken lines."""

import glob
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection, DuckDBPyRelation, StarExpression

from finops_contract.errors import SourceMalformed
from finops_runtime.ingest.files import LocalFile
from ingest_cloud.focus.charges import ChargeColumns, named_columns, unique_names
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.formats import Format, header_of
from ingest_cloud.focus.lines import line_numbers
from ingest_cloud.focus.lookups import Lookups
from ingest_cloud.focus.session import ReaderOverloaded, statement, translated_errors

_BATCH = 1000
_LONGEST_BROKEN_LINE = 10_000
"""Characters of a broken line that DuckDB keeps (its `rejects_line_size_limit`)."""


class Bill:
    """One file and the connection it is read over."""

    def __init__(self, connection: DuckDBPyConnection, file: LocalFile, file_format: Format) -> None:
        self._connection = connection
        self._file = file
        self.uri = file.uri
        self._format = file_format
        self._header = None if file_format == "parquet" else header_of(file, file_format)

    @property
    def columns(self) -> list[str]:
        """The file's columns, as it names them; raises SourceMalformed when the file is not what it seems."""
        return self._rows("").columns if self._header is None else self._header

    def parquet_rows(self) -> int:
        """How many rows a Parquet file says that it has."""
        return next(int(row[0]) for row in self.query("parquet_rows", {"path": self._path}))

    def unpacked_size(self) -> int:
        """How many bytes a Parquet file says that it unpacks to."""
        return next(int(row[0]) for row in self.query("unpacked_size", {"path": self._path}))

    def show_groups(self, config: FocusConfig, month: date) -> None:
        """Let the view `keyed_group` be this file's charges, added up by what `config` looks at."""
        self._show_charges(config, "")
        with translated_errors(self.uri):
            groups = self._connection.sql(statement("grouped_charges"), params={"month": month})
            _keyed(groups, config).create_view("keyed_group", replace=True)

    def show_charges(self, config: FocusConfig) -> None:
        """Let the view `keyed_charge` be this file's charges one by one, numbered, and as they were read."""
        self._show_charges(config, "_numbered")
        with translated_errors(self.uri):
            _keyed(self._connection.view("charge"), config).create_view("keyed_charge", replace=True)

    def _show_charges(self, config: FocusConfig, numbered: str) -> None:
        columns = self.columns
        unique = columns if self._header is None else unique_names(columns)
        names = named_columns(self.uri, columns, unique, config)
        rows = self._rows(numbered)
        self._execute("forget_broken_lines")
        with translated_errors(self.uri):
            ChargeColumns(rows, names, config).relation().create_view("charge", replace=True)

    def add_usage(self, number: int) -> None:
        """Add the charges of `keyed_group` to `usage`; raises ReaderOverloaded when memory is too little.

        A CSV file is first read with little memory, since DuckDB would fill all of it with what it has read already;
        one whose charges have so many keys that this is not enough is read again with the whole.
        """
        if self._header is not None:
            try:
                self._execute("use_little_memory")
                self._execute("add_usage", {"file": number})
            except ReaderOverloaded:
                self._execute("forget_broken_lines")
            else:
                return
            finally:
                self._execute("use_whole_memory")
        self._execute("add_usage", {"file": number})

    def _execute(self, name: str, parameters: Mapping[str, Any] | None = None) -> None:
        with translated_errors(self.uri):
            self._connection.execute(statement(name), dict(parameters or {}))

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
        numbers = line_numbers(self._file, self._format, [position for position, _, _ in found])
        for (_, text, message), number in zip(found, numbers, strict=True):
            broken = text.lstrip("\r\n")
            line = number + text[: len(text) - len(broken)].count("\n")
            if len(text) >= _LONGEST_BROKEN_LINE:
                raise SourceMalformed(
                    f"{self.uri}: line {line} is broken and does not end within {_LONGEST_BROKEN_LINE} characters; "
                    "a quote that is never closed, probably: what follows it cannot be told apart"
                )
            yield line, broken.rstrip("\r\n"), message

    @property
    def _path(self) -> str:
        """As DuckDB must be given it to read this one file, whatever characters its name has."""
        return glob.escape(str(self._file.path))

    def _rows(self, numbered: str) -> DuckDBPyRelation:
        parameters: dict[str, Any] = {"path": self._path}
        if self._header is None:
            name = f"read_parquet{numbered}"
        else:
            name = f"read_csv{numbered}"
            parameters["columns"] = dict.fromkeys(unique_names(self._header), "VARCHAR")
            parameters["compression"] = "gzip" if self._format == "csv.gz" else "none"
        with translated_errors(self.uri):
            return self._connection.sql(statement(name), params=parameters)


def _keyed(found: DuckDBPyRelation, config: FocusConfig) -> DuckDBPyRelation:
    lookups = Lookups(config)
    texts = [text.alias(name) for name, text in lookups.texts().items()]
    keys = [key.alias(name) for name, key in lookups.keys().items()]
    return found.select(StarExpression(exclude=["found"]), *texts).select(StarExpression(), *keys)
