"""Ask for runs by event, as Knative and the API do, and wait for their end."""

import time
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import requests
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent
from psycopg.rows import DictRow, dict_row

from finops_contract.events import NIGHTLY_SOURCE, PING, RunRequested, run_id_of, type_of
from finops_local.sample.company import ENTITY
from finops_runtime.database import load_sql

SOURCE = "/rosetta/finops/query_api"
_PAUSE_SECONDS = 0.05
_TIMEOUT_SECONDS = 15


class EventRefused(RuntimeError):
    """The broker did not take an event."""


class RunTookTooLong(RuntimeError):
    """A run neither succeeded nor failed in time."""


def post_event(broker_url: str, kind: str, source: str, event_id: str, moment: datetime, data: Any) -> None:
    """Send one CloudEvent in binary mode; raises EventRefused."""
    attributes = {
        "type": kind,
        "source": source,
        "id": event_id,
        "time": moment.isoformat(),
        "datacontenttype": "application/json",
    }
    headers, body = to_binary(CloudEvent(attributes, data))
    answer = requests.post(broker_url, headers=headers, data=body, timeout=_TIMEOUT_SECONDS)
    if answer.status_code != 202:
        raise EventRefused(f"the broker answered {answer.status_code} to {kind}: {answer.text[:200]}")


def request_run(
    broker_url: str, asked: RunRequested, moment: datetime, event_id: str | None = None, entity_id: str = ENTITY
) -> UUID:
    """Ask for a run; its id."""
    event_id = event_id or str(uuid4())
    post_event(broker_url, type_of(asked), SOURCE, event_id, moment, asked.model_dump(mode="json"))
    return run_id_of(entity_id, SOURCE, event_id)


def request_night(broker_url: str, moment: datetime, event_id: str | None = None, entity_id: str = ENTITY) -> UUID:
    """The nightly ping; the run's id."""
    event_id = event_id or str(uuid4())
    post_event(broker_url, PING, NIGHTLY_SOURCE, event_id, moment, {})
    return run_id_of(entity_id, NIGHTLY_SOURCE, event_id)


def wait_for_run(admin_url: str, run_id: UUID, timeout: float) -> DictRow:
    """The run's row once it has ended; raises RunTookTooLong."""
    deadline = time.monotonic() + timeout
    with psycopg.connect(admin_url, autocommit=True, row_factory=dict_row) as connection:
        while True:
            run = connection.execute(load_sql("finops_local.demo", "run_state"), {"run_id": run_id}).fetchone()
            if run is not None and run["status"] != "RUNNING":
                return run
            if time.monotonic() > deadline:
                seen = "nobody has started it" if run is None else f"it is {run['status']}, {run['phase']}"
                raise RunTookTooLong(f"run {run_id} did not end within {timeout:g} s: {seen}")
            time.sleep(_PAUSE_SECONDS)
