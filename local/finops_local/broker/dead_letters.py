"""The folder that keeps what could not be delivered, one CloudEvent in structured mode per file."""

import base64
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

from finops_local.broker.event import Event, to_structured

_LONGEST_DATA = 1024


def keep(folder: Path, trigger: str, event: Event, destination: str, status: int, answer: bytes) -> Path:
    """Write the event with Knative's three error extensions and return its file; raises OSError.

    `answer` is the last answer's body; base64 of it is cut at 1,024 characters.
    """
    encoded = base64.b64encode(answer).decode()[:_LONGEST_DATA]
    extensions = {"knativeerrordest": destination, "knativeerrorcode": str(status)}
    if encoded:
        extensions["knativeerrordata"] = encoded
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{trigger}-{uuid.uuid4().hex[:8]}.json"
    draft = file.with_suffix(".new")
    draft.write_text(to_structured(event.with_attributes(**extensions)) + os.linesep)
    draft.rename(file)
    return file
