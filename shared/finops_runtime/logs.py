"""JSON logs: a plain sentence plus fields. Run, domain, month and trace travel in context variables."""

import logging
import sys
from contextlib import suppress
from typing import cast

import structlog
from structlog.typing import FilteringBoundLogger, Processor

from finops_runtime.known_secrets import blanked
from finops_runtime.tracing import add_trace


class _StandardOutput:
    """Where our own lines go: by way of `logging` one would take more than twice as long.

    As there, a line that cannot be written stops nothing.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def write(self, line: str) -> None:
        """Whole lines, from any thread: the buffer below the text has a lock."""
        with suppress(OSError, ValueError):
            sys.stdout.buffer.write(line.encode() + b"\n")
            sys.stdout.buffer.flush()

    debug = info = warning = error = critical = write


def configure_logs(function: str, level: str = "INFO") -> None:
    """Send our lines and those of libraries to standard output, one JSON object a line."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        add_trace,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]

    def add_function(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        event["function"] = function
        return event

    rendering: list[Processor] = [add_function, _without_secrets, structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[*shared, *rendering],
        logger_factory=_StandardOutput,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Their INFO lines name every request and every pool worker: noise beside ours.
    for noisy in ("urllib3", "pymongo", "psycopg.pool"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _without_secrets(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    # Before JSON is written, which would spell some characters of a secret otherwise.
    return {key: _blanked(value) for key, value in event.items()}


def _blanked(value: object) -> object:
    """Texts without secrets, also in lists; anything else as it is, or as the text of it if that holds one."""
    if isinstance(value, str):
        return blanked(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return [_blanked(each) for each in value]
    text = repr(value)
    return value if blanked(text) == text else blanked(text)


def get_logger(name: str) -> FilteringBoundLogger:
    """A logger; call it with a sentence and fields: `log.info("step staged", rows=12)`."""
    return cast(FilteringBoundLogger, structlog.get_logger(name))
