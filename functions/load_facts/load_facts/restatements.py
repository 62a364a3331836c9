"""Published prices and moved products whose event was lost: it is sent again, as what is pending."""

from finops_contract.events import PricesPublished, ProductMoved, move_run_id, prices_run_id
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from load_facts.settings import LoadSettings

log = get_logger(__name__)


def repeat_restatements(database: Database, publisher: Publisher, settings: LoadSettings) -> None:
    """Send the event of every change that is pending for FINOPS_STALL_MINUTES, with the ids that it had.

    Raises BrokerUnavailable: the next ping sends them.
    """
    entity_id = settings.finops_entity_id
    scope = {"entity_id": entity_id, "stall_minutes": settings.finops_stall_minutes}
    with database.transaction() as connection:
        versions = connection.execute(load_sql("load_facts", "pending_prices"), scope).fetchall()
        moves = connection.execute(load_sql("load_facts", "pending_moves"), scope).fetchall()
    for version in versions:
        view, number = version["pricing_view_id"], version["version"]
        log.warning("prices are not in force yet, telling again", pricing_view=view, version=number)
        periods = tuple(Period.of(month) for month in version["periods"])
        publisher.publish(
            PricesPublished(pricing_view=view, version=number, periods=periods),
            prices_run_id(entity_id, view, number),
        )
    for move in moves:
        log.warning("a move is not applied yet, telling again", product=move["product_id"], move=move["move_id"])
        publisher.publish(
            ProductMoved(
                move_id=move["move_id"],
                product_id=move["product_id"],
                family_id=move["family_id"],
                first_month=Period.of(move["first_month"]),
                periods=tuple(Period.of(month) for month in move["periods"]),
            ),
            move_run_id(entity_id, move["move_id"]),
        )
