"""`python -m finops_runtime.oncall.send`: one event to a sink that asks who we are, as a process in a pod."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from finops_contract.events import RunRequested
from finops_runtime.dead_letters import make_app
from finops_runtime.events import decode
from finops_runtime.oncall.send import ACCEPTED, NO_EVENT, NOT_ACCEPTED, USAGE
from tests.fix_chain import ROOT
from tests.integration.runtime.authority import company_authority
from tests.integration.runtime.scripted import Reply, ScriptedServer

TOKEN = "token-of-load-facts"
EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "type": "rosetta.finops.run.requested.v1",
    "source": "/rosetta/finops/on-call",
    "id": "asked-1",
    "time": "2026-11-28T02:00:00+00:00",
    "runid": "6f0c2f3e-0000-5000-8000-000000000000",
    "data": {"periods": ["2026-11"], "reason": "été"},
}


class Pod:
    """What SinkBinding puts into a function's pod, and the command in it."""

    def __init__(self, folder: Path, url: str, **env: str) -> None:
        self.token = folder / "token"
        self.token.write_text(TOKEN)
        self._env = {"PATH": os.environ["PATH"], "K_SINK": url, "K_SINK_TOKEN_FILE": str(self.token), **env}

    def send(self, text: str | bytes, expected: int, file: str = "-") -> str:
        """What it said, on whichever channel."""
        done = subprocess.run(
            [sys.executable, "-m", "finops_runtime.oncall.send", file],
            env=self._env,
            input=text if isinstance(text, bytes) else text.encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == expected, said
        assert (done.stdout == b"") == bool(expected), said
        assert TOKEN not in said
        assert "Traceback" not in said
        return said


def logged(letter: dict[str, Any], capfd: pytest.CaptureFixture[str]) -> str:
    """The line that the dead-letter sink writes of it."""
    headers = {"Content-Type": "application/cloudevents+json"}
    assert make_app().test_client().post("/", data=json.dumps(letter), headers=headers).status_code == 204
    (line,) = [line for line in capfd.readouterr().out.splitlines() if '"dead letter"' in line]
    return line


@pytest.mark.parametrize("named", ["K_CA_CERTS", "K_CA_CERTS_FILE"])
def test_an_event_goes_by_tls_with_the_pods_authorities_and_token(tmp_path: Path, named: str) -> None:
    bundle, tls = company_authority(tmp_path)
    authorities = {named: bundle.read_text() if named == "K_CA_CERTS" else str(bundle), "FINOPS_REQUIRE_TLS": "true"}
    with ScriptedServer(Reply(202, b""), tls=tls) as server:
        said = Pod(tmp_path, server.url, **authorities).send(json.dumps(EVENT), ACCEPTED)
        (asked,) = server.asked
    assert said == "accepted rosetta.finops.run.requested.v1 asked-1\n"
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    assert json.loads(asked.body) == EVENT
    event = decode({"Content-Type": asked.headers["content-type"]}, asked.body)
    assert (event.id, event.payload) == ("asked-1", RunRequested.model_validate(EVENT["data"]))


def test_the_line_of_a_dead_letter_is_sent_as_the_event_was(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    given_up = {"knativeerrordest": "http://load-facts.finops.svc/", "knativeerrorcode": "503", "knativeerrordata": "x"}
    file = tmp_path / "line"
    file.write_text(logged({**EVENT, **given_up}, capfd))
    with ScriptedServer(Reply(202, b"")) as server:
        Pod(tmp_path, server.url).send("", ACCEPTED, file=str(file))
        assert json.loads(server.asked[0].body) == EVENT


def test_what_the_runbook_sends_asks_for_a_run(tmp_path: Path) -> None:
    runbook = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    (event,) = re.findall(r"^send <<EOF\n(.*?)^EOF$", runbook, re.MULTILINE | re.DOTALL)
    event = event.replace("$(uuidgen)", "asked-2").replace("$(date -u +%FT%TZ)", "2026-11-28T02:00:00Z")
    with ScriptedServer(Reply(202, b"")) as server:
        said = Pod(tmp_path, server.url).send(event, ACCEPTED)
    assert said == "accepted rosetta.finops.run.requested.v1 asked-2\n"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "is not JSON"),
        ("{'id': 1}", "line 1 column 2"),
        (b"\xff\xfe", "is not JSON"),
        (json.dumps(EVENT) + json.dumps(EVENT), "one event"),
        ("[]", "no CloudEvent"),
        (json.dumps(EVENT["data"]), "specversion, type, source, id and data"),
        (json.dumps({"letter": {"headers": {}, "body": "x"}}), "was none when it came"),
        (json.dumps({**EVENT, "id": ""}), "'id' is empty"),
        (json.dumps({**EVENT, "type": "theirs"}), "ours are rosetta.finops.run.requested.v1, "),
        (json.dumps({**EVENT, "data": {"periods": ["2026-13"]}}), "periods.0: "),
    ],
)
def test_what_is_no_event_of_ours_is_not_sent_and_the_message_says_why(
    tmp_path: Path, given: str | bytes, told: str
) -> None:
    with ScriptedServer(Reply(202, b"")) as server:
        said = Pod(tmp_path, server.url).send(given, NO_EVENT)
        assert server.asked == []
    assert told in said


@pytest.mark.parametrize(
    ("status", "told"),
    [(401, "/oidc/token"), (403, "EventPolicies"), (404, "names no broker"), (400, "log"), (503, "again later")],
)
def test_what_the_sink_refuses_is_not_accepted_and_says_what_to_do(tmp_path: Path, status: int, told: str) -> None:
    with ScriptedServer(Reply(status, b"")) as server:
        said = Pod(tmp_path, server.url).send(json.dumps(EVENT), NOT_ACCEPTED)
    assert f"answered {status}: " in said
    assert told in said


def test_a_sink_that_cannot_be_reached_or_trusted_has_nothing(tmp_path: Path) -> None:
    _, tls = company_authority(tmp_path)
    with ScriptedServer(Reply(202, b""), tls=tls) as server:
        pod = Pod(tmp_path, server.url)
        assert "none of the authorities of K_CA_CERTS" in pod.send(json.dumps(EVENT), NOT_ACCEPTED)
        assert server.asked == []
    assert "no answer (ConnectionError)" in pod.send(json.dumps(EVENT), NOT_ACCEPTED)


def test_settings_and_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    assert "K_SINK: " in Pod(tmp_path, "").send(json.dumps(EVENT), USAGE)
    pod = Pod(tmp_path, "http://sink.invalid/", K_CA_CERTS_FILE=str(tmp_path / "none"))
    assert "K_CA_CERTS_FILE: " in pod.send(json.dumps(EVENT), USAGE)
    strict = Pod(tmp_path, "http://sink.invalid/", FINOPS_REQUIRE_TLS="true")
    assert "K_SINK must begin with https" in strict.send(json.dumps(EVENT), USAGE)
    assert "No such file" in Pod(tmp_path, "http://sink.invalid/").send("", USAGE, file=str(tmp_path / "none"))


def test_help_names_the_exit_codes(tmp_path: Path) -> None:
    said = Pod(tmp_path, "").send("", 0, file="--help")
    assert "exit codes: 0 " in said
    assert "K_SINK" in said
