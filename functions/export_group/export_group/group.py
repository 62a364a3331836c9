"""The group's load_group over HTTP, as docs/group.md has it. Nothing is tried again here: the outbox does that."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import requests
from pydantic import BaseModel, ValidationError
from urllib3.exceptions import HTTPError

from export_group.answers import Answer, etag_of, refusal_of, wait_of
from export_group.exchange_state import ExchangeState, ReleaseAnswer
from export_group.settings import ExportSettings
from finops_contract.errors import (
    FinopsError,
    GroupMalformed,
    GroupRefused,
    GroupUnavailable,
    GroupWithoutRelease,
    SourceUnavailable,
)
from finops_contract.exchange import Manifest, Piece
from finops_runtime.http.credentials import OidcToken
from finops_runtime.http.retries import new_session, verification
from finops_runtime.http.spans import source_span

_CHUNK: Final = 1 << 16
_Model = TypeVar("_Model", bound=BaseModel)


class RunUnderWay(Exception):
    """Another month of the entity is being published at the group's: commit again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"another month is being published there, again in {seconds:.0f} s")
        self.seconds = seconds


class Group:
    """The group as this entity reaches it, for one event.

    Every call raises GroupUnavailable, GroupRefused or GroupMalformed for what concerns all months, ExchangeRefused for
    what concerns this one.
    """

    def __init__(self, settings: ExportSettings) -> None:
        assert settings.finops_group_url is not None  # who has no group makes none
        assert settings.oidc_token_url is not None
        assert settings.oidc_client_id is not None
        assert settings.oidc_client_secret is not None
        self._settings = settings
        self._base = f"{settings.finops_group_url}/v1/exchange"
        self._session = new_session(settings.model_copy(update={"http_retries": 0}))
        self._token = OidcToken(
            settings.model_copy(update={"http_retries": min(settings.http_retries, 1)}),
            settings.oidc_token_url,
            settings.oidc_client_id,
            settings.oidc_client_secret.get_secret_value(),
            settings.finops_group_scope,
        )

    def release(self, known: str | None) -> tuple[ReleaseAnswer | None, str | None]:
        """The latest release and its ETag; no release when `known` is its ETag. Raises GroupWithoutRelease too."""
        answer = self._call("GET", "release", headers={"If-None-Match": known} if known else {})
        if answer.status == 304 and known:
            return None, known
        if answer.status == 404 and answer.problem == "no-release":
            raise GroupWithoutRelease("the group has no release, or this entity is not in it: ask the group")
        if answer.status != 200:
            raise refusal_of(answer)
        return _read(ReleaseAnswer, answer), etag_of(answer)

    def begin(self, manifest: Manifest) -> ExchangeState:
        """Announce an exchange, or ask what is missing of one that is known."""
        body = manifest.model_dump_json().encode()
        answer = self._call("PUT", _path(manifest), body, {"Content-Type": "application/json"})
        return self._state(answer, manifest, (200, 201))

    def send_piece(self, manifest: Manifest, piece: Piece, path: Path) -> None:
        """Send one piece."""
        with path.open("rb") as file:
            answer = self._call(
                "PUT",
                f"{_path(manifest)}/pieces/{piece.dataset}/{piece.number}",
                file,
                {"Content-Type": "application/gzip"},
            )
        if answer.status not in (200, 201, 204):
            raise refusal_of(answer)

    def commit(self, manifest: Manifest) -> ExchangeState:
        """Have the whole exchange judged and loaded. Raises RunUnderWay when it must wait for another month."""
        answer = self._call("POST", f"{_path(manifest)}/commit", seconds=self._settings.finops_export_commit_seconds)
        if answer.status == 503 and answer.problem == "run-under-way":
            raise RunUnderWay(wait_of(answer))
        return self._state(answer, manifest, (200,))

    def state(self, manifest: Manifest) -> ExchangeState:
        """What became of an exchange."""
        return self._state(self._call("GET", _path(manifest)), manifest, (200,))

    def state_of(self, entity_id: str, period: str, exchange_id: str) -> ExchangeState | None:
        """What became of an exchange sent earlier; None when the group does not know it."""
        answer = self._call("GET", f"{entity_id}/{period}/{exchange_id}")
        if answer.status == 404 and answer.problem:
            return None
        if answer.status != 200:
            raise refusal_of(answer)
        return _the_same(_read(ExchangeState, answer), exchange_id)

    def close(self) -> None:
        """Close what is open."""
        self._session.close()

    def _state(self, answer: Answer, manifest: Manifest, good: tuple[int, ...]) -> ExchangeState:
        if answer.status not in good:
            raise refusal_of(answer)
        return _the_same(_read(ExchangeState, answer), str(manifest.exchange_id))

    def _call(
        self,
        method: str,
        path: str,
        body: bytes | BinaryIO | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """One answer, whatever its status; a token that is refused is renewed once."""
        answer = self._send(method, path, body, headers or {}, seconds)
        if answer.status == 401 and self._token.renew():
            if body is not None and not isinstance(body, bytes):
                body.seek(0)
            answer = self._send(method, path, body, headers or {}, seconds)
        return answer

    def _send(
        self, method: str, path: str, body: bytes | BinaryIO | None, headers: Mapping[str, str], seconds: float | None
    ) -> Answer:
        url, patience = f"{self._base}/{path}", self._settings.http_timeout_ms / 1000
        until = time.monotonic() + max(patience, seconds or 0) + patience
        try:
            # Redirects are not followed: the token is for this host alone.
            with (
                source_span(method, url) as current,
                self._session.request(
                    method,
                    url,
                    data=body,
                    headers={
                        **headers,
                        **self._authorization(),
                        "Accept": "application/json, application/problem+json",
                    },
                    timeout=(patience, max(patience, seconds or 0)),
                    verify=verification(self._settings),
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                current.set_attribute("http.response.status_code", response.status_code)
                return Answer(response.status_code, self._body(response, until), response.headers)
        except (requests.RequestException, HTTPError) as error:
            raise GroupUnavailable(f"the group did not answer {method}: {type(error).__name__}") from error

    def _authorization(self) -> dict[str, str]:
        try:
            return self._token.headers()
        except SourceUnavailable as error:
            raise GroupUnavailable(str(error)) from error
        except FinopsError as error:
            raise GroupRefused(str(error)) from error

    def _body(self, response: requests.Response, until: float) -> bytes:
        """The body; never more of it, nor for longer, than is allowed."""
        body = bytearray()
        while chunk := response.raw.read1(_CHUNK, decode_content=True):  # as it comes, however slowly
            body += chunk
            if len(body) > self._settings.http_max_answer_mb << 20:
                raise GroupMalformed(f"the group's answer is larger than {self._settings.http_max_answer_mb} MB")
            if time.monotonic() > until:
                raise GroupUnavailable("the group did not end its answer in time")
        return bytes(body)


def _path(manifest: Manifest) -> str:
    return f"{manifest.entity_id}/{manifest.period}/{manifest.exchange_id}"


def _read(model: type[_Model], answer: Answer) -> _Model:
    try:
        document: Any = answer.json()
        return model.model_validate(document)
    except (ValidationError, ValueError) as error:
        raise GroupMalformed(
            f"the group answered {answer.status} with something that is no {model.__name__}"
        ) from error


def _the_same(state: ExchangeState, exchange_id: str) -> ExchangeState:
    if state.exchange_id != exchange_id:
        raise GroupMalformed("the group answered with the state of another exchange")
    return state
