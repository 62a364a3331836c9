"""The body of a request, never more of it than is wanted."""

from flask import Request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException

from finops_runtime.problem import Problem

_CHUNK = 1 << 20


def require_type(request: Request, media_type: str) -> None:
    """Raises Problem: 415 for another content type, or for a body that is encoded once more."""
    said = (request.content_type or "").partition(";")[0].strip().lower()
    if said != media_type:
        raise Problem(415, "content-type", f"the body must be {media_type}")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(415, "content-type", "the body must come without Content-Encoding")


def read_at_most(request: Request, most: int) -> bytes:
    """The body. Raises Problem: 413 when it is longer, 400 when it breaks off or is framed as no body can be."""
    if (request.content_length or 0) > most:
        raise _too_large(most)
    parts, size = [], 0
    try:
        while part := request.stream.read(min(_CHUNK, most + 1 - size)):
            parts.append(part)
            size += len(part)
            if size > most:
                raise _too_large(most)
    except (ParseException, HTTPException, OSError) as error:
        raise Problem(400, "broken-body", "the body ended early, or its chunks are none") from error
    return b"".join(parts)


def _too_large(most: int) -> Problem:
    return Problem(413, "too-large", f"a body has at most {most} bytes here")
