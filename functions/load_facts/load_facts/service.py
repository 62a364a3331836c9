"""Which event makes load_facts do what."""

import structlog

from finops_contract.events import PING, WATCH_SOURCE, RelevesStaged
from finops_runtime.database import Database
from finops_runtime.events import Event, Publisher
from finops_runtime.ingest.registry import ConnectorRegistry
from finops_runtime.runs.request import RunRequest, request_from
from finops_runtime.runs.start import start_run
from load_facts.derivations import DERIVATIONS
from load_facts.load import is_awaiting_nothing, load_run
from load_facts.settings import LoadSettings
from load_facts.watch import watch


class LoadService:
    """load_facts with the systems around it."""

    def __init__(self, settings: LoadSettings) -> None:
        self._settings = settings
        self._database = Database(settings, "load_facts")
        self._publisher = Publisher("load_facts", settings, settings)
        self._registry = ConnectorRegistry(self._database, "load_facts", settings.finops_version, DERIVATIONS.values())

    @property
    def entity_id(self) -> str:
        """The company that this module belongs to."""
        return self._settings.finops_entity_id

    @property
    def empty_means(self) -> str | None:
        """The source of the ping that an empty POST stands for, if any."""
        return WATCH_SOURCE if self._settings.finops_watch_by_empty_post else None

    def ready(self) -> None:
        """Raises RetryableError when PostgreSQL cannot be had; registers the derivations."""
        self._database.ping()
        self._registry.register()

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()

    def on_event(self, event: Event) -> None:
        """Load after a staged step, watch at the watch's ping, take part in a start otherwise."""
        if isinstance(event.payload, RelevesStaged):
            with structlog.contextvars.bound_contextvars(run_id=str(event.payload.run_id)):
                load_run(self._database, self._publisher, event.payload.run_id, self._settings)
        elif event.type == PING and event.source == WATCH_SOURCE:
            watch(self._database, self._publisher, self._settings, event.time)
        else:
            self._start(request_from(event, self._settings))

    def _start(self, request: RunRequest) -> None:
        """Take part in the start; a run of derived steps alone is loaded at once, as no event will follow."""
        self._registry.register()
        with structlog.contextvars.bound_contextvars(run_id=str(request.run_id)):
            status = start_run(self._database, self._publisher, request, self._settings)
            if status == "RUNNING" and is_awaiting_nothing(self._database, request.run_id):
                load_run(self._database, self._publisher, request.run_id, self._settings)
