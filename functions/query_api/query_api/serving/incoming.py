"""How much is taken from whoever sends: of headers, and of a body as much as tells that it is too long."""

from typing import TYPE_CHECKING

from gunicorn.config import LimitRequestFieldSize
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_input_stream

from finops_runtime.identity.tokens import MOST_HEADER_BYTES

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


def accept_long_headers() -> None:
    """For the server that functions-framework is about to start: it has no option of its own for this."""
    LimitRequestFieldSize.default = MOST_HEADER_BYTES


def first_bytes(environ: "WSGIEnvironment", most: int) -> bytes | None:
    """The first bytes of the body; None when it breaks off, or is framed as no body can be."""
    try:
        return get_input_stream(environ).read(most)
    except (ParseException, HTTPException, OSError):
        return None
