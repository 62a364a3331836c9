"""What people and schedules ask of a module during a night, as Knative and the API do, insisting until it is taken."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID, uuid4

import requests
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_fixed

from finops_contract.events import PING, WATCH_SOURCE
from finops_local.demo.administration import prices_in_force, publish_prices
from finops_local.demo.api import ApiRefused
from finops_local.demo.nights import post_event, request_night
from finops_local.sample.renegotiation import renegotiated, since_of
from tests.faults.base import NIGHT
from tests.faults.world import World

_INSIST_SECONDS = 20.0
_PAUSE_SECONDS = 0.2
_TIMEOUT_SECONDS = 10
AGAIN = frozenset({409, 500, 502, 503})
"""Statuses of who may be asked again, or is in another's way."""
_REFUSALS = ("run-under-way", "run-not-resumable", "period-closed", "move-under-way", "same-family")

Answered = TypeVar("Answered")


class Unanswered(RuntimeError):
    """The API neither accepted a request in time nor refused it for a reason that a night may have."""


def night(world: World, name: str, day: int = 0) -> UUID:
    """The nightly event; its run."""
    return request_night(world.stage.platform.broker_url, NIGHT + timedelta(days=day), name)


def watch(world: World, moment: datetime) -> None:
    """The watch's ping."""
    post_event(world.stage.platform.broker_url, PING, WATCH_SOURCE, str(uuid4()), moment, {})


def run_by_api(world: World, body: dict[str, Any]) -> UUID | None:
    """A run asked for until that is answered; None: refused, since another is under way or the month is closed.

    Raises Unanswered.
    """
    return _insisted(world, f"{_admin(world)}/runs", body)


def resume(world: World, run_id: UUID) -> UUID | None:
    """The run that resumes a failed one; None: nothing of it can be adopted. Raises Unanswered."""
    return _insisted(world, f"{_admin(world)}/runs/{run_id}/resume", {})


def cancel(world: World) -> UUID | None:
    """Cancel whichever run is under way; None: there was none, or it was over first."""
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {world.stage.access.admin_token()}"
        session.trust_env = False
        try:
            listed = session.get(f"{_admin(world)}/runs", params={"status": "RUNNING"}, timeout=_TIMEOUT_SECONDS)
            running = [run for run in listed.json()["data"] if not run["dryRun"]] if listed.ok else []
            if not running:
                return None
            address = f"{_admin(world)}/runs/{running[0]['runId']}/cancellation"
            answer = session.post(address, json={"reason": "it was in the way"}, timeout=_TIMEOUT_SECONDS)
        except requests.RequestException:
            return None
    return UUID(running[0]["runId"]) if answer.ok else None


def prices(world: World) -> UUID:
    """New prices of the default view; the run that puts them in force. Raises Unanswered."""

    def publish() -> UUID:
        admin = world.admin()
        lines = renegotiated(prices_in_force(admin, "actual"), since_of(world.stage.company))
        return publish_prices(admin, "actual", lines, "negotiated").run_id

    return insisted(publish)


def insisted(ask: Callable[[], Answered]) -> Answered:
    """What the API answers, asked until it does; raises Unanswered, also for what no night is a reason for."""
    patience = Retrying(
        stop=stop_after_delay(_INSIST_SECONDS),
        wait=wait_fixed(_PAUSE_SECONDS),
        retry=retry_if_exception(_may_pass),
        reraise=True,
    )
    try:
        return patience(ask)
    except (ApiRefused, requests.RequestException) as error:
        raise Unanswered(str(error)) from error


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, requests.RequestException) or (isinstance(error, ApiRefused) and error.status in AGAIN)


def move(world: World) -> UUID | None:
    """A product goes to another family; the run that classifies it again. None: an earlier attempt had come through.

    Raises Unanswered.
    """
    url = f"{_admin(world)}/referential/products/{quote(world.base.product_id, safe='')}/placement"
    body = {"familyId": world.base.other_family_id, "firstMonth": str(world.months[-2]), "reason": "it belongs there"}
    return _insisted(world, url, body, "PUT")


def _insisted(world: World, url: str, body: dict[str, Any], method: str = "POST") -> UUID | None:
    """Sent with one idempotency key until that is accepted, or refused for a reason that a night may have."""
    deadline = time.monotonic() + _INSIST_SECONDS
    last = "nothing"
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {world.stage.access.admin_token()}"
        session.headers["Idempotency-Key"] = f'"{uuid4()}"'
        session.trust_env = False
        while time.monotonic() < deadline:
            try:
                answer = session.request(method, url, json=body, timeout=_TIMEOUT_SECONDS)
            except requests.RequestException as error:
                last = type(error).__name__
            else:
                if answer.status_code == 202:
                    return UUID(answer.json()["data"]["runId"])
                last = f"{answer.status_code} {answer.text[:200]}"
                if any(refusal in answer.text for refusal in _REFUSALS):
                    return None
                if answer.status_code not in AGAIN:
                    break
            time.sleep(_PAUSE_SECONDS)
    raise Unanswered(f"{method} {url}: {last}")


def _admin(world: World) -> str:
    return f"{world.stage.platform.url('query_api')}/v1/local/admin"
