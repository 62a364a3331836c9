"""A product that moved: the published months from its move on are classified again, all at once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import structlog
from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import ChangeRefused
from finops_contract.events import ProductMoved, move_run_id
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from refresh_mvs.aggregates import rebuild
from refresh_mvs.restatement import restate
from refresh_mvs.settings import RefreshSettings

log = get_logger(__name__)


def classify_again(database: Database, publisher: Publisher, settings: RefreshSettings, moved: ProductMoved) -> None:
    """Give the product's facts the family and domain of their month.

    Which months that are is reckoned here, not read from the event. A move that cannot be applied (a month was closed
    in between) is refused. Raises RetryableError when the event must come again.
    """
    move = Move(settings.finops_entity_id, moved)
    with structlog.contextvars.bound_contextvars(run_id=str(move.run_id), move_id=moved.move_id):
        restate(database, publisher, settings, move)


@dataclass(frozen=True, slots=True)
class Move:
    """A placement of a product that is to be applied."""

    entity_id: str
    event: ProductMoved

    @property
    def run_id(self) -> UUID:
        """The same for every delivery."""
        return move_run_id(self.entity_id, self.event.move_id)

    def lock(self, connection: Connection[DictRow]) -> DictRow | None:
        """The placement, while it is neither applied nor refused."""
        move = connection.execute(_sql("lock_move"), {"move_id": self.event.move_id}).fetchone()
        if move is None:
            log.warning("no such move")
            return None
        return None if move["applied_at"] or move["refused_at"] else move

    def months(self, connection: Connection[DictRow], asked: DictRow) -> list[date]:
        """The months whose facts change family; raises ChangeRefused."""
        if asked["family_retired_at"] is not None or asked["domain_mode"] != "DIRECT":
            raise ChangeRefused(f"family {asked['family_id'][:100]} takes no products any more: move it to another one")
        key = {**asked, "entity_id": self.entity_id}
        return [row["period_month"] for row in connection.execute(_sql("months_moved"), key).fetchall()]

    def changes_figures(self, asked: DictRow) -> bool:  # noqa: ARG002 - the protocol's
        """Families and domains cost other amounts."""
        return True

    def apply(self, connection: Connection[DictRow], asked: DictRow, months: list[date], generation: int) -> None:
        """From here on the placement counts: runs resolve the product by it."""
        scope = {**asked, "entity_id": self.entity_id, "generation": generation, "periods": months}
        connection.execute(_sql("apply_move"), scope)
        connection.execute(_sql("place_moved_product"), scope)
        if months:
            connection.execute(_sql("classify_moved_facts"), scope)
            rebuild(connection, self.entity_id, months)

    def refuse(self, connection: Connection[DictRow], asked: DictRow, refusal: str) -> None:
        """The product stays where it was."""
        connection.execute(_sql("refuse_move"), {"move_id": asked["move_id"], "refusal": refusal})


def _sql(name: str) -> bytes:
    return load_sql("refresh_mvs", name)
