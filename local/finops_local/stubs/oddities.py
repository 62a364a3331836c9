"""What goes wrong at a source, as a stub's data file says it: `"oddities": [{"kind", "times", "from_page"}]`.

`times` requests (without it: every one), from page `from_page` (1) of a listing on, meet the oddity; the first that
still stands counts. Kinds that every stub knows: `rate_limited` (429 with Retry-After), `bad_gateway` (502, HTML),
`forbidden` (403), `error_page` (200, HTML), `half_page` (the connection is cut in mid-answer), `moved` (301 to the
same path on `localhost`, which is another host than 127.0.0.1 to a client), `server_error` (503 with Retry-After),
`slow` (answers after half a second), `silent` (after longer than anybody waits), `flapping` (500 every other time).
A stub may know kinds of its own.
"""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Response, request

_BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_SIGN_IN = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>You need to sign in.</body></html>"
_FORBIDDEN = {"error": "insufficient_scope", "message": "403 Forbidden"}
_SLOW_SECONDS, _SILENT_SECONDS = 0.5, 3.0
_HALF = b'[{"id": 1, "name": "cut off in mid-'


@dataclass
class Oddities:
    """Which oddity a request meets; remembers how often each was met while the process lives."""

    met: Counter[str] = field(default_factory=Counter)

    def of_request(self, listed: list[dict[str, Any]], page_number: int = 1) -> str | None:
        """The kind of the first oddity that still stands for a request for that page; None when none does."""
        for oddity in listed:
            name = json.dumps(oddity, sort_keys=True)
            stands = "times" not in oddity or self.met[name] < oddity["times"]
            if stands and page_number >= oddity.get("from_page", 1):
                self.met[name] += 1
                if oddity["kind"] == "flapping" and self.met[name] % 2 == 0:
                    return None
                return str(oddity["kind"])
        return None


def refused(kind: str | None) -> Response | None:
    """The answer to a request that meets such an oddity before anything is looked up; None when it is looked up."""
    if kind == "moved" and not request.host.startswith("localhost"):
        port = request.host.partition(":")[2]
        return Response(status=301, headers={"Location": f"http://localhost:{port or 80}{request.full_path}"})
    if kind in ("slow", "silent"):
        time.sleep(_SLOW_SECONDS if kind == "slow" else _SILENT_SECONDS)
        return None
    answers = {
        "rate_limited": Response("Retry later\n", 429, {"Retry-After": "1"}, mimetype="text/plain"),
        "server_error": Response("Try again\n", 503, {"Retry-After": "1"}, mimetype="text/plain"),
        "flapping": Response("Internal error\n", 500, mimetype="text/plain"),
        "bad_gateway": Response(_BAD_GATEWAY, 502, mimetype="text/html"),
        "forbidden": Response(json.dumps(_FORBIDDEN), 403, mimetype="application/json"),
        "error_page": Response(_SIGN_IN, mimetype="text/html"),
        # The server closes a connection on which less was sent than announced.
        "half_page": Response([_HALF], headers={"Content-Length": str(10 * len(_HALF))}, mimetype="application/json"),
    }
    return answers.get(kind or "")


def set_oddities(data: Path, oddities: Sequence[dict[str, Any]]) -> None:
    """What goes wrong from now on at the stub of this data file, which it reads at each request: never half of it."""
    held = json.loads(data.read_text(encoding="utf-8"))
    new = data.with_suffix(".new")
    new.write_text(json.dumps({**held, "oddities": list(oddities)}), encoding="utf-8")
    new.replace(data)
