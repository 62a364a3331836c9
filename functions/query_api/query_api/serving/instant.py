"""Answers that need no work: what the client has already (304), and what was answered before in this generation.

Nothing stale is ever answered: the generation is read from the database for every request, after it came; it is part
of the ETag and of what an answer is kept under. Who calls is checked first, as for any other request.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.http import parse_etags

from finops_contract.errors import FinopsError, RetryableError
from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem, internal, unavailable
from query_api.route import GENERATION_HEADER, Route
from query_api.service import Service
from query_api.serving.compression import GZIP, gzipped, is_worth_it, takes_gzip
from query_api.serving.finishing import REVALIDATE, VARY, begin, finish, report
from query_api.serving.generations import Generation
from query_api.serving.kept_answers import KeptAnswer, KeptAnswers, Question
from query_api.serving.release import release_name

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = get_logger(__name__)
Answerer = Callable[["WSGIEnvironment"], Response]
_NONE = Generation(0, "", 0)
_HEADERS = (("Cache-Control", REVALIDATE), ("Vary", VARY), ("X-Content-Type-Options", "nosniff"))
_KEPT_HEADERS = ("Content-Type", "Content-Disposition", "Link", GENERATION_HEADER, "Finops-Next-Cursor")
"""What describes a body; the rest is of one exchange."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer that is sent as it stands (WSGI): making a Response of it would take longer than all the rest."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send it."""
        start_response(self.status, list(self.headers))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.body,)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of a generation, and what the client says it has and takes."""

    question: Question
    generation: Generation
    etag: str
    if_none_match: str
    coding: str | None

    @property
    def is_known(self) -> bool:
        """Whether the client has this very answer, by whichever of the ETags that it names."""
        named = self.if_none_match
        if not named or named == self.etag:
            return bool(named)
        etags = parse_etags(named)
        return not etags.star_tag and etags.contains_raw(self.etag)

    @property
    def is_any_known(self) -> bool:
        """Whether the client has some answer, whichever it is: `If-None-Match: *`."""
        return self.if_none_match.strip() == "*"


class Instant:
    """Stands before the application, for the routes whose answers are of a generation."""

    def __init__(self, service: Service, find_route: "Callable[[WSGIEnvironment], Route | None]") -> None:
        self._service = service
        self._find_route = find_route
        self._release = release_name(service.settings)
        self._kept = KeptAnswers(service.settings.answer_cache_mb << 20)

    def answer(self, environ: "WSGIEnvironment", work: Answerer) -> Response | Ready:
        """Answer at once, or by `work`, whose answer is kept."""
        method: str = environ["REQUEST_METHOD"]
        route = self._find_route(environ) if method in ("GET", "HEAD") else None
        if route is None or not route.is_of_generation or _has_body(environ):
            return work(environ)
        began = begin()
        generation = self._generation(environ, route)
        if isinstance(generation, Response):
            return finish(generation, route, method, began)
        if generation.number == 0:
            return work(environ)
        asked = self._asked(environ, generation)
        response = self._at_once(asked)
        if response is None:
            with self._kept.one_asks(asked.question) as asks:
                response = None if asks else self._at_once(asked)
                if response is None:
                    return self._worked(asked, environ, work)
        report(route, method, int(response.status[:3]), began)
        return response

    def _generation(self, environ: "WSGIEnvironment", route: Route) -> Generation | Response:
        """What is current, for who may know it; else what to answer."""
        try:
            principal = self._service.tokens.check(environ.get("HTTP_AUTHORIZATION"))
            return self._service.generations.current() if principal.may(route.access) else _NONE
        except Problem as problem:
            return problem.response()
        except RetryableError as error:
            return unavailable(error)
        except FinopsError as error:
            log.exception("the generation could not be read", code=error.code)
            return internal()

    def _asked(self, environ: "WSGIEnvironment", generation: Generation) -> _Asked:
        question = Question(environ["PATH_INFO"], environ.get("QUERY_STRING", ""), environ.get("HTTP_ACCEPT", ""))
        parts = (self._release, generation.name, question.path, question.query, question.accept)
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return _Asked(
            question,
            generation,
            # Weak: compressed or not, the answer is the same one.
            f'W/"{digest}"',
            environ.get("HTTP_IF_NONE_MATCH", ""),
            GZIP if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else None,
        )

    def _at_once(self, asked: _Asked) -> Ready | None:
        """What needs no work, if anything does not."""
        if asked.is_known:
            return _not_modified(asked)
        kept = self._find(asked)
        if kept is None:
            return None
        if asked.is_any_known:
            return _not_modified(asked)
        about = (*_HEADERS, ("ETag", asked.etag), *kept.headers, ("Content-Length", str(len(kept.body))))
        coding = (("Content-Encoding", kept.coding),) if kept.coding else ()
        return Ready("200 OK", (*about, *coding), kept.body)

    def _find(self, asked: _Asked) -> KeptAnswer | None:
        found = self._kept.find(asked.generation, asked.question, asked.coding)
        if found is not None or asked.coding is None:
            return found
        plain = self._kept.find(asked.generation, asked.question, None)
        if plain is None or not is_worth_it(plain.body):
            return plain
        packed = KeptAnswer(gzipped(plain.body), plain.headers, GZIP)
        self._kept.keep(asked.generation, asked.question, packed)
        return packed

    def _worked(self, asked: _Asked, environ: "WSGIEnvironment", work: Answerer) -> Response | Ready:
        response = work(environ)
        # A generation that was published since the check is another one: the next request will see it.
        if response.status_code != 200 or response.headers.get(GENERATION_HEADER) != str(asked.generation.number):
            return response
        response.headers["ETag"] = asked.etag
        is_get = environ["REQUEST_METHOD"] == "GET"
        if is_get and not response.is_streamed and "Content-Encoding" not in response.headers:
            headers = tuple((name, response.headers[name]) for name in _KEPT_HEADERS if name in response.headers)
            self._kept.keep(asked.generation, asked.question, KeptAnswer(response.get_data(), headers))
            packed = self._find(asked)
            if packed is not None and packed.coding is not None:
                response.set_data(packed.body)
                response.headers["Content-Encoding"] = packed.coding
        return _not_modified(asked) if asked.is_any_known else response


def _not_modified(asked: _Asked) -> Ready:
    named = (("ETag", asked.etag), (GENERATION_HEADER, str(asked.generation.number)))
    return Ready("304 NOT MODIFIED", (*_HEADERS, *named))


def _has_body(environ: "WSGIEnvironment") -> bool:
    return environ.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in environ
