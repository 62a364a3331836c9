"""The platform: servers, migrations, broker, functions and whatever else is added, started in order and ended."""

import atexit
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self, TextIO

from finops_local.broker import client
from finops_local.platform.commands import (
    FRAMEWORK,
    base_environment,
    broker_spec,
    function_spec,
    instance_names,
    service_name,
)
from finops_local.platform.functions import FUNCTION_LOGINS, MONGO_DB, database_urls, roles_of
from finops_local.platform.group import READY_SECONDS, ProcessGroup
from finops_local.platform.log_stream import LogStream
from finops_local.platform.logins import set_passwords
from finops_local.platform.migrations import run_migrations
from finops_local.platform.state import exclusive, write_env
from finops_local.platform.stopping import sigterm_unwinds, undisturbed
from finops_local.platform.supervised import Address, ProcessSpec
from finops_local.servers.mongo import mongo
from finops_local.servers.owned import Server
from finops_local.servers.ports import free_port
from finops_local.servers.postgres import postgres


class Platform:
    """A context manager; `start()` and `stop()` do the same in two steps.

    `settings` go to every function, `function_settings` to one; both may be changed until start().
    `functions` maps each function to {environment variable: database role}, `instances` to how many processes of it run
    (one), which `launcher` starts. `broker_options` are those of
    `python -m finops_local.broker`. `fast` gives up durability of the embedded PostgreSQL; without `keep` the
    data is deleted at the end. POSTGRES_URL and MONGO_URL of `environ` name real servers instead.
    """

    def __init__(
        self,
        repository: Path,
        *,
        state_dir: Path | None = None,
        settings: Mapping[str, str] | None = None,
        function_settings: Mapping[str, Mapping[str, str]] | None = None,
        functions: Mapping[str, Mapping[str, str]] = FUNCTION_LOGINS,
        instances: Mapping[str, int] | None = None,
        launcher: Sequence[str | Path] = FRAMEWORK,
        functions_dir: Path | None = None,
        manifests: Path | Sequence[Path] = (),
        broker_options: Sequence[str] = (),
        migrate: bool = True,
        fast: bool = True,
        keep: bool = True,
        console: TextIO | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.repository = repository.resolve()
        self.state_dir = (state_dir or self.repository / ".local").resolve()
        self.settings = dict(settings or {})
        self.function_settings = {name: dict(values) for name, values in (function_settings or {}).items()}
        self._functions = functions
        self._functions_dir = functions_dir or self.repository / "functions"
        folders = (manifests,) if isinstance(manifests, Path) else tuple(manifests)
        self._manifests = folders or (self.repository / "infra" / "knative" / "base",)
        self._broker_options = tuple(broker_options)
        self._migrate = migrate
        self._fast = fast
        self._keep = keep
        self._console = console
        self._environ = environ
        self._stack = ExitStack()
        self._postgres: Server | None = None
        self._mongo: Server | None = None
        self._extra: dict[str, ProcessSpec] = {}
        self._group: ProcessGroup | None = None
        self._launcher = tuple(launcher)
        self._instances = {name: instance_names(name, (instances or {}).get(name, 1)) for name in functions}
        names = ("broker", *(instance for each in self._instances.values() for instance in each))
        self._addresses = {name: Address(name, free_port()) for name in names}

    def add_process(
        self,
        name: str,
        argv: Sequence[str | Path],
        env: Mapping[str, str] | None = None,
        *,
        cwd: Path | None = None,
        port: int | None = None,
        ready_path: str | None = None,
    ) -> Address:
        """One more process, such as a source's stub; started before the functions, or at once if they run.

        It runs in `cwd`, or else in the repository.

        In `argv` and the values of `env`, `{port}` stands for the port. Its address is known at once, so that
        it can be part of `settings`. Raises DidNotStart if it is started now and does not answer.
        """
        if name in self._addresses:
            raise ValueError(f"there is a process named {name} already")
        address = Address(name, port or free_port())
        self._addresses[name] = address
        spec = ProcessSpec(address, argv, {**base_environment(), **(env or {})}, cwd or self.repository, ready_path)
        self._extra[name] = spec
        if self._group is not None:
            self._group.start([spec])
        return address

    def start(self) -> None:
        """Start everything and return when all is ready; on failure ends what was started.

        Raises StateDirInUse, MigrationFailed, DidNotStart, and what the servers raise.
        """
        atexit.register(self.stop)
        try:
            self._stack.enter_context(sigterm_unwinds())
            self._stack.enter_context(exclusive(self.state_dir))
            log = self._stack.enter_context(LogStream(self.state_dir / "platform.log", self._console))
            self._postgres = self._stack.enter_context(
                postgres(
                    self.state_dir,
                    fast=self._fast,
                    keep=self._keep,
                    on_line=log.lines_of("postgres"),
                    environ=self._environ,
                )
            )
            self._mongo = self._stack.enter_context(
                mongo(self.state_dir, keep=self._keep, on_line=log.lines_of("mongo"), environ=self._environ)
            )
            if self._migrate:
                run_migrations(self.postgres_url, log)
            self._group = ProcessGroup(self.state_dir, log)
            self._stack.callback(self._group.stop)
            self._group.start(list(self._extra.values()))
            self._group.start([self._broker_spec(), *self._function_specs()])
            self._stack.callback((self.state_dir / "env").unlink, missing_ok=True)
            self.write_env({})
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End everything, functions first; may be called again."""
        with undisturbed():
            self._stack.close()
            self._group = None
            atexit.unregister(self.stop)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def postgres_server(self) -> Server:
        """The server of the data mart; raises RuntimeError before start()."""
        if self._postgres is None:
            raise RuntimeError("the platform is not started")
        return self._postgres

    @property
    def mongo_server(self) -> Server:
        """The server of the raw zone; raises RuntimeError before start()."""
        if self._mongo is None:
            raise RuntimeError("the platform is not started")
        return self._mongo

    @property
    def postgres_url(self) -> str:
        """An administrator's login; empty before start()."""
        return self._postgres.url if self._postgres else ""

    @property
    def mongo_url(self) -> str:
        """The raw zone's server; empty before start()."""
        return self._mongo.url if self._mongo else ""

    def instances_of(self, function: str) -> tuple[str, ...]:
        """The names of a function's processes."""
        return self._instances[function]

    @property
    def broker_url(self) -> str:
        """Where events are POSTed; K_SINK of every function."""
        return f"{self._addresses['broker'].url}/finops/default"

    @property
    def dead_letters(self) -> Path:
        """The folder of what could not be delivered, one JSON file per event."""
        return self.state_dir / "dead-letters"

    @property
    def log_file(self) -> Path:
        """The one log of all processes."""
        return self.state_dir / "platform.log"

    def url(self, name: str) -> str:
        """Address of a function, of the broker or of an added process, without a slash at the end."""
        return self._addresses[name].url

    def pid(self, name: str) -> int:
        """Process id of its present life; also the id of its process group."""
        return self._running[name].pid

    def kill(self, name: str) -> int:
        """SIGKILL a process and all it started; it is started again. Returns the id of the one that died."""
        return self._running[name].kill()

    def restart(self, name: str, env: Mapping[str, str]) -> None:
        """End a process in order and start it with more environment, as a deployment does; raises TimeoutError."""
        self._running[name].restart(env, READY_SECONDS)
        self.wait_ready(name)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """For the length of the block a process does not run; afterwards it does, and answers."""
        process = self._running[name]
        process.stop()
        try:
            yield
        finally:
            process.start_again(READY_SECONDS)

    def wait_ready(self, name: str, timeout: float = READY_SECONDS) -> None:
        """Wait until a process answers (again); raises TimeoutError."""
        self._running[name].wait_ready(timeout)

    def wait_idle(self, timeout: float) -> dict[str, Any]:
        """Wait until the broker has nothing left to deliver and return its counts (`broker.client`).

        Raises TimeoutError with the counts.
        """
        return client.wait_idle(self.url("broker"), timeout)

    def write_env(self, more: Mapping[str, str]) -> Path:
        """(Re)write `<state_dir>/env`: where everything is, and `more`. It is removed at the end."""
        values = {"POSTGRES_URL": self.postgres_url, "MONGO_URL": self.mongo_url, "FINOPS_BROKER_URL": self.broker_url}
        if "query_api" in self._functions:
            values["FINOPS_API_URL"] = self.url("query_api")
        write_env(self.state_dir / "env", {**values, **more})
        return self.state_dir / "env"

    @property
    def _running(self) -> ProcessGroup:
        assert self._group is not None, "the platform is not started"
        return self._group

    def _broker_spec(self) -> ProcessSpec:
        subscribers = {
            service_name(name): [self.url(each) for each in self._instances[name]] for name in self._functions
        }
        address, options = self._addresses["broker"], self._broker_options
        return broker_spec(address, self._manifests, self.state_dir, subscribers, self.dead_letters, options)

    def _function_specs(self) -> list[ProcessSpec]:
        logins = set_passwords(self.postgres_url, roles_of(self._functions), self.state_dir)
        shared = {"MONGO_URL": self.mongo_url, "MONGO_DB": MONGO_DB, "K_SINK": self.broker_url, **self.settings}
        return [
            function_spec(
                self._addresses[instance],
                self._functions_dir / name,
                {**database_urls(variables, logins), **shared, **self.function_settings.get(name, {})},
                self._launcher,
            )
            for name, variables in self._functions.items()
            for instance in self._instances[name]
        ]
