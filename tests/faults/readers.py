"""Who reads during the night: what they see is of one generation, and a generation never changes (I4)."""

import threading
from typing import Any

import psycopg
import requests
from psycopg.rows import dict_row

from finops_runtime.database import load_sql
from tests.faults.world import World

_PAUSE_SECONDS = 0.25
_TIMEOUT_SECONDS = 5
_PATHS = ("dashboard", "domains", "rankings")


class Readers:
    """One by SQL, one by the API; both go on reading through whatever happens."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._over = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._by_sql, self._by_api)]
        self._seen: dict[tuple[Any, ...], Any] = {}
        self.readings = 0
        self.violations: list[str] = []

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _by_sql(self) -> None:
        statement = load_sql("tests.faults", "reading")
        while not self._over.is_set():
            try:
                with psycopg.connect(
                    self._world.stage.platform.postgres_url, autocommit=True, row_factory=dict_row, connect_timeout=2
                ) as connection:
                    while not self._over.wait(_PAUSE_SECONDS):
                        row = connection.execute(statement).fetchone()
                        assert row is not None  # a statement of scalar subqueries has one row
                        self._judge_totals(row)
            except psycopg.OperationalError:  # it was cut off: that is part of the night
                self._over.wait(_PAUSE_SECONDS)

    def _judge_totals(self, row: dict[str, Any]) -> None:
        self.readings += 1
        if len(set(row["totals"].values())) != 1:
            self.violations.append(f"I4: generation {row['generation']} shows {row['totals']}")
        self._judge(("sql", row["generation"]), (row["totals"], row["slices"]))

    def _by_api(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {self._world.stage.access.user_token()}"
            while not self._over.wait(_PAUSE_SECONDS):
                for path in _PATHS:
                    self._ask(session, path)

    def _ask(self, session: requests.Session, path: str) -> None:
        url = f"{self._world.stage.platform.url('query_api')}/v1/local/{path}"
        parameters = {"period": str(self._world.months[-1])}
        try:
            answer = session.get(url, params=parameters, timeout=_TIMEOUT_SECONDS)
        except requests.RequestException:
            return
        if answer.status_code == 503:
            return
        self.readings += 1
        if answer.status_code != 200:
            self.violations.append(f"I4: {path} was answered {answer.status_code}: {answer.text[:200]}")
            return
        found = answer.json(parse_float=str)
        self._judge((path, found["meta"]["generation"]), found)

    def _judge(self, key: tuple[Any, ...], found: Any) -> None:
        if self._seen.setdefault(key, found) != found:
            self.violations.append(
                f"I4: {key} was seen twice, and was not the same: {self._seen[key]} then {found}"[:2000]
            )
