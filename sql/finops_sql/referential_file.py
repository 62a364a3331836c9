"""Reading the data files of the referential: CSV, UTF-8, a header, one row a line of keys and labels."""

import csv
from collections.abc import Iterator
from pathlib import Path

_LONGEST = 512


class Refused(Exception):
    """What is wrong with the files, a sentence each. Nothing was written."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems[:3]))
        self.problems = problems


def read_rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, *tuple[str, ...]]]:
    """The line and the values of `columns`, trimmed, of every row; the file's columns may stand in any order.

    Raises Refused with every line that is wrong: columns missing or unknown, values missing, too long or with a NUL.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _checked(path.name, csv.reader(file, strict=True), columns)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = error.strerror if isinstance(error, OSError) else str(error)
        raise Refused([f"{path.name} cannot be read as CSV in UTF-8: {what}"]) from error


def _checked(name: str, rows: Iterator[list[str]], columns: tuple[str, ...]) -> list[tuple[int, *tuple[str, ...]]]:
    header = [column.strip() for column in next(rows, [])]
    if sorted(header) != sorted(columns):
        raise Refused([f"{name}: the columns must be {', '.join(columns)}; they are {', '.join(header)[:200]}"])
    order = [header.index(column) for column in columns]
    checked: list[tuple[int, *tuple[str, ...]]] = []
    problems = []
    for line, row in enumerate(rows, start=2):
        values = [value.strip() for value in row]
        if not any(values):
            continue
        wrong = _wrong(values, header)
        if wrong:
            problems.append(f"{name} row {line}: {wrong}")
        else:
            checked.append((line, *(values[index] for index in order)))
    if problems:
        raise Refused(problems)
    return checked


def _wrong(values: list[str], header: list[str]) -> str | None:
    if len(values) != len(header):
        return f"{len(values)} values instead of {len(header)}"
    for column, value in zip(header, values, strict=True):
        if not value:
            return f"{column} is empty"
        if len(value) > _LONGEST or "\x00" in value:
            return f"{column} is longer than {_LONGEST} characters or holds a NUL"
    return None
