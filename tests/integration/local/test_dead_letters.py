"""The way back of dead letters: listed, sent once more as they were, kept where the broker does not take them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.local.conftest import Broker, StartBroker
from tests.integration.local.receiver import Receiver, Reply


def letters(folder: Path, command: str, *argv: str, expected: int = 0) -> str:
    call = [sys.executable, "-m", "finops_local.broker", "dead-letters", command, "--dead-letters", str(folder), *argv]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == expected, done.stderr
    return done.stderr if expected else done.stdout


@pytest.fixture
def dead(tmp_path: Path) -> Path:
    return tmp_path / "dead"


@pytest.fixture
def broker(start: StartBroker, one: Receiver) -> Broker:
    """With two dead letters, of two runs, one of them in French."""
    broker = start("--no-pings")
    one.always = Reply(500, body=b"out of order")
    broker.send("first", data={"month": "2026-10", "why": "prix révisés"}, runid="run-1", subject="open/2026-10")
    broker.send("second", data={"amount": 12.5}, runid="run-2")
    assert broker.idle()["dead_lettered"] == 2
    one.received.clear()
    return broker


def test_dead_letters_are_listed_with_what_stood_against_them(broker: Broker, dead: Path, one: Receiver) -> None:
    first, second = sorted(letters(dead, "list").splitlines(), key=lambda line: "id second" in line)
    assert "  500  a  open/2026-10  run run-1  id first  to " in first
    assert one.url in second
    (only,) = letters(dead, "list", "--json", "--run", "run-2").splitlines()
    assert json.loads(only)["id"] == "second"
    assert letters(dead, "list", "--id", "third") == ""


def test_a_mended_function_gets_the_event_as_it_was_and_only_what_is_asked_for(
    broker: Broker, dead: Path, one: Receiver
) -> None:
    one.always = Reply()
    said = letters(dead, "redeliver", "--broker", f"{broker.url}/finops/default", "--run", "run-1")
    assert said == "redelivered a first\n"
    broker.idle()
    (received,) = one.received
    assert (received.id, received.headers["ce-runid"]) == ("first", "run-1")
    assert json.loads(received.body) == {"month": "2026-10", "why": "prix révisés"}
    assert not [name for name in received.headers if name.startswith("ce-knativeerror")]
    assert len(list(dead.glob("*.redelivered"))) == 1
    assert "id second" in letters(dead, "list")


def test_what_fails_again_is_a_dead_letter_again(broker: Broker, dead: Path, one: Receiver) -> None:
    letters(dead, "redeliver", "--broker", f"{broker.url}/finops/default", "--id", "first")
    assert broker.idle()["dead_lettered"] == 3
    assert letters(dead, "list", "--id", "first").count("id first") == 1


def test_a_broker_that_is_away_or_another_leaves_them_where_they_are(broker: Broker, dead: Path) -> None:
    assert "did not answer" in letters(dead, "redeliver", "--broker", "http://127.0.0.1:9/x/y", expected=1)
    assert "answered 404" in letters(dead, "redeliver", "--broker", f"{broker.url}/finops/other", expected=1)
    assert len(letters(dead, "list").splitlines()) == 2
    assert "is no folder" in letters(dead / "none", "list", expected=2)


def test_a_broken_file_is_named(broker: Broker, dead: Path) -> None:
    (dead / "0-broken.json").write_text('{"id": "x"')
    assert "0-broken.json" in letters(dead, "list", expected=1)
