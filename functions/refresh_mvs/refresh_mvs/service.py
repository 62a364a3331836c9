"""Which event makes refresh_mvs do what."""

import structlog

from finops_contract.errors import BadEvent
from finops_contract.events import FactsLoaded, PricesPublished, ProductMoved
from finops_runtime.database import Database
from finops_runtime.events import Event, Publisher
from refresh_mvs.moves import classify_again
from refresh_mvs.prices import put_prices_in_force
from refresh_mvs.publish import publish_run
from refresh_mvs.settings import RefreshSettings


class RefreshService:
    """refresh_mvs with the systems around it."""

    def __init__(self, settings: RefreshSettings) -> None:
        self._settings = settings
        self._database = Database(settings, "refresh_mvs")
        self._publisher = Publisher("refresh_mvs", settings, settings)

    @property
    def entity_id(self) -> str:
        """The company that this module belongs to."""
        return self._settings.finops_entity_id

    def ready(self) -> None:
        """Raises RetryableError when PostgreSQL cannot be had."""
        self._database.ping()

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()

    def on_event(self, event: Event) -> None:
        """Publish a loaded run, prices, or a product's move."""
        systems = (self._database, self._publisher, self._settings)
        match event.payload:
            case FactsLoaded(run_id=run_id):
                with structlog.contextvars.bound_contextvars(run_id=str(run_id)):
                    publish_run(*systems, run_id)
            case PricesPublished() as published:
                put_prices_in_force(*systems, published)
            case ProductMoved() as moved:
                classify_again(*systems, moved)
            case _:
                raise BadEvent(f"{event.type} is not for refresh_mvs")
