"""DuckDB: one database in memory for one step, with the statements and functions of the package."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import duckdb
from duckdb import DuckDBPyConnection

from finops_contract.errors import RetryableError, SourceMalformed, SourceUnavailable
from finops_runtime.database import load_sql

# In the order in which they build on each other.
_MACROS = (
    "cleaned", "month_of_text", "month_of_moment", "currency_of", "fault_of",
    "number_parts", "significant", "rounded_digits", "placed_digits", "by_digits", "exact", "rounded", "exact_decimal",
    "scalar_text", "tag_text", "tag_list_object", "tag_document", "tag_object",
)  # fmt: skip
_WHITESPACE = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
_MOST_THREADS = 4
_LITTLE_MEGABYTES_A_THREAD = 24
"""Enough to read a CSV file whose charges have a few thousand different keys."""


class ReaderOverloaded(RetryableError):
    """A step needs more memory than it may have at the moment."""

    code = "reader_overloaded"


def statement(name: str) -> str:
    """The text of `sql/focus_<name>.sql`."""
    return load_sql("ingest_cloud", f"focus_{name}").decode()


@contextmanager
def session(memory_limit: str) -> Iterator[DuckDBPyConnection]:
    """A connection that uses `memory_limit` at most and spills to a temporary folder beyond."""
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    with TemporaryDirectory(prefix="finops-focus-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "threads": threads,
            # Freed memory goes back soon: kept for later it would grow with the length of the bill.
            "allocator_bulk_deallocation_flush_threshold": "16MB",
            "temp_directory": folder,
            # Nothing is fetched from the network because a file happens to look like it.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute(statement("utc"))
            connection.execute(statement("set_whitespace"), {"whitespace": _WHITESPACE})
            little = f"{_LITTLE_MEGABYTES_A_THREAD * threads}MB"
            connection.execute(statement("set_memory"), {"whole": memory_limit, "little": little})
            for name in _MACROS:
                connection.execute(statement(name))
            yield connection


@contextmanager
def translated_errors(what: str) -> Iterator[None]:
    """Turn DuckDB's errors about `what`, a file or a step, into ours: again, or never."""
    try:
        yield
    except duckdb.IOException as error:
        if "GZIP" in str(error):
            raise SourceMalformed(f"{what} is no whole gzip file: {_first_line(error)}") from error
        raise SourceUnavailable(f"{what} cannot be read: {_first_line(error)}") from error
    except duckdb.OutOfMemoryException as error:
        raise ReaderOverloaded(f"{what} needs more memory than it may have: {_first_line(error)}") from error
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        raise SourceMalformed(f"{what}: amounts add up to more than can be held") from error
    except duckdb.Error as error:
        raise SourceMalformed(
            f"{what} cannot be read; mixed line endings, perhaps, or a file cut short: {_first_line(error)}"
        ) from error


def _first_line(error: duckdb.Error) -> str:
    # The lines below quote what was read.
    return str(error).partition("\n")[0][:200]
