"""A month that is pushed becomes the group's, to the last decimal; pushed again, nothing changes (I2)."""

from decimal import Decimal
from typing import Any

from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import FACTS, Month, rows_of


def costs_shown(group: Group, entity: str, period: str) -> dict[str, Decimal | None]:
    return dict(
        group.rows(
            "SELECT pricing_view_id, sum(cost) FROM mv_cost_domain_month"
            " WHERE entity_id = %s AND period_month = (%s || '-01')::date GROUP BY pricing_view_id",
            entity,
            period,
        )
    )


def exact(costs: dict[str, str | None]) -> dict[str, Decimal | None]:
    return {view: None if cost is None else Decimal(cost) for view, cost in costs.items()}


def test_a_month_is_pushed_and_published(group: Group) -> None:
    month = Month()
    begun = group.put_manifest(month)
    assert begun.status_code == 201
    assert begun.get_json() == {
        "exchangeId": str(month.exchange_id),
        "entityId": "alpha",
        "period": "2026-10",
        "status": "RECEIVING",
        "missingPieces": [{"dataset": dataset, "number": number} for dataset, number in month.pieces],
        "errorCode": None,
        "errorSummary": None,
        "release": None,
        "generation": None,
        "publishedAt": None,
        "findings": [],
    }
    group.put_pieces(month)
    loaded = group.commit(month)
    assert (loaded.status_code, loaded.get_json()["status"]) == (200, "LOADED")
    (told,) = group.sink.of_type("facts.loaded")
    assert told["entityid"] == "alpha"
    assert told["source"] == "/rosetta/finops/load_group"
    assert told.data["slices"] == [
        {"domain_id": "open", "period": "2026-10", "rows": 5},
        {"domain_id": "weights", "period": "2026-10", "rows": 2},
    ]
    group.settle()
    state = group.state(month)
    assert (state["status"], state["release"], state["missingPieces"]) == ("PUBLISHED", 1, [])
    assert state["generation"]
    assert state["publishedAt"]
    assert costs_shown(group, "alpha", "2026-10") == exact(month.costs)
