"""What a technology domain of the sample consists of. The domains themselves are in `finops_local.sample.domains`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from finops_contract.period import Period
from finops_local.sample.company import Company
from finops_local.sample.places import Places

COEFFICIENT = "COEFFICIENT"
"""The metric of weights; the data mart brings it along."""


@dataclass(frozen=True)
class Metric:
    """What is measured."""

    metric: str
    unit: str
    label_en: str
    label_fr: str


@dataclass(frozen=True)
class Product:
    """A product, and what its source system calls it; `prices` by metric where it is not money already."""

    product_id: str
    label: str
    keys: tuple[str, ...]
    prices: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """A product family with its products."""

    family_id: str
    label: str
    products: tuple[Product, ...]


@dataclass(frozen=True)
class Stub:
    """A stub process and what it holds; `module` under `finops_local.stubs`, when that is not its name.

    `holds` gives the document of its data file at the end of a month, `oddities` what goes wrong on the night of now.
    `token_env` names the secret that requests must carry.
    """

    name: str
    holds: Callable[[Company, Period, Places], dict[str, Any]]
    token_env: str | None = None
    oddities: tuple[dict[str, Any], ...] = ()
    module: str | None = None


@dataclass(frozen=True)
class Indirect:
    """How an INDIRECT domain is shared out, and how many euros it costs in the month of an age."""

    method: str
    label: str
    euros: Callable[[int], int]


@dataclass(frozen=True)
class Domain:
    """A technology domain, the connector that feeds it, and the source system in which its keys are looked up.

    `config` gives `connector_config`; `write_files` writes what the source leaves as files; `secrets` are those that
    the function must know.
    """

    domain_id: str
    label: str
    ingest_function: str
    connector: str
    source: str
    config: Callable[[Places], dict[str, Any]]
    families: tuple[Family, ...] = ()
    metrics: tuple[Metric, ...] = ()
    indirect: Indirect | None = None
    stubs: tuple[Stub, ...] = ()
    secrets: tuple[str, ...] = ()
    write_files: Callable[[Company, Path], None] | None = None

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product of its families."""
        return tuple(product for family in self.families for product in family.products)


def priced(product_id: str, label: str, *keys: str, **prices: str) -> Product:
    """A product with a price per metric; its own id is its key where none is given."""
    return Product(
        product_id, label, keys or (product_id,), {metric: Decimal(price) for metric, price in prices.items()}
    )
