"""`python -m finops_local.broker dead-letters list|redeliver`: what could not be delivered, and its way back.

An event that is delivered again keeps its id, so that it changes nothing if its run went on without it.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import requests

from finops_local.broker.event import Event, MalformedEvent, read, to_binary

DONE, FAILED, USAGE = 0, 1, 2
_ERRORS = ("knativeerrordest", "knativeerrorcode", "knativeerrordata")
_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter: the file that keeps it, and the event with what stood against its delivery."""

    file: Path
    event: Event

    @property
    def as_sent(self) -> Event:
        """The event without what the broker added."""
        kept = {name: value for name, value in self.event.attributes.items() if name not in _ERRORS}
        return Event(kept, self.event.data)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 the broker did not take an event, which stays where it is; 2 wrong usage."""
    options = _parser().parse_args(argv)
    if not options.dead_letters.is_dir():
        print(f"{options.dead_letters} is no folder", file=sys.stderr)
        return USAGE
    try:
        letters = [letter for letter in _letters(options.dead_letters) if _is_wanted(letter, options)]
    except (MalformedEvent, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    if options.command == "list":
        for letter in letters:
            print(_line(letter, json_too=options.json))
        return DONE
    return _redeliver(letters, options.broker)


def _redeliver(letters: Sequence[Letter], broker: str) -> int:
    with requests.Session() as session:
        session.trust_env = False
        for letter in letters:
            headers, body = to_binary(letter.as_sent)
            try:
                status = session.post(broker, headers=headers, data=body, timeout=_TIMEOUT_SECONDS).status_code
            except requests.RequestException as error:
                print(f"{broker} did not answer: {type(error).__name__}", file=sys.stderr)
                return FAILED
            if status != 202:
                print(f"{broker} answered {status} to {letter.event.name}", file=sys.stderr)
                return FAILED
            letter.file.rename(letter.file.with_suffix(".redelivered"))
            print(f"redelivered {letter.event.name}")
    return DONE


def _letters(folder: Path) -> Iterator[Letter]:
    """The oldest first; raises MalformedEvent that names the file."""
    for file in sorted(folder.glob("*.json")):
        try:
            yield Letter(file, read({"content-type": "application/cloudevents+json"}, file.read_bytes()))
        except MalformedEvent as error:
            raise MalformedEvent(f"{file}: {error}") from error


def _is_wanted(letter: Letter, options: argparse.Namespace) -> bool:
    attributes = letter.event.attributes
    return options.run in (None, attributes.get("runid")) and options.id in (None, attributes["id"])


def _line(letter: Letter, *, json_too: bool) -> str:
    found = letter.event.attributes
    if json_too:
        return json.dumps({"file": letter.file.name, **found})
    run = found.get("runid", "-")
    return (
        f"{letter.file.name.split('-')[0]}  {found['knativeerrorcode']}  {found['type']}  {found.get('subject', '-')}  "
        f"run {run}  id {found['id']}  to {found['knativeerrordest']}"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="finops_local.broker dead-letters",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    listed = commands.add_parser("list", help="the oldest first: when, last status, type, subject, run, id, to whom")
    listed.add_argument("--json", action="store_true", help="one JSON object a line")
    again = commands.add_parser("redeliver", help="to the broker once more; a file it took is kept, .redelivered")
    again.add_argument("--broker", required=True, metavar="URL", help="FINOPS_BROKER_URL")
    for command in (listed, again):
        command.add_argument("--dead-letters", type=Path, required=True, help="the broker's folder")
        command.add_argument("--run", metavar="RUN_ID", help="only events of that run")
        command.add_argument("--id", metavar="EVENT_ID", help="only that event")
    return parser
