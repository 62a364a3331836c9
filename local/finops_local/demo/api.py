"""The query API over HTTP with a token, amounts as decimals."""

import json
from decimal import Decimal
from typing import Any

import requests

_TIMEOUT_SECONDS = 20


class ApiRefused(RuntimeError):
    """The API answered something else than 2xx."""


class Api:
    """One reader of the API."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **parameters: str) -> dict[str, Any]:
        """The answer's JSON, its numbers as Decimal; raises ApiRefused."""
        answer = self._session.get(f"{self.url}{path}", params=parameters, timeout=_TIMEOUT_SECONDS)
        if not answer.ok:
            raise ApiRefused(f"GET {path} was answered {answer.status_code}: {answer.text[:300]}")
        read: dict[str, Any] = json.loads(answer.text, parse_float=Decimal, parse_int=Decimal)
        return read
