"""How much is taken from whoever sends: of headers, and of a body as much as tells that it is too long.

Tokens that name many groups are longer than the 8,190 bytes that gunicorn takes: Backstage issues up to 32 KiB,
Microsoft Entra ID about 11 KiB (200 groups).
"""

from typing import TYPE_CHECKING, Final

from gunicorn.config import LimitRequestFieldSize
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_input_stream

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MOST_HEADER_BYTES: Final = 262_144
"""A longer header is refused by the server with 400 before it reaches the function, or by the function with 401."""


def accept_long_headers() -> None:
    """For the server that functions-framework is about to start: it has no option of its own for this."""
    LimitRequestFieldSize.default = MOST_HEADER_BYTES


def first_bytes(environ: "WSGIEnvironment", most: int) -> bytes | None:
    """The first bytes of the body; None when it breaks off, or is framed as no body can be."""
    try:
        return get_input_stream(environ).read(most)
    except (ParseException, HTTPException, OSError):
        return None
