"""The sink as a SinkBinding describes it: its authorities, and who we are."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from finops_contract.errors import BrokerUnavailable
from finops_contract.events import MvsRefreshed
from finops_runtime.events import Publisher
from finops_runtime.known_secrets import blanked
from finops_runtime.settings import EntitySettings, SinkSettings
from tests.integration.runtime.authority import company_authority
from tests.integration.runtime.scripted import Reply, ScriptedServer

ACCEPTED = Reply(202, b"")


def publish(url: str, **settings: Any) -> None:
    run = uuid4()
    sink = SinkSettings.model_validate({"k_sink": url, "k_sink_timeout_ms": 5_000, **settings})
    payload = MvsRefreshed(run_id=run, generation=1, periods=())
    Publisher("refresh_mvs", EntitySettings(), sink).publish(payload, run)


def test_the_authorities_of_the_binding_are_trusted(tmp_path: Path) -> None:
    bundle, tls = company_authority(tmp_path)
    with ScriptedServer(ACCEPTED, tls=tls) as server:
        publish(server.url, k_ca_certs=bundle.read_text(), finops_require_tls=True)
        assert [asked.headers["ce-type"] for asked in server.asked] == ["rosetta.finops.mvs.refreshed.v1"]


def test_where_nothing_sets_the_authorities_a_file_holds_them(tmp_path: Path) -> None:
    bundle, tls = company_authority(tmp_path)
    with ScriptedServer(ACCEPTED, tls=tls) as server:
        publish(server.url, k_ca_certs_file=bundle, finops_require_tls=True)
        with pytest.raises(BrokerUnavailable, match="SSLError"):
            publish(server.url, k_ca_certs=other_authority(tmp_path), k_ca_certs_file=bundle)
        assert len(server.asked) == 1


def other_authority(folder: Path) -> str:
    (folder / "other").mkdir()
    return company_authority(folder / "other")[0].read_text()


def test_a_file_of_authorities_that_is_not_there_is_named_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="k_ca_certs_file"):
        publish("https://sink.invalid/", k_ca_certs_file=tmp_path / "none")


def test_a_sink_that_nobody_vouches_for_gets_no_event(tmp_path: Path) -> None:
    _, tls = company_authority(tmp_path)
    with ScriptedServer(ACCEPTED, tls=tls) as server:
        with pytest.raises(BrokerUnavailable, match="SSLError"):
            publish(server.url)
        assert server.asked == []


def test_the_token_of_the_binding_says_who_we_are_and_is_read_each_time(tmp_path: Path) -> None:
    token = tmp_path / "token"
    with ScriptedServer(ACCEPTED) as server:
        for text in ("first-token", "second-token"):
            token.write_text(f"{text}\n")
            publish(server.url, k_sink_token_file=token)
        assert [asked.headers["authorization"] for asked in server.asked] == [
            "Bearer first-token",
            "Bearer second-token",
        ]
    assert blanked("it was second-token") == "it was [secret]"


def test_without_a_token_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with ScriptedServer(ACCEPTED) as server:
        publish(server.url, k_sink_token_file=tmp_path / "none")
        assert "authorization" not in server.asked[0].headers
