"""What gets to the group is what the mart has, row by row, to the last decimal."""

from decimal import Decimal

from tests.integration.export_group.conftest import Entity
from tests.integration.query_api.mart import FACTS, OCTOBER, SEPTEMBER


def test_a_refreshed_month_gets_to_the_group_whole(entity: Entity) -> None:
    assert entity.refreshed(OCTOBER) == 204
    (month,) = entity.group.published(OCTOBER)
    assert month.manifest.generation == 7
    assert [m.domain_id for m in month.manifest.missing] == ["cloud", "gone"]
    facts = {
        (f["domain_id"], f["product_id"], f["application_id"], f["environment"], f["consumption_metric"]): Decimal(
            f["quantity"]
        )
        for f in month.rows("facts")
    }
    assert facts == {
        (f.domain, f.product or "", f.application, f.environment, f.metric): f.quantity
        for f in FACTS
        if f.month == OCTOBER
    }
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["is_wanted"], row["sent_generation"]) == ("PUBLISHED", False, 7)
    assert row["leased_until"] is None
    assert row["acknowledged_at"] is not None
    assert not entity.group.published(SEPTEMBER)
