"""gzip, where the client takes it and the body is worth it."""

import gzip
from functools import lru_cache

from flask import Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

GZIP = "gzip"
_SMALLEST = 1024
"""Bytes: what fits into one packet gains nothing."""
_LEVEL = 5
_TEXTS = ("application/json", "application/problem+json", "text/")


@lru_cache(1024)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether gzip is accepted, and not less than the plain body."""
    accepted = parse_accept_header(accept_encoding, Accept)
    compressed = accepted.quality(GZIP)
    return compressed > 0 and compressed >= accepted.quality("identity")


def is_worth_it(body: bytes) -> bool:
    """Whether a body is large enough."""
    return len(body) >= _SMALLEST


def gzipped(body: bytes) -> bytes:
    """The same bytes for the same body."""
    return gzip.compress(body, _LEVEL, mtime=0)


def compress(response: Response, accept_encoding: str) -> None:
    """Compress a text that is not compressed yet."""
    if (
        response.is_streamed
        or "Content-Encoding" in response.headers
        or not (response.content_type or "").startswith(_TEXTS)
        or not takes_gzip(accept_encoding)
    ):
        return
    body = response.get_data()
    if is_worth_it(body):
        response.set_data(gzipped(body))
        response.headers["Content-Encoding"] = GZIP
