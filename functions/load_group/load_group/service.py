"""load_group with the systems around it."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import BadEvent
from finops_contract.events import GROUP_WATCH_SOURCE, PING
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Event, Publisher
from finops_runtime.identity.checked_tokens import CheckedTokens
from finops_runtime.identity.tokens import TokenChecker
from load_group.settings import GroupSettings
from load_group.watch import watch


class GroupService:
    """The mart, the sink, and who is let in."""

    def __init__(self, settings: GroupSettings) -> None:
        self.settings = settings
        self.database = Database(settings, "load_group")
        self.publisher = Publisher("load_group", settings, settings)
        self.tokens = CheckedTokens(TokenChecker(settings, entities="any"), settings.oidc_token_cache_seconds)

    @contextmanager
    def working_for(self, entity_id: str) -> Iterator[Connection[DictRow]]:
        """A transaction that sees and writes rows of this entity alone; without it row-level security shows nothing."""
        with self.database.transaction() as connection:
            connection.execute(load_sql("load_group", "work_for"), {"entity": entity_id})
            yield connection

    @property
    def entity_id(self) -> str:
        """The group's own name: events about an entity's run carry the entity's instead."""
        return self.settings.finops_entity_id

    @property
    def empty_means(self) -> str | None:
        """The source of the ping that an empty POST stands for, if any."""
        return GROUP_WATCH_SOURCE if self.settings.finops_watch_by_empty_post else None

    def ready(self) -> None:
        """Raises RetryableError when PostgreSQL cannot be had."""
        self.database.ping()

    def close(self) -> None:
        """Give every connection back."""
        self.database.close()

    def on_event(self, event: Event) -> None:
        """Watch at the group watch's ping; raises BadEvent for any other event."""
        if event.type != PING or event.source != GROUP_WATCH_SOURCE:
            raise BadEvent(f"{event.type} from {event.source[:200]} is not the group watch's ping")
        watch(self.database, self.publisher, self.settings)
