"""How one operation is asked: token, body, retries, answers kept by their ETag, exact numbers, problems."""

import json
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import quote

import requests

from finops_client.model import Model
from finops_client.problems import ApiProblem, OutdatedCursor, Unavailable, problem_of

Answer = TypeVar("Answer", bound=Model)
Token = str | Callable[[], str]
Query = Mapping[str, str | int | Decimal | bool | Sequence[str] | None]
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Retries:
    """How often what may be had later is asked again; the server's `Retry-After` counts, up to `longest_wait`."""

    attempts: int = 4
    first_wait: float = 0.5
    longest_wait: float = 30.0


@dataclass(frozen=True, slots=True)
class Table:
    """A body that is a table: CSV, or the bytes of an XLSX file."""

    content: bytes
    media_type: str = "text/csv"


def segment(key: str) -> str:
    """A key as a part of a path."""
    return quote(key, safe="")


class Transport:
    """Asks one API. Not for several threads at once: a client each."""

    def __init__(
        self,
        url: str,
        token: Token,
        *,
        session: requests.Session | None = None,
        timeout: tuple[float, float] = (5.0, 60.0),
        retries: Retries | None = None,
        kept_answers: int = 256,
    ) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._session = session or requests.Session()
        self._timeout = timeout
        self._retries = retries or Retries()
        self._most_kept = kept_answers
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def download(self, path: str, media_type: str = "text/csv", *, query: Query | None = None) -> bytes:
        """An answer as a file; `path` below `/v1/local/`, or from the root: `/v1/group/...`. Raises ApiProblem."""
        return self._ask("GET", path, query or {}, {"Accept": media_type}, None).content

    def _call(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        query: Query | None = None,
        body: Model | Table | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        headers = {"Accept": JSON}
        content: bytes | None = None
        if method != "GET":
            # With a key, what was sent twice is done once: so that it may be sent again.
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        if isinstance(body, Table):
            headers["Content-Type"], content = body.media_type, body.content
        elif body is not None:
            headers["Content-Type"] = JSON
            content = body.model_dump_json(by_alias=True, exclude_unset=True).encode()
        found = self._ask(method, path, query or {}, headers, content)
        return answer.model_validate(json.loads(found.content, parse_float=Decimal))

    def _pages(self, method: str, path: str, answer: type[Answer], *, query: Query) -> list[Any]:
        """Rows of every page; begins again when something is published in between, or they would be of two states."""
        for attempt in range(1, self._retries.attempts + 1):
            rows: list[Any] = []
            cursor: str | None = None
            try:
                while True:
                    page: Any = self._call(method, path, answer, query={**query, "cursor": cursor})
                    rows += page.data
                    cursor = page.meta.page.next
                    if cursor is None:
                        return rows
            except OutdatedCursor:
                if attempt == self._retries.attempts:
                    raise
        raise AssertionError("there is at least one attempt")

    def _ask(
        self, method: str, path: str, query: Query, headers: dict[str, str], content: bytes | None
    ) -> requests.Response:
        wait = self._retries.first_wait
        for left in reversed(range(self._retries.attempts)):
            try:
                return self._once(method, path, query, headers, content)
            except Unavailable as problem:
                if not left:
                    raise
                asked = wait if problem.retry_after is None else problem.retry_after
                time.sleep(min(self._retries.longest_wait, asked))
                wait *= 2
        raise AssertionError("there is at least one attempt")

    def _once(
        self, method: str, path: str, query: Query, headers: dict[str, str], content: bytes | None
    ) -> requests.Response:
        address = self._url + (path if path.startswith("/") else f"/v1/local/{path}")
        request = requests.Request(method, address, params=_params(query), data=content)
        prepared = self._session.prepare_request(request)
        assert prepared.url is not None
        token = self._token if isinstance(self._token, str) else self._token()
        prepared.headers.update({**headers, "Authorization": f"Bearer {token}"})
        name = f"{headers['Accept']} {prepared.url}"
        kept = self._kept.get(name) if method == "GET" else None
        if kept:
            prepared.headers["If-None-Match"] = kept[0]
        try:
            settings = self._session.merge_environment_settings(prepared.url, {}, None, None, None)
            response = self._session.send(prepared, timeout=self._timeout, allow_redirects=False, **settings)
        except (requests.ConnectionError, requests.Timeout) as error:
            raise Unavailable(0, "no-answer", f"{method} {path}: no answer", (), None) from error
        if response.status_code == 304 and kept:
            response._content = kept[1]
            return response
        if not 200 <= response.status_code < 300:
            raise _problem(response)
        if method == "GET" and "ETag" in response.headers:
            self._keep(name, response.headers["ETag"], response.content)
        return response

    def _keep(self, name: str, etag: str, content: bytes) -> None:
        self._kept[name] = (etag, content)
        self._kept.move_to_end(name)
        while len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)


def _params(query: Query) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in query.items():
        if isinstance(value, bool):
            found.append((name, str(value).lower()))
        elif isinstance(value, str | int):
            found.append((name, str(value)))
        elif isinstance(value, Decimal):
            found.append((name, f"{value:f}"))
        elif value is not None:
            found += [(name, item) for item in value]
    return found


def _problem(response: requests.Response) -> ApiProblem:
    try:
        document = response.json()
    except ValueError:
        document = None
    problem = problem_of(response.status_code, document)
    if isinstance(problem, Unavailable) and response.headers.get("Retry-After", "").isdigit():
        problem.retry_after = float(response.headers["Retry-After"])
    return problem
