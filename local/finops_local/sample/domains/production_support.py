"""Production support: costs that are shared out by what each application consumes of Open and legacy."""

from typing import Any

from finops_local.sample.catalogue import COEFFICIENT, Domain, Indirect
from finops_local.sample.places import Places


def _config(_: Places) -> dict[str, Any]:
    return {
        "source_domain": "open",
        "weights": {"VCPU_MONTH": "1", "RAM_GB_MONTH": "0.25", "DATABASE_MONTH": "8"},
        "metric": COEFFICIENT,
    }


def _euros(age: int) -> int:
    return 148_500 - 650 * age


PRODUCTION_SUPPORT = Domain(
    "production_support",
    "Production support",
    "load_facts",
    "open_weight",
    "open_weight",
    _config,
    indirect=Indirect("open_weight", "Share of Open and legacy", _euros),
)
