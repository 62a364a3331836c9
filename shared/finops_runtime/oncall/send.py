"""`python -m finops_runtime.oncall.send FILE|-`: one CloudEvent to the broker, as the function whose pod this runs in.

The broker takes events only from senders that it knows: its address (K_SINK), its authorities (K_CA_CERTS) and the
token are those that SinkBinding gave the pod. FILE holds the event as JSON (structured mode), or the line that the
dead-letter sink logged: its letter is sent as it was, without what the broker added when it gave up.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import requests
from pydantic import ValidationError

from finops_contract.errors import BadEvent
from finops_contract.events import PING, TYPES
from finops_runtime.events import Event, decode
from finops_runtime.settings import SinkSettings
from finops_runtime.sink import Sink

ACCEPTED, NO_EVENT, USAGE, NOT_ACCEPTED = 0, 1, 2, 3
_STRUCTURED: Final = {"Content-Type": "application/cloudevents+json"}
_EPILOG: Final = """\
exit codes: 0 the broker has it; 1 FILE holds no event of ours; 2 wrong usage or settings; 3 the broker did not take it
environment: K_SINK, K_CA_CERTS (or K_CA_CERTS_FILE), K_SINK_TOKEN_FILE, K_SINK_TIMEOUT_MS, as the function has them"""
_ADVICE: Final = {
    401: "it wants a token that it can check: run this in a function's pod, SinkBinding mounts /oidc/token there",
    403: "its EventPolicies let this function send no such type: use the pod of a function whose README names it",
    404: "K_SINK names no broker: see `kubectl get broker -n finops`",
}


class NoEvent(ValueError):
    """What was given is no event of ours; the message says what to change."""


def main(argv: Sequence[str] | None = None) -> int:
    """Send one event; returns the exit code."""
    options = _parser().parse_args(argv)
    try:
        settings = SinkSettings()
        given = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except ValidationError as error:
        for wrong in error.errors(include_input=False, include_url=False):
            print(f"{'.'.join(map(str, wrong['loc'])).upper() or 'settings'}: {wrong['msg']}", file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"{options.file} cannot be read: {error.strerror}", file=sys.stderr)
        return USAGE
    try:
        body, event = read(given)
    except NoEvent as error:
        print(f"not sent: {error}", file=sys.stderr)
        return NO_EVENT
    refused = post(settings, body)
    if refused is not None:
        print(f"{settings.k_sink} did not accept {event.type} {event.id}: {refused}", file=sys.stderr)
        return NOT_ACCEPTED
    print(f"accepted {event.type} {event.id}")
    return ACCEPTED


def read(given: bytes) -> tuple[bytes, Event]:
    """The event in structured mode, and what our functions will read in it. Raises NoEvent."""
    try:
        found = json.loads(given)
    except (ValueError, RecursionError) as error:
        raise NoEvent(f"it is not JSON: {error}; give one event, or one line of the dead-letter sink's log") from error
    if isinstance(found, dict) and isinstance(found.get("letter"), dict):
        found = found["letter"]
    if not isinstance(found, dict) or "specversion" not in found:
        raise NoEvent(
            "it is no CloudEvent: a JSON object with specversion, type, source, id and data is. "
            "A letter of headers and body was none when it came, and changes nothing"
        )
    event = {name: value for name, value in found.items() if not name.startswith("knativeerror")}
    body = json.dumps(event).encode()
    try:
        return body, decode(_STRUCTURED, body)
    except BadEvent as error:
        known = "" if str(event.get("type")) in TYPES else f"; ours are {', '.join((*TYPES, PING))}"
        raise NoEvent(f"{error}{known}") from error


def post(settings: SinkSettings, body: bytes) -> str | None:
    """None once the sink has the event, else why not and what to do."""
    try:
        response = Sink(settings).post(dict(_STRUCTURED), body)
    except requests.exceptions.SSLError:
        return "its certificate is of none of the authorities of K_CA_CERTS: start the pod anew, for they were renewed"
    except requests.RequestException as error:
        return f"no answer ({type(error).__name__}): see that the broker is up, and that the network policy lets us out"
    if response.ok:
        return None
    advice = _ADVICE.get(response.status_code, "see the broker's log; of a 5xx, try again later")
    return f"it answered {response.status_code}: {advice}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m finops_runtime.oncall.send",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="the event, as JSON; - reads standard input")
    return parser


if __name__ == "__main__":
    sys.exit(main())
