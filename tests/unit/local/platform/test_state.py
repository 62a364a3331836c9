import subprocess
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values

from finops_local.platform.commands import base_environment
from finops_local.platform.log_stream import LogStream
from finops_local.platform.state import StateDirInUse, exclusive, write_env

VALUES = {"POSTGRES_URL": "postgresql://u:p@127.0.0.1:1/d?a=1&b=$HOME", "FINOPS_TOKEN_USER": "a.b'c d"}


def test_the_env_file_reads_the_same_in_a_shell_and_in_dotenv(tmp_path: Path) -> None:
    file = tmp_path / "env"
    write_env(file, VALUES)
    shell = 'set -a; . "$1"; printf "%s\\n%s" "$POSTGRES_URL" "$FINOPS_TOKEN_USER"'
    done = subprocess.run(["/bin/sh", "-c", shell, "sh", str(file)], check=True, capture_output=True, text=True)
    assert done.stdout.split("\n") == list(VALUES.values())
    assert dotenv_values(file)["POSTGRES_URL"] == VALUES["POSTGRES_URL"]
    assert file.stat().st_mode & 0o077 == 0


def test_one_platform_at_a_time(tmp_path: Path) -> None:
    with exclusive(tmp_path), pytest.raises(StateDirInUse, match="make down"), exclusive(tmp_path):
        pass
    with exclusive(tmp_path):
        pass


def test_processes_learn_nothing_of_the_shell_that_started_us(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POSTGRES_URL", "AWS_SECRET_ACCESS_KEY", "HTTP_PROXY", "FINOPS_DOMAINS_ENABLED"):
        monkeypatch.setenv(name, "theirs")
    assert "theirs" not in base_environment().values()
    assert "PATH" in base_environment()


def test_the_log_names_who_wrote_each_line_and_keeps_the_one_before(tmp_path: Path) -> None:
    console = StringIO()
    for text in ("first", "second"):
        with LogStream(tmp_path / "platform.log", console) as log:
            log.lines_of("load_facts")(text)
    log.write("load_facts", "too late")
    assert (tmp_path / "platform.log").read_text() == "load_facts    | second\n"
    assert (tmp_path / "platform.log.1").read_text() == "load_facts    | first\n"
    assert console.getvalue() == "load_facts    | first\nload_facts    | second\n"
