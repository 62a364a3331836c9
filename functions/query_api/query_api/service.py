"""What answers are made with: the database by both logins, the event sink, the checker of tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from psycopg.rows import DictRow

from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from query_api.settings import ApiSettings
from query_api.tokens import TokenChecker


@dataclass(frozen=True)
class Service:
    """The systems around query_api; each is reached when first used."""

    settings: ApiSettings
    describe: Callable[[], bytes]

    @cached_property
    def openapi(self) -> bytes:
        """The OpenAPI document, made when first asked for: it takes longer than a cold start should."""
        return self.describe()

    @cached_property
    def reader(self) -> Database:
        """By the login that can read aggregates and labels, and nothing else."""
        return Database(self.settings, "query_api")

    @cached_property
    def admin(self) -> Database:
        """By the login of admin routes."""
        return Database(self.settings.admin_database, "query_api_admin")

    @cached_property
    def publisher(self) -> Publisher:
        """To the event sink."""
        return Publisher("query_api", self.settings, self.settings)

    @cached_property
    def tokens(self) -> TokenChecker:
        """With each issuer's keys."""
        return TokenChecker(self.settings)

    def ask(self, database: Database, statement: str, values: dict[str, object]) -> DictRow:
        """The one row of `sql/<statement>.sql` for this entity; raises DatabaseUnavailable."""
        # One statement is one snapshot: outside a transaction it costs one round trip instead of three.
        with database.autocommit() as connection:
            row = connection.execute(
                load_sql("query_api", statement), {"entity": self.settings.finops_entity_id, **values}
            ).fetchone()
        assert row is not None  # every statement here gives exactly one row
        return row

    def close(self) -> None:
        """Give every connection back."""
        self.reader.close()
        self.admin.close()
