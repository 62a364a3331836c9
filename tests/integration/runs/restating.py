"""Versions of prices and moves of products, published but not applied, and the events that tell of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from cloudevents.http import CloudEvent

from finops_contract.events import move_run_id, prices_run_id
from finops_contract.period import Period
from tests.fix_chain import ENTITY, Chain
from tests.fix_company import Company

EVER = date(2020, 1, 1)
Price = tuple[str, str, date, date | None]
"""Product, price of a vCPU, first and last month."""


def publish_version(company: Company, prices: Sequence[Price], view: str = "actual") -> int:
    """One more version, published and not yet in force; its number."""
    company.db.execute("INSERT INTO pricing_view VALUES (%s, %s, 'EUR', false) ON CONFLICT DO NOTHING", [view, view])
    version = company.one(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " SELECT %s, count(*) + 1, 'ada', 'new contract' FROM pricing_view_version WHERE pricing_view_id = %s"
        " RETURNING version_id, version",
        view,
        view,
    )
    company.db.execute("INSERT INTO pricing_view_metric VALUES (%s, 'VCPU')", [version["version_id"]])
    for product, price, first, last in prices:
        company.db.execute(
            "INSERT INTO unit_price VALUES (%s, %s, NULL, 'VCPU', %s, %s, %s)",
            [version["version_id"], product, price, first, last],
        )
    company.db.execute(
        "UPDATE pricing_view_version SET published_at = now() WHERE version_id = %s", [version["version_id"]]
    )
    return int(version["version"])


def version_of(company: Company, version: int, view: str = "actual") -> Any:
    return company.one("SELECT * FROM pricing_view_version WHERE pricing_view_id = %s AND version = %s", view, version)


def tell_prices(chain: Chain, version: int, view: str = "actual", *, status: int = 204) -> UUID:
    """Deliver `prices.published`, without the months: they are reckoned, not believed. The run's id."""
    data = {"pricing_view": view, "version": version, "periods": []}
    assert chain.post("refresh_mvs", _event("prices.published", data)) == status
    return prices_run_id(ENTITY, view, version)


def write_move(company: Company, product: str, family: str, first_month: Period) -> int:
    """A move as the API writes it, pending; its id."""
    company.db.execute(
        "INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason, applied_at)"
        " SELECT product_id, '2000-01-01', family_id, 'ada', 'before its first move', now() FROM dim_product"
        " WHERE product_id = %s AND NOT EXISTS (SELECT FROM product_placement WHERE product_id = %s)",
        [product, product],
    )
    row = company.one(
        "INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason)"
        " VALUES (%s, %s, %s, 'ada', 'reorganised') RETURNING move_id",
        product,
        first_month.first_day,
        family,
    )
    return int(row["move_id"])


def tell_move(chain: Chain, move: int) -> UUID:
    """Deliver `product.moved`, without what it says of the move: that is read. The run's id."""
    data = {"move_id": move, "product_id": "?", "family_id": "?", "first_month": "2020-01", "periods": []}
    assert chain.post("refresh_mvs", _event("product.moved", data)) == 204
    return move_run_id(ENTITY, move)


def close(company: Company, period: Period) -> None:
    company.db.execute(
        "INSERT INTO period_status VALUES (%s, %s, 'CLOSED')"
        " ON CONFLICT (entity_id, period_month) DO UPDATE SET status = 'CLOSED'",
        [ENTITY, period.first_day],
    )


def told(chain: Chain, kind: str, run_id: UUID) -> list[CloudEvent]:
    """The events of one type that were sent about a run."""
    return [event for event in chain.sink.of_type(kind) if event["runid"] == str(run_id)]


def generation(company: Company) -> int:
    return int(company.one("SELECT generation FROM publication")["generation"])


def _event(kind: str, data: dict[str, Any]) -> CloudEvent:
    return CloudEvent(
        {
            "type": f"rosetta.finops.{kind}.v1",
            "source": "/rosetta/finops/query_api",
            "id": str(uuid4()),
            "time": datetime.now(UTC).isoformat(),
        },
        data,
    )
