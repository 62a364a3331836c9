"""One log for all processes: each line with the name of the process that wrote it."""

import threading
from pathlib import Path
from typing import Self, TextIO

from finops_local.servers.child import OnLine

_NAME_WIDTH = 13


class LogStream:
    """Writes to a file, and to `console` if given. The log of the previous start is kept as `<file>.1`."""

    def __init__(self, file: Path, console: TextIO | None = None) -> None:
        if file.exists():
            file.replace(file.with_name(file.name + ".1"))
        self._file = file.open("w", encoding="utf-8", buffering=1)
        self._console = console
        self._lock = threading.Lock()

    def write(self, name: str, line: str) -> None:
        """One line of one process; lines that come after close() are dropped."""
        text = f"{name:<{_NAME_WIDTH}} | {line}\n"
        with self._lock:
            if self._file.closed:
                return
            self._file.write(text)
            if self._console is not None:
                self._console.write(text)
                self._console.flush()

    def lines_of(self, name: str) -> OnLine:
        """The function that takes the lines of one process."""
        return lambda line: self.write(name, line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._file.close()
