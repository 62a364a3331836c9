"""Which event makes export_group do what."""

from contextlib import closing

from export_group.exporter import Exporter
from export_group.outbox import Outbox
from export_group.settings import ExportSettings
from finops_contract.errors import BadEvent, DatabaseUnavailable
from finops_contract.events import EXPORT_SWEEP_SOURCE, PING, GroupExportRequested, MvsRefreshed
from finops_runtime.database import Database
from finops_runtime.events import Event
from finops_runtime.logs import get_logger

log = get_logger(__name__)


class ExportService:
    """export_group with the systems around it."""

    def __init__(self, settings: ExportSettings) -> None:
        self._settings = settings
        self._database = Database(settings, "export_group")
        self._outbox = Outbox(self._database, settings)
        if settings.finops_group_url is None:
            log.info("FINOPS_GROUP_URL is not set: this module has no group, and nothing is sent")

    @property
    def entity_id(self) -> str:
        """The company that this module belongs to."""
        return self._settings.finops_entity_id

    @property
    def empty_means(self) -> str | None:
        """The source of the ping that an empty POST stands for, if any."""
        return EXPORT_SWEEP_SOURCE if self._settings.finops_export_by_empty_post else None

    def ready(self) -> None:
        """Raises RetryableError when PostgreSQL cannot be had."""
        self._database.ping()

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()

    def on_event(self, event: Event) -> None:
        """Note what is wanted, which alone may fail the event; then send what is due.

        Raises BadEvent for what is not for us, DatabaseUnavailable when nothing could be noted.
        """
        is_sweep = event.type == PING and event.source == EXPORT_SWEEP_SOURCE
        if not is_sweep and not isinstance(event.payload, MvsRefreshed | GroupExportRequested):
            raise BadEvent(f"{event.type} of {event.source} is not for export_group")
        if self._settings.finops_group_url is None:
            return
        match event.payload:
            case MvsRefreshed(periods=periods, generation=generation):
                self._outbox.want(periods, generation)
            case GroupExportRequested(periods=periods, requested_by=requested_by, reason=reason):
                months = self._outbox.request(periods, requested_by)
                log.info("export asked for", months=months, asked=len(periods), by=requested_by, reason=reason)
        with closing(Exporter(self._database, self._outbox, self._settings)) as exporter:
            if is_sweep:
                exporter.mark_forgotten()
            try:
                if is_sweep:
                    exporter.settle_loaded()
                exporter.send_due()
                self._outbox.measure()
            except DatabaseUnavailable as error:
                # It is all in the outbox: a lease ends by itself, and the next event goes on.
                log.warning("the rest waits for the next event", code=error.code, error=str(error))
