"""The command that tries a connector: what it prints, what it keeps, how it exits, and that it writes nothing else."""

import csv
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pymongo
import pytest

from finops_runtime.ingest.trial_command import run
from ingest_open.connectors import connectors
from tests.fix_stubs import STUB_TOKEN, Stub, Stubs

ROWS = [
    {"application": "billing", "stage": "PROD", "usage": {"cpuHours": 12.5}},
    {"application": "crm\u001b[2J", "stage": None, "usage": {"cpuHours": 0.1}},
    {"application": None, "stage": "dev", "usage": {"cpuHours": -3}},
    {"application": "crm", "usage": {}},
]


@pytest.fixture
def cube(stubs: Stubs) -> Stub:
    stub = stubs("cube")
    stub.holds({"usage": ROWS})
    return stub


@pytest.fixture
def config(cube: Stub, tmp_path: Path) -> Path:
    document = {
        "source": "cube",
        "base_url": f"{cube.url}/api",
        "auth": {"kind": "bearer", "token": {"env": "SOURCE_CUBE_TOKEN"}},
        "path": "/usage",
        "params": {"from": "{month_start}"},
        "rows": "rows",
        "application": "application",
        "environment": "stage",
        "quantities": [{"quantity": "usage.cpuHours", "metric": "CPU_HOURS"}],
    }
    path = tmp_path / "domain.json"
    path.write_text(json.dumps(document))
    return path


@dataclass(frozen=True)
class Done:
    """What the command printed, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


class Command(Protocol):
    def __call__(self, *argv: object, **environ: str) -> Done: ...


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command of ingest_open, in this process: to start one takes seconds on a busy machine."""
    for name in ("POSTGRES_URL", "K_SINK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_RETRIES", "0")
    monkeypatch.setenv("SOURCE_CUBE_TOKEN", STUB_TOKEN)

    def ended(*argv: object, **environ: str) -> Done:
        with monkeypatch.context() as patched:
            for name, value in environ.items():
                patched.setenv(name, value)
            code = run("ingest_open", connectors, [str(each) for each in argv])
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return ended


def test_a_trial_prints_releves_reconciliation_and_rejects(command: Command, config: Path) -> None:
    done = command("try", "--connector", "rest_json", "--config", config, "--period", "2026-10", "--limit", 1)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:3] == [
        "relevés: 2, the first 1 of them",
        "application product environment metric quantity",
        "billing - prod CPU_HOURS 12.5",
    ]
    assert "reconciliation: 4 records, reconciled" in lines
    assert "CPU_HOURS 9.6 12.6 -3 0.0" in lines
    assert "without environment: 1 of 2 (50.00 %)" in lines
    assert "negative_quantity: 1" in lines
    assert "missing_number: 1" in lines


def test_a_source_cannot_write_to_the_terminal(command: Command, config: Path) -> None:
    done = command("try", "--connector", "rest_json", "--config", config, "--period", "2026-10")
    assert "crm\ufffd[2J" in done.stdout
    assert "\u001b" not in done.stdout


