"""Pushes one month over HTTP as an entity would, and goes on until the group has said what became of it."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import requests

from finops_contract.exchange import Dataset
from tests.faults.exchanges.figures import Month

FINAL: Final = frozenset({"PUBLISHED", "REFUSED", "SUPERSEDED"})
_SECONDS = 60.0
_TIMEOUT_SECONDS = 10
_PAUSE_SECONDS = 0.05
_AGAIN: Final = frozenset({409, 429, 500, 502, 503, 504})


class GivenUp(RuntimeError):
    """The group never said what became of a push."""


class Sender:
    """One entity's client, whose path may name another entity than its token does."""

    def __init__(
        self, url: str, token: str, month: Month, entity: str | None = None, period: str | None = None
    ) -> None:
        manifest = month.manifest
        self._month = month
        self._path = f"{url}/v1/exchange/{entity or manifest.entity_id}/{period or manifest.period}/{month.exchange_id}"
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"
        self.answers: list[int] = []
        self.failures: list[str] = []

    def push(
        self, order: Sequence[tuple[Dataset, int]], commits: int = 1, stop: Callable[[int], bool] = lambda _: False
    ) -> dict[str, Any] | None:
        """Manifest, pieces in this order, commit; the last state. None: refused, or broken off by `stop(piece)`.

        Raises GivenUp.
        """
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            state = self._once(order, commits, stop)
            if state is None or state["status"] in FINAL:
                return state
            time.sleep(_PAUSE_SECONDS)
        raise GivenUp(f"{self._path}: {self.answers[-20:]} {self.failures[-3:]}")

    def _once(
        self, order: Sequence[tuple[Dataset, int]], commits: int, stop: Callable[[int], bool]
    ) -> dict[str, Any] | None:
        """One try; {"status": "again"} when it must be tried again."""
        again = {"status": "again"}
        state = self._ask("PUT", "", json=self._month.manifest.model_dump(mode="json"))
        if state is None or "status" not in state:
            return again if state is None else None
        if state["status"] in (*FINAL, "LOADED"):
            return state
        for at, (dataset, number) in enumerate(order):
            if stop(at):
                return None
            answer = self._ask(
                "PUT",
                f"/pieces/{dataset}/{number}",
                data=self._month.pieces[dataset, number],
                headers={"Content-Type": "application/gzip"},
            )
            if answer is None:
                return again
            if answer.get("refused"):
                return None
        results: list[dict[str, Any] | None] = []
        threads = [
            threading.Thread(target=lambda: results.append(self._ask("POST", "/commit"))) for _ in range(commits)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        states = [result for result in results if result is not None and "status" in result]
        return states[-1] if states else again

    def state(self) -> dict[str, Any] | None:
        """What the group says of it now; None when it does not answer."""
        return self._ask("GET", "")

    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any] | None:
        """The answer; {"refused": True} for one that no repetition changes, None where it may."""
        try:
            answer = self._session.request(method, self._path + path, timeout=_TIMEOUT_SECONDS, **options)
        except requests.RequestException as error:
            self.failures.append(type(error).__name__)
            return None
        self.answers.append(answer.status_code)
        if answer.status_code in _AGAIN:
            return None
        if not answer.ok:
            self.failures.append(answer.text[:300])
            return {"refused": True}
        return answer.json() if answer.content else {}
