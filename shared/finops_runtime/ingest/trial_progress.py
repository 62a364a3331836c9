"""Says on stderr how far a long trial has come."""

import sys
import time
from datetime import datetime

from finops_runtime.ingest.connector import LandingWriter

_SECONDS = 2.0
_RECORDS_A_LOOK = 1_000


class Progress:
    """Prints a count now and then."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._said_at = time.monotonic()
        self._looked_at = 0

    def at(self, count: int, more: str = "", *, look: int = _RECORDS_A_LOOK) -> None:
        """Print the count, unless one was printed within the last seconds; the clock is read every `look` counts."""
        if count - self._looked_at < look:
            return
        self._looked_at = count
        now = time.monotonic()
        if now - self._said_at >= _SECONDS:
            self._said_at = now
            print(f"{count:,} {self._what}{more}", file=sys.stderr, flush=True)


class WatchedWriter:
    """A landing writer that says how much has landed."""

    def __init__(self, writer: LandingWriter) -> None:
        self._writer = writer
        self._progress = Progress("answers landed")
        self._answers = 0
        self._bytes = 0

    @property
    def started_at(self) -> datetime:
        """When the landing began."""
        return self._writer.started_at

    def add(self, body: bytes, source: str, media_type: str = "application/json") -> None:
        """Keep one answer."""
        self._writer.add(body, source, media_type)
        self._answers += 1
        self._bytes += len(body)
        self._progress.at(self._answers, f", {self._bytes / 1e6:,.1f} MB", look=1)
