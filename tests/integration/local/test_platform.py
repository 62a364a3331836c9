"""The whole platform around a toy function: it starts, survives, tells where it is, and leaves nothing behind."""

import os
import sys
import time
from pathlib import Path

import psutil
import pytest
import requests
from dotenv import dotenv_values

from finops_local.platform import Platform
from finops_local.servers.readiness import DidNotStart
from finops_local.servers.record import find
from tests.integration.local.toy import FUNCTIONS, write_toy

ROOT = Path(__file__).parents[3]


def toy_platform(tmp_path: Path) -> Platform:
    functions, manifests = write_toy(tmp_path)
    platform = Platform(
        ROOT,
        state_dir=tmp_path / "state",
        functions=FUNCTIONS,
        functions_dir=functions,
        manifests=[manifests],
        broker_options=["--backoff-scale", "0.1", "--no-pings"],
        keep=False,
    )
    platform.settings["TOY_FILE"] = str(tmp_path / "noted")
    return platform


def send(platform: Platform, identifier: str) -> None:
    headers = {"ce-specversion": "1.0", "ce-id": identifier, "ce-type": "t", "ce-source": "/test"}
    assert requests.post(platform.broker_url, headers=headers, timeout=10).status_code == 202


def living(state_dir: Path) -> dict[str, psutil.Process]:
    found = {file.stem: find(file) for file in (state_dir / "processes").glob("*.json")}
    return {name: process for name, process in found.items() if process is not None}


def test_a_night_of_a_toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_SHELL", "seen")
    platform = toy_platform(tmp_path)
    stub = platform.add_process("stub", [sys.executable, "-m", "http.server", "{port}", "--bind", "127.0.0.1"])
    with platform:
        assert requests.get(stub.url, timeout=10).ok
        send(platform, "before")
        assert platform.wait_idle(30)["delivered"] == 1

        killed = platform.kill("toy")
        send(platform, "while it was dead")
        platform.wait_ready("toy")
        assert platform.pid("toy") != killed
        counts = platform.wait_idle(30)
        assert (counts["delivered"], counts["dead_lettered"]) == (2, 0)

        with platform.without("toy"), pytest.raises(requests.ConnectionError):
            requests.get(platform.url("toy"), timeout=10)
        platform.kill("toy")
        platform.wait_ready("toy")

        noted = (tmp_path / "noted").read_text().splitlines()
        assert noted == ["before finops_query_read None", "while it was dead finops_query_read None"]
        env = dotenv_values(platform.write_env({"FINOPS_TOKEN_USER": "t"}))
        assert env["FINOPS_BROKER_URL"] == platform.broker_url
        assert env["FINOPS_TOKEN_USER"] == "t"
        processes = living(platform.state_dir)
        assert set(processes) == {"postgres", "mongo", "stub", "broker", "toy"}
        groups = {process.pid for process in processes.values()}
        everyone = [p for p in psutil.process_iter() if _group_of(p) in groups]

    assert living(platform.state_dir) == {}
    assert [p for p in everyone if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    assert not (platform.state_dir / "env").exists()
    log = platform.log_file.read_text()
    assert "toy           | noted before\n" in log
    assert "platform      | toy ended with code -9; it starts again" in log
    assert "migrate       | applied" in log


def _group_of(process: psutil.Process) -> int | None:
    try:
        return os.getpgid(process.pid)
    except (ProcessLookupError, PermissionError):
        return None


def test_a_function_that_cannot_start_shows_why_and_nothing_stays(tmp_path: Path) -> None:
    platform = toy_platform(tmp_path)
    (tmp_path / "functions" / "toy" / "main.py").write_text("raise RuntimeError('TOY_SETTING is missing')")
    began = time.monotonic()
    with pytest.raises(DidNotStart, match="TOY_SETTING is missing"):
        platform.start()
    assert time.monotonic() - began < 60
    assert living(platform.state_dir) == {}
