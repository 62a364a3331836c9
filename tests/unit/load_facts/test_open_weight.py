"""Settings of `open_weight`: what is wrong with them is named."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from load_facts.derivations import DERIVATIONS
from load_facts.open_weight import OpenWeightConfig


def test_defaults() -> None:
    config = OpenWeightConfig.model_validate({"weights": {"VCPU": "1", "RAM_GB": "0.25", "DISK": "0"}})
    assert config.weights == {"VCPU": Decimal(1), "RAM_GB": Decimal("0.25"), "DISK": Decimal(0)}
    assert (config.source_domain, config.metric) == ("open", "COEFFICIENT")


@pytest.mark.parametrize(
    ("config", "named"),
    [
        ({}, "weights"),
        ({"weights": {}}, "weights"),
        ({"weights": {"VCPU": "0"}}, "above zero"),
        ({"weights": {"VCPU": "1", "RAM_GB": "-1"}}, "RAM_GB"),
        ({"weights": {"VCPU": 0.5}}, "VCPU"),
        ({"weights": {"VCPU": "NaN"}}, "VCPU"),
        ({"weights": {"VCPU": "1e-19"}}, "VCPU"),
        ({"weights": {"": "1"}}, "weights"),
        ({"weights": {"VCPU": "1"}, "source_domian": "open"}, "source_domian"),
        ({"weights": {"VCPU": "1"}, "metric": ""}, "metric"),
    ],
)
def test_what_is_wrong_is_named(config: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        OpenWeightConfig.model_validate(config)


def test_every_derivation_is_found_by_its_name() -> None:
    assert {name: derivation.name for name, derivation in DERIVATIONS.items()} == {"open_weight": "open_weight"}
