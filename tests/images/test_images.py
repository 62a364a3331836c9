"""Every image, made without Docker: it starts as another user on a file system that it cannot write to, answers its
probe and an event, and ends in time."""

import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import requests
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent

from finops_contract.events import EXPORT_SWEEP_SOURCE, GROUP_WATCH_SOURCE, PING
from finops_local.servers.ports import free_port
from tests.fix_chain import Environment, Sink
from tests.fix_servers import as_login, on_database
from tests.images.dockerfile import read
from tests.images.image import ROOT, Image, build, delete

FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/main.py"))
MIGRATIONS = sorted(path.stem for path in (ROOT / "sql" / "migrations").glob("*.sql"))
READY_SECONDS = 60
PATIENCE_SECONDS = 60
"""For one answer, on a busy machine."""
GRACE_SECONDS = 10


def test_every_directory_of_functions_has_an_image() -> None:
    assert sorted(path.name for path in (ROOT / "functions").iterdir() if path.is_dir()) == FUNCTIONS


def test_what_runs_is_not_root_and_needs_no_shell() -> None:
    stages = read(ROOT / "Dockerfile", {"FUNCTION": "query_api"})
    assert list(stages)[-1] == "function"
    for name in ("function", "migrations"):
        assert stages[name].user == "65532:65532"
        assert stages[name].command[0] == "python"


@pytest.fixture(params=FUNCTIONS, scope="module")
def image(request: pytest.FixtureRequest) -> Iterator[Image]:
    yield from _built("function", {"FUNCTION": request.param, "VERSION": "1.2.3", "GIT_SHA": "0badcafe"})


@pytest.fixture
def migrations() -> Iterator[Image]:
    yield from _built("migrations", {})


def _built(target: str, arguments: dict[str, str]) -> Iterator[Image]:
    # Not pytest's own folder: only root may enter that.
    root = Path(tempfile.mkdtemp(prefix="finops-image-"))
    root.chmod(0o755)
    image = build(target, arguments, root)
    yield image
    delete(image)


def _settings(image: Image, function_settings: Environment, database_url: str) -> dict[str, str]:
    name = image.stage.environment["FUNCTION_TARGET"]
    settings = function_settings("query_read" if name == "query_api" else name)
    del settings["FINOPS_VERSION"]  # the image's own
    if name == "query_api":
        settings["POSTGRES_ADMIN_URL"] = as_login(database_url, "query_admin")
    if name in ("query_api", "load_group"):
        settings["OIDC_ISSUERS"] = (
            '[{"issuer": "https://sso.example.com", "audience": "finops", "roles_claim": "roles"}]'
        )
    return settings


class _Running:
    def __init__(self, image: Image, environment: dict[str, str]) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by end(); a pipe that nobody reads fills
        self.process = image.start({**environment, "PORT": str(port), "THREADS": "4"}, output=self._log)

    def wait_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while True:
            assert self.process.poll() is None, self.log()
            try:
                if requests.get(f"{self.url}/readyz", timeout=PATIENCE_SECONDS).ok:
                    return
            except requests.ConnectionError:
                pass
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)

    def log(self) -> str:
        self._log.seek(0)
        return self._log.read()

    def end(self) -> int:
        """SIGTERM, as Kubernetes does; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(GRACE_SECONDS)
        finally:
            self.process.kill()
            self._log.close()


def test_an_image_answers_its_probe_and_an_event_and_ends_in_time(
    image: Image, function_settings: Environment, database_url: str, sink: Sink
) -> None:
    name = image.stage.environment["FUNCTION_TARGET"]
    written = _all_files(image.root)
    running = _Running(image, _settings(image, function_settings, database_url))
    try:
        running.wait_ready()
        assert requests.get(f"{running.url}/healthz", timeout=PATIENCE_SECONDS).text == "ok"
        if name == "query_api":
            assert requests.get(f"{running.url}/v1/local/status", timeout=PATIENCE_SECONDS).status_code == 401
            assert (
                requests.get(f"{running.url}/openapi.json", timeout=PATIENCE_SECONDS).json()["info"]["version"]
                == "1.2.3"
            )
        else:
            headers, body = to_binary(_event_for(name))
            answer = requests.post(running.url, headers=headers, data=body, timeout=PATIENCE_SECONDS)
            assert (answer.status_code, answer.content) == (204, b"")
    finally:
        code = running.end()
    assert code == 0
    assert _all_files(image.root) == written
    if name in ("ingest_open", "ingest_cloud", "ingest_native", "load_facts"):
        with psycopg.connect(database_url) as connection:
            assert connection.execute("SELECT version, git_sha FROM etl_runs").fetchall() == [("1.2.3", "0badcafe")]


def _event_for(function: str) -> CloudEvent:
    """One that the function handles to its end: a run to start, a ping, or what a run that is none has loaded."""
    attributes = {"source": "/rosetta/finops/tests", "id": str(uuid4())}
    if function == "refresh_mvs":
        loaded = {"run_id": str(uuid4()), "slices": []}
        return CloudEvent({**attributes, "type": "rosetta.finops.facts.loaded.v1"}, loaded)
    pings = {"export_group": EXPORT_SWEEP_SOURCE, "load_group": GROUP_WATCH_SOURCE}
    if function in pings:
        return CloudEvent({**attributes, "type": PING, "source": pings[function]}, {})
    return CloudEvent({**attributes, "type": "rosetta.finops.run.requested.v1"}, {"periods": ["2026-01"]})


def _all_files(root: Path) -> set[Path]:
    return set(root.rglob("*"))


def test_the_image_of_the_migrations_migrates(migrations: Image, postgres_url: str) -> None:
    name = f"finops_{uuid4().hex[:12]}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            process = migrations.start({"POSTGRES_URL": on_database(postgres_url, name)})
            output, _ = process.communicate(timeout=READY_SECONDS)
            assert process.returncode == 0, output
            assert f"applied {MIGRATIONS[0]}" in output
            status = migrations.start(
                {"POSTGRES_URL": on_database(postgres_url, name)}, ("python", "-m", "finops_sql", "status")
            )
            assert status.communicate(timeout=READY_SECONDS)[0].count("applied") >= 1
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
