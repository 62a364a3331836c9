"""A reader of the API who goes on through a release, and is always answered."""

import threading
from collections import Counter

import requests

from tests.releases.conftest import Releases

_PAUSE_SECONDS = 0.1
_TIMEOUT_SECONDS = 20


class Reader:
    """Asks one process, and another when that one is being replaced, as a Service in front of them does."""

    def __init__(self, releases: Releases) -> None:
        platform = releases.stage.platform
        self._urls = [platform.url(name) for name in platform.instances_of("query_api")]
        self._headers = {"Authorization": f"Bearer {releases.stage.access.user_token()}"}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self.answered: Counter[str] = Counter()
        self.refused: list[str] = []

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _read(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            session.headers.update(self._headers)
            while not self._over.wait(_PAUSE_SECONDS):
                said = [self._ask(session, url) for url in self._urls]
                self.answered.update(version for version in said if version)
                if not any(said):
                    self.refused.append(str(said))

    def _ask(self, session: requests.Session, url: str) -> str | None:
        """The release that answered; None: nobody did. Whatever else than an answer is kept as refused."""
        try:
            status = session.get(f"{url}/v1/local/status", timeout=_TIMEOUT_SECONDS)
            answer = session.get(f"{url}/v1/local/dashboard", timeout=_TIMEOUT_SECONDS)
        except requests.ConnectionError:  # it has ended, or has not begun
            return None
        if answer.status_code == 503 or status.status_code == 503:
            return None
        if not (answer.ok and status.ok):
            self.refused.append(f"{answer.status_code} {answer.text[:200]} {status.status_code}")
        return str(status.json()["data"]["version"]) if status.ok else None
