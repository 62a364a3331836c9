"""A published version of prices comes into force: the months that it touches are costed again, all at once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import structlog
from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import ChangeRefused, Superseded
from finops_contract.events import PricesPublished, prices_run_id
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from refresh_mvs.aggregates import rebuild
from refresh_mvs.restatement import restate
from refresh_mvs.settings import RefreshSettings

log = get_logger(__name__)


def put_prices_in_force(
    database: Database, publisher: Publisher, settings: RefreshSettings, published: PricesPublished
) -> None:
    """Cost again what the version changes, and nothing else; no facts are read from their sources.

    Which months that are is reckoned here, not read from the event. A version that cannot come into force (a month
    was closed in between, two prices for one month) is refused. Raises RetryableError when the event must come again.
    """
    version = PriceVersion(settings.finops_entity_id, published)
    with structlog.contextvars.bound_contextvars(
        run_id=str(version.run_id), pricing_view=published.pricing_view, version=published.version
    ):
        restate(database, publisher, settings, version)


@dataclass(frozen=True, slots=True)
class PriceVersion:
    """A published version that is to come into force."""

    entity_id: str
    event: PricesPublished

    @property
    def run_id(self) -> UUID:
        """The same for every delivery."""
        return prices_run_id(self.entity_id, self.event.pricing_view, self.event.version)

    def lock(self, connection: Connection[DictRow]) -> DictRow | None:
        """The version, while it is neither in force nor refused."""
        key = {"pricing_view_id": self.event.pricing_view, "version": self.event.version}
        version = connection.execute(_sql("lock_price_version"), key).fetchone()
        if version is None or version["published_at"] is None:
            log.warning("no such version is published", is_draft=version is not None)
            return None
        return None if version["in_force_at"] or version["refused_at"] else version

    def months(self, connection: Connection[DictRow], asked: DictRow) -> list[date]:
        """The months whose figures it changes; raises Superseded, ChangeRefused."""
        newer = asked["version_in_force"]
        if newer is not None and newer > self.event.version:
            raise Superseded(f"superseded by version {newer}, which came into force first")
        if asked["view_retired_at"] is not None:
            raise ChangeRefused("the pricing view is retired: publish to another one")
        key = {"entity_id": self.entity_id, "version_id": asked["version_id"]}
        doubled = connection.execute(_sql("doubled_prices"), key).fetchone()
        if doubled is not None:
            raise ChangeRefused(
                f"{doubled['priced_key'][:100]} has two prices of {doubled['metric'][:100]} "
                f"in {Period.of(doubled['first_month'])}: publish a version with one"
            )
        return [row["period_month"] for row in connection.execute(_sql("months_repriced"), key).fetchall()]

    def changes_figures(self, asked: DictRow) -> bool:
        """The first version of a view adds figures beside those of the other views."""
        return asked["version_in_force"] is not None

    def apply(self, connection: Connection[DictRow], asked: DictRow, months: list[date], generation: int) -> None:
        """From here on the version counts: nights resolve its prices for later months."""
        key = {"entity_id": self.entity_id, "version_id": asked["version_id"], "generation": generation}
        connection.execute(_sql("put_price_version_in_force"), key)
        connection.execute(_sql("resolve_prices_of_version"), key)
        if months:
            rebuild(connection, self.entity_id, months, views=[self.event.pricing_view])

    def refuse(self, connection: Connection[DictRow], asked: DictRow, refusal: str) -> None:
        """The version stays published, and never comes into force."""
        connection.execute(_sql("refuse_price_version"), {"version_id": asked["version_id"], "refusal": refusal})


def _sql(name: str) -> bytes:
    return load_sql("refresh_mvs", name)