def test_a_trial_as_json_and_its_releves_as_csv(command: Command, config: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    done = command(
        "try", "--connector", "rest_json", "--config", config, "--period", "2026-10", "--json", "--csv", file
    )
    report = json.loads(done.stdout)
    assert report["reconciled"] is True
    assert report["reconciliation"]["CPU_HOURS"]["source"] == "9.6"
    assert report["rejects"]["negative_quantity"]["count"] == 1
    with file.open(newline="") as rows:
        assert [row["quantity"] for row in csv.DictReader(rows)] == ["12.5", "0.1"]


def test_what_is_kept_can_be_replayed_without_the_source(
    command: Command, config: Path, tmp_path: Path, cube: Stub
) -> None:
    kept = tmp_path / "case"
    argv = ("try", "--connector", "rest_json", "--config", config, "--period", "2026-10")
    first = command(*argv, "--keep", kept, "--expect")
    cube.holds({"usage": []})
    again = command("try", "--connector", "rest_json", "--replay", kept, SOURCE_CUBE_TOKEN="")
    assert (first.returncode, again.returncode) == (0, 0)
    assert again.stdout == first.stdout
    expected = json.loads((kept / "expected.json").read_text(encoding="utf-8"))
    assert expected["totals"] == {"records": 4, "by_metric": {"CPU_HOURS": "9.6"}}
    assert not any(STUB_TOKEN in path.read_text() for path in kept.rglob("*") if path.is_file())
    assert command(*argv, "--keep", kept).returncode == 2


def test_a_step_that_would_fail_exits_with_1(command: Command, config: Path, cube: Stub) -> None:
    cube.holds({"usage": []}, {"kind": "error_page"})
    done = command("try", "--connector", "rest_json", "--config", config, "--period", "2026-10")
    assert done.returncode == 1
    assert "source_malformed" in done.stderr


def changed(path: Path, **changes: Any) -> Path:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    return path


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--period", "2026-13"), "2026-13"),
        (("--connector", "rest_jsn"), "there is no connector 'rest_jsn'"),
        (("--config", "/nowhere.json"), "cannot be read"),
        (("--replay", "/nowhere"), "holds no answers/"),
        (("--connector", "cmdb"), "rules"),
        (("--csv", "/nowhere/out.csv"), "cannot be written"),
    ],
)
def test_wrong_usage_exits_with_2(command: Command, config: Path, argv: tuple[str, ...], says: str) -> None:
    done = command("try", "--connector", "rest_json", "--config", config, "--period", "2026-10", *argv)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secret_that_is_not_set_is_a_setting_to_make(command: Command, config: Path) -> None:
    done = command("try", "--connector", "rest_json", "--config", config, "--period", "2026-10", SOURCE_CUBE_TOKEN="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "SOURCE_CUBE_TOKEN" in done.stderr


def test_a_snapshot_is_not_taken_for_another_month(command: Command, config: Path) -> None:
    done = command("try", "--connector", "rest_json_snapshot", "--config", config, "--period", "2020-01")
    assert done.returncode == 2
    assert "only knows the present" in done.stderr


def test_settings_are_checked_and_a_wrong_key_is_named(command: Command, config: Path) -> None:
    assert command("check", "--connector", "rest_json", "--config", config).returncode == 0
    done = command("check", "--connector", "rest_json", "--config", changed(config, aplication="x"))
    assert done.returncode == 2
    assert done.stderr.startswith("aplication: ")


def test_connectors_and_their_settings_are_listed(command: Command) -> None:
    listed = dict(line.split("\t") for line in command("list").stdout.splitlines())
    assert listed["cmdb"] == "snapshot"
    assert listed["rest_json"] == "period"
    schema = json.loads(command("schema", "--connector", "rest_json").stdout)
    assert schema["additionalProperties"] is False
    assert "quantities" in schema["required"]


@pytest.mark.parametrize("function", ["ingest_open", "ingest_cloud", "ingest_native"])
def test_every_function_offers_the_shared_connectors(function: str) -> None:
    """As a process of its own, as people start it."""
    done = subprocess.run(
        [sys.executable, "-m", function, "list"], capture_output=True, text=True, timeout=60, check=True
    )
    names = {line.split("\t")[0] for line in done.stdout.splitlines()}
    assert {"rest_json", "rest_json_snapshot", "releve_csv"} <= names


def test_nothing_is_written_to_mongodb(command: Command, mongo_url: str, mongo_db: str, tmp_path: Path) -> None:
    rule = {"collection": "cmdb_ci_server", "metric": "VCPU", "quantity": {"field": "cpu_count"}, "product": "server"}
    config = tmp_path / "cmdb.json"
    config.write_text(json.dumps({"source": "cmdb", "rules": [{**rule, "application": "app"}]}))
    with pymongo.MongoClient[dict[str, Any]](mongo_url) as client:
        client[mongo_db]["cmdb_ci_server"].insert_one({"sys_id": "1", "cpu_count": "4", "app": "billing"})
        done = command("try", "--connector", "cmdb", "--config", config, MONGO_URL=mongo_url, MONGO_DB=mongo_db)
        assert (done.returncode, done.stderr) == (0, "")
        assert "billing" in done.stdout
        assert client[mongo_db].list_collection_names() == ["cmdb_ci_server"]
