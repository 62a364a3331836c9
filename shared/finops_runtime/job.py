"""`python -m finops_runtime.job`: handle the one event that a JobSink mounted, as the function does over HTTP, and end.

Knative Serving ends a request after ten minutes at most; a Job has the time that it is given. The function's own
application is called in this process, so that an event means the same either way. The function is FUNCTION_TARGET, its
source FUNCTION_SOURCE, as for functions-framework; its other settings are those of the service.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import functions_framework

EVENT: Final = Path("/etc/jobsink-event/event")
"""Where Knative's JobSink mounts the event, as JSON in structured mode."""
HANDLED, AGAIN, NEVER = 0, 1, 42
"""Exit codes. The Job's podFailurePolicy ends it at once for NEVER; AGAIN counts towards its backoffLimit."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 handled, 1 to be tried again, 42 never to be tried again. An argument names another file."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    event = Path(arguments[0]) if arguments else EVENT
    app = functions_framework.create_app(os.environ["FUNCTION_TARGET"], os.environ.get("FUNCTION_SOURCE"))
    answer = app.test_client().post("/", data=event.read_bytes(), content_type="application/cloudevents+json")
    if answer.status_code >= 400:
        print(f"{answer.status_code}: {answer.get_data(as_text=True)}", file=sys.stderr)
    return exit_code(answer.status_code)


def exit_code(status: int) -> int:
    """What an HTTP answer means to a Job: what Knative's broker would deliver again is tried again."""
    if status < 300:
        return HANDLED
    return AGAIN if status >= 500 or status in (404, 408, 409, 429) else NEVER


if __name__ == "__main__":
    sys.exit(main())
