"""The secrets that this process holds, to be blanked wherever a text leaves it or is kept.

Messages are written without secrets in the first place. This is for what others write: a source that shows a token in
its answer, a provider that quotes a secret in its refusal, a library that puts an address into an exception.
"""

import json
from base64 import b64encode
from threading import Lock
from urllib.parse import quote, quote_plus, unquote, urlsplit

SHORTEST = 8
"""Characters. What is shorter is part of many an honest text, and is no secret for long either."""
BLANK = "[secret]"


class _Known:
    """Every form of every secret, longest first: one that holds another is blanked whole."""

    learning = Lock()
    forms: tuple[str, ...] = ()


def remember(*secrets: str) -> None:
    """Blank these from now on, as they are and as they are written in addresses, headers and JSON."""
    found = {form for secret in secrets if len(secret) >= SHORTEST for form in _forms_of(secret)}
    with _Known.learning:
        if not found <= set(_Known.forms):
            _Known.forms = tuple(sorted(found | set(_Known.forms), key=len, reverse=True))


def remember_address(address: str) -> None:
    """The password of a URL, as it is written there and as it is meant; and its whole user information."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    if parts.password:
        password = unquote(parts.password)
        remember(parts.password, password, f"{unquote(parts.username or '')}:{password}")


def blanked(text: str) -> str:
    """The text without known secrets."""
    for form in _Known.forms:
        if form in text:
            text = text.replace(form, BLANK)
    return text


def blanked_bytes(body: bytes) -> bytes:
    """The same of an answer, in any encoding that writes ASCII as it is."""
    for form in _Known.forms:
        encoded = form.encode()
        if encoded in body:
            body = body.replace(encoded, BLANK.encode())
    return body


def _forms_of(secret: str) -> set[str]:
    base64 = b64encode(secret.encode()).decode()
    forms = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
    return {*forms, base64.rstrip("="), base64.rstrip("=").translate(str.maketrans("+/", "-_")), quote(base64, safe="")}
