"""What a caller asks of a running broker."""

import json
import time
from dataclasses import asdict
from typing import Any

import requests

from finops_local.broker.mischief import Mischief

_POLL_SECONDS = 0.05
_TIMEOUT_SECONDS = 10


def stats(url: str) -> dict[str, Any]:
    """The counts of the broker at this address (see ledger.py); `idle` when nothing is left to deliver."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(f"{url}/stats", timeout=_TIMEOUT_SECONDS)
    answer.raise_for_status()
    counts: dict[str, Any] = answer.json()
    return counts


def set_mischief(url: str, mischief: Mischief) -> None:
    """What may happen to deliveries from now on."""
    with requests.Session() as session:
        session.trust_env = False
        session.put(f"{url}/mischief", json=asdict(mischief), timeout=_TIMEOUT_SECONDS).raise_for_status()


def wait_idle(url: str, timeout: float) -> dict[str, Any]:
    """Wait until nothing is left to deliver and return the counts; raises TimeoutError with them."""
    deadline = time.monotonic() + timeout
    while not (counts := stats(url))["idle"]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the broker is not idle after {timeout:g} s: {json.dumps(counts)}")
        time.sleep(_POLL_SECONDS)
    return counts
