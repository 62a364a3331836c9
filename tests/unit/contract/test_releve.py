from decimal import Decimal

import pytest
from pydantic import ValidationError

from finops_contract.releve import Releve

GOOD = {"period": "2026-10", "domain_id": "open", "source": "cmdb", "metric": "VCPU", "quantity": "4"}


def test_what_the_source_does_not_name_stays_unnamed() -> None:
    releve = Releve.model_validate(GOOD)
    assert (releve.application_key, releve.product_key, releve.environment) == (None, None, "shared")
    assert releve.quantity == Decimal(4)


@pytest.mark.parametrize(
    "change",
    [
        {"period": "2026-13"},
        {"quantity": "NaN"},
        {"quantity": 0.5},
        {"quantity": "1e30"},
        {"metric": ""},
        {"environment": "  "},
        {"application_key": "x" * 513},
        {"application_key": "a\x00b"},
        {"cost": "12"},
    ],
    ids=str,
)
def test_what_is_no_releve_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Releve.model_validate({**GOOD, **change})
