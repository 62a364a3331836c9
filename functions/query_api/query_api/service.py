"""What answers are made with: the database by both logins, the event sink, the checker of tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from psycopg import Connection
from psycopg.rows import DictRow

from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.identity.checked_tokens import CheckedTokens
from finops_runtime.identity.tokens import TokenChecker
from query_api.freshness import MartReader
from query_api.serving.generations import GenerationCheck, GenerationReader
from query_api.settings import ApiSettings


@dataclass(frozen=True)
class Service:
    """The systems around query_api; each is reached when first used."""

    settings: ApiSettings
    describe: Callable[[], bytes]

    @cached_property
    def openapi(self) -> bytes:
        """The document that describes the API: made when first asked for, as it would be a tenth of a cold start."""
        return self.describe()

    @cached_property
    def reader(self) -> Database:
        """By the login that can read aggregates and labels, and nothing else."""
        return Database(self.settings, "query_api", plan_once=True)

    @cached_property
    def admin(self) -> Database:
        """By the login of admin routes."""
        return Database(self.settings.admin_database, "query_api_admin")

    @cached_property
    def publisher(self) -> Publisher:
        """To the event sink."""
        return Publisher("query_api", self.settings, self.settings)

    @cached_property
    def tokens(self) -> CheckedTokens:
        """With each issuer's keys, and the tokens checked last."""
        return CheckedTokens(TokenChecker(self.settings), self.settings.oidc_token_cache_seconds)

    @cached_property
    def mart(self) -> MartReader:
        """What metrics are read from."""
        return MartReader(lambda: self.ask(self.reader, "freshness", {}) | self.ask(self.reader, "nights", {}))

    @cached_property
    def generation_reader(self) -> GenerationReader:
        """Over a connection of its own."""
        return GenerationReader(self.reader, self.settings.finops_entity_id)

    @cached_property
    def generations(self) -> GenerationCheck:
        """Which generation readers see now."""
        return GenerationCheck(self.generation_reader)

    def ask(self, database: Database, statement: str, values: dict[str, object]) -> DictRow:
        """The one row of `sql/<statement>.sql` for this entity; raises DatabaseUnavailable."""
        # One statement is one snapshot: outside a transaction it costs one round trip instead of three.
        with database.autocommit() as connection:
            return self._row(connection, statement, values)

    def ask_planned(self, statement: str, values: dict[str, object]) -> DictRow:
        """The same of the reader, planned for these very values; raises DatabaseUnavailable."""
        with self.reader.transaction() as connection:
            connection.execute(load_sql("query_api", "plan_for_values"))
            return self._row(connection, statement, values)

    def _row(self, connection: Connection[DictRow], statement: str, values: dict[str, object]) -> DictRow:
        row = connection.execute(
            load_sql("query_api", statement), {"entity": self.settings.finops_entity_id, **values}, prepare=True
        ).fetchone()
        assert row is not None  # every statement here gives exactly one row
        return row

    def close(self) -> None:
        """Give every connection back."""
        self.generation_reader.close()
        self.reader.close()
        self.admin.close()
