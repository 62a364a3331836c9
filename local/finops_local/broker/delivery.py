"""One attempt to hand one event to one subscriber."""

from dataclasses import dataclass, replace

import requests

from finops_local.broker.event import Event, MalformedEvent, carries_event, read, to_binary
from finops_local.broker.retry import BAD_REPLY, NO_ANSWER, is_success

_CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` and `retry_after` matter when the status is no success; `reply` is an event to route in turn."""

    status: int
    body: bytes = b""
    retry_after: str | None = None
    reply: Event | None = None


def attempt(session: requests.Session, url: str, event: Event, timeout: float) -> Answer:
    """POST the event in binary mode and judge the answer as Knative's broker does; never raises for the network."""
    headers, body = to_binary(event)
    try:
        response = session.post(
            url,
            data=body,
            headers={**headers, "prefer": "reply"},
            allow_redirects=False,
            timeout=(_CONNECT_SECONDS, timeout),
        )
    except requests.RequestException as error:
        return Answer(NO_ANSWER, f"dispatch error: {error}".encode())
    status, content = response.status_code, response.content
    if not is_success(status):
        return Answer(status, content, response.headers.get("Retry-After"))
    if not carries_event(response.headers):
        return Answer(BAD_REPLY, content) if content else Answer(status)
    try:
        reply = read(response.headers, content, event.hops - 1)
    except MalformedEvent as error:
        return Answer(BAD_REPLY, str(error).encode())
    return Answer(status, reply=reply if reply.headers else replace(reply, headers=event.headers))
