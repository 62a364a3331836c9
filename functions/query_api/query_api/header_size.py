"""How long a header may be. Tokens that name many groups are longer than the 8,190 bytes that gunicorn takes.

Backstage issues up to 32 KiB, Microsoft Entra ID about 11 KiB (200 groups). What is longer than this is refused by
the server with 400 before it reaches the function, or by the function with 401.
"""

from typing import Final

from gunicorn.config import LimitRequestFieldSize

MOST_HEADER_BYTES: Final = 262_144


def accept_long_headers() -> None:
    """For the server that functions-framework is about to start: it has no option of its own for this."""
    LimitRequestFieldSize.default = MOST_HEADER_BYTES
