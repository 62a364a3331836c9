"""Which event makes refresh_mvs do what."""

import structlog

from finops_contract.errors import BadEvent
from finops_contract.events import FactsLoaded
from finops_runtime.database import Database
from finops_runtime.events import Event, Publisher
from refresh_mvs.publish import publish_run
from refresh_mvs.settings import RefreshSettings


class RefreshService:
    """refresh_mvs with the systems around it."""

    def __init__(self, settings: RefreshSettings) -> None:
        self._settings = settings
        self._database = Database(settings, "refresh_mvs")
        self._publisher = Publisher("refresh_mvs", settings, settings)

    def ready(self) -> None:
        """Raises RetryableError when PostgreSQL cannot be had."""
        self._database.ping()

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()

    def on_event(self, event: Event) -> None:
        """Publish a loaded run."""
        if not isinstance(event.payload, FactsLoaded):
            raise BadEvent(f"{event.type} is not for refresh_mvs")
        with structlog.contextvars.bound_contextvars(run_id=str(event.payload.run_id)):
            publish_run(self._database, self._publisher, self._settings, event.payload.run_id)
