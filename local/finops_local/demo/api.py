"""The query API over HTTP with a token, amounts as decimals."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import requests

_TIMEOUT_SECONDS = 20
_FAULTS = 3


class ApiRefused(RuntimeError):
    """The API answered something else than 2xx; `status` and `detail` say what."""

    def __init__(self, asked: str, answer: requests.Response) -> None:
        self.status, self.detail = answer.status_code, _detail(answer)
        super().__init__(f"{asked} was answered {self.status}: {self.detail}")


class Api:
    """One person's use of the API."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **parameters: str | Sequence[str]) -> dict[str, Any]:
        """The answer's JSON, its numbers as Decimal; raises ApiRefused."""
        return _read(self._call("GET", path, params=parameters))

    def get_lines(self, path: str) -> list[dict[str, str]]:
        """The answer's CSV, line by line; raises ApiRefused."""
        answer = self._call("GET", path, headers={"Accept": "text/csv"})
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))

    def pages(self, path: str, **parameters: str) -> Iterable[dict[str, Any]]:
        """Every row of a paged list; raises ApiRefused."""
        for answer in self._answers(path, **parameters):
            yield from answer["data"]

    def whole(self, path: str, **parameters: str) -> dict[str, Any]:
        """A paged list as one answer: the last page's `meta`, every page's `data`; raises ApiRefused."""
        answers = list(self._answers(path, **parameters))
        return {"meta": answers[-1]["meta"], "data": [row for answer in answers for row in answer["data"]]}

    def _answers(self, path: str, **parameters: str) -> Iterator[dict[str, Any]]:
        cursor: dict[str, str] = {}
        while True:
            answer = self.get(path, limit="200", **parameters, **cursor)
            yield answer
            if answer["meta"]["page"]["next"] is None:
                return
            cursor = {"cursor": answer["meta"]["page"]["next"]}

    def send(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Write JSON; the answer's. Raises ApiRefused."""
        return _read(self._call(method, path, json=body))

    def put_lines(
        self, path: str, columns: Sequence[str], rows: Iterable[Sequence[object]], **parameters: str
    ) -> dict[str, Any]:
        """Import a table as CSV; None is an empty cell. Raises ApiRefused."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows(rows)
        headers = {"Content-Type": "text/csv"}
        return _read(self._call("PUT", path, data=text.getvalue().encode(), headers=headers, params=parameters))

    def _call(self, method: str, path: str, **options: Any) -> requests.Response:
        answer = self._session.request(method, f"{self.url}{path}", timeout=_TIMEOUT_SECONDS, **options)
        if not answer.ok:
            raise ApiRefused(f"{method} {path}", answer)
        return answer


def _detail(answer: requests.Response) -> str:
    """What a problem document says, its first faults included; of anything else, its beginning."""
    try:
        problem = answer.json()
        faults = [f"{fault['at']}: {fault['message']}" for fault in problem.get("errors", ())[:_FAULTS]]
        return "; ".join([problem["detail"], *faults])
    except (ValueError, KeyError, TypeError, AttributeError):
        return answer.text[:300]


def _read(answer: requests.Response) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(answer.text, parse_float=Decimal, parse_int=Decimal)
    return read
