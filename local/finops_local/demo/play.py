"""The months one after the other, then one night: all by events, as in production."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from psycopg.rows import DictRow

from finops_contract.events import RunRequested
from finops_contract.period import Period
from finops_local.demo.nights import request_night, request_run, wait_for_run
from finops_local.demo.stage import Stage

RUN_SECONDS = 120.0
_ATTEMPTS = 5
_PAUSE_SECONDS = 2.0

OnRun = Callable[[str, DictRow], None]
"""Receives what was asked for and the run's row, when it has ended."""


def play_months(stage: Stage, on_run: OnRun, last: Period | None = None) -> list[DictRow]:
    """Run every month of the company, up to `last`; stops at the first run that does not succeed."""
    runs: list[DictRow] = []
    for period in stage.company.periods:
        if last is not None and period > last:
            break
        run = _ended(stage, partial(_ask, stage, period))
        runs.append(run)
        on_run(str(period), run)
        if run["status"] != "SUCCESS":
            break
    return runs


def play_night(stage: Stage, on_run: OnRun) -> DictRow:
    """The nightly event of now: the current month and the previous one again."""
    entity_id = stage.company.entity_id
    run = _ended(stage, lambda: request_night(stage.platform.broker_url, datetime.now(UTC), entity_id=entity_id))
    on_run("night", run)
    return run


def _ask(stage: Stage, period: Period) -> UUID:
    asked = RunRequested(periods=(period,), requested_by="demo", reason="first run of the sample company")
    return request_run(stage.platform.broker_url, asked, datetime.now(UTC), entity_id=stage.company.entity_id)


def _ended(stage: Stage, ask: Callable[[], UUID]) -> DictRow:
    """The run's row once it has ended; asks again when another run, the watch's say, held the place."""
    for attempt in range(_ATTEMPTS):
        run = wait_for_run(stage.platform.postgres_url, ask(), RUN_SECONDS)
        if run["status"] != "SKIPPED" or attempt == _ATTEMPTS - 1:
            return run
        time.sleep(_PAUSE_SECONDS)
    raise AssertionError("unreachable: the last attempt returns")
