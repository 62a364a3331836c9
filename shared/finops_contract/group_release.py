"""What a group holds official: one document, published as a whole, in versions. Entities fetch it and compare.

A key is retired, never left out: a release without one that an earlier release had is refused.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, StringConstraints, model_validator

from finops_contract.exchange import Key
from finops_contract.period import Period

Kind = Literal["domain", "family", "product", "application", "metric", "pricing_view"]
Check = Literal["missing", "extra", "moved", "renamed", "retired_but_used", "mode_mismatch"]
Severity = Literal["blocking", "warning", "ignored"]
EntityId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
"""Short, and without `/`: what an entity has of its own is kept as `<entity>/<key>`."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=500)]

ALWAYS_BLOCKING: Final = frozenset(
    {("extra", "metric"), ("currency_mismatch", "pricing_view"), ("not_valued", "pricing_view")}
)
"""(check, kind) that no rule can relax: the group's figures would not be the entity's."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CutOff(_Part):
    """When a month must have come: so many days after its end, at an hour of the entity's clock."""

    days: NonNegativeInt = Field(default=5, le=365)
    at: time = time(18, 0)
    timezone: str = Field(default="Europe/Paris", max_length=100)
    exceptions: dict[str, datetime] = Field(
        default_factory=dict, max_length=600, description="month (YYYY-MM) -> its own moment, with an offset"
    )

    @model_validator(mode="after")
    def _exceptions_are_months(self) -> "CutOff":
        for month, moment in self.exceptions.items():
            Period.parse(month)
            if moment.tzinfo is None:
                raise ValueError(f"exceptions: the moment of {month} needs an offset, such as +02:00")
        return self


class Entity(_Part):
    """A company of the group, and the months that are expected of it."""

    entity_id: EntityId
    label: Label
    first_month: Period
    last_month: Period | None = None
    cut_off: CutOff = CutOff()


class Metric(_Part):
    """A metric and its unit."""

    metric: Key
    unit: Label
    label_en: Label
    label_fr: Label
    is_retired: bool = False


class Domain(_Part):
    """A technology domain."""

    domain_id: Key
    label: Label
    mode: Literal["DIRECT", "INDIRECT"] = "DIRECT"
    indirect_label: Label | None = None
    is_retired: bool = False

    @model_validator(mode="after")
    def _indirect_is_named(self) -> "Domain":
        if (self.mode == "INDIRECT") != (self.indirect_label is not None):
            raise ValueError(f"{self.domain_id}: indirect_label belongs to INDIRECT domains, and to each of them")
        return self


class Family(_Part):
    """A product family of a domain."""

    family_id: Key
    domain_id: Key
    label: Label
    is_retired: bool = False


class Product(_Part):
    """A product of a family."""

    product_id: Key
    family_id: Key
    label: Label
    is_retired: bool = False


class PricingView(_Part):
    """A group pricing view: its currency, and which metrics it values. Prices are the entities' own."""

    pricing_view_id: Key
    label: Label
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    metrics: tuple[Key, ...] = Field(min_length=1, max_length=1000)
    is_default: bool = False
    is_retired: bool = False


class Application(_Part):
    """An application of the group."""

    application_id: Key
    label: Label
    owner: str | None = Field(default=None, max_length=500)
    is_retired: bool = False


class Mapping(_Part):
    """Which application of the group an entity's application is."""

    entity_id: EntityId
    application_id: Key = Field(description="as the entity names it")
    group_application_id: Key


class Rule(_Part):
    """How severe it is when a check finds something of a kind."""

    check: Check
    kind: Kind
    severity: Severity

    @model_validator(mode="after")
    def _figures_stay_right(self) -> "Rule":
        if (self.check, self.kind) in ALWAYS_BLOCKING and self.severity != "blocking":
            raise ValueError(f"{self.kind}.{self.check} always blocks: the group's figures would not be the entity's")
        return self


class GroupRelease(_Part):
    """The official referential; lists are in any order."""

    oldest_accepted: PositiveInt | None = Field(
        default=None, description="exchanges compared with an earlier release are refused; none: no release is too old"
    )
    entities: tuple[Entity, ...] = Field(min_length=1, max_length=1000)
    metrics: tuple[Metric, ...] = Field(max_length=10_000)
    domains: tuple[Domain, ...] = Field(max_length=10_000)
    families: tuple[Family, ...] = Field(max_length=100_000)
    products: tuple[Product, ...] = Field(max_length=100_000)
    pricing_views: tuple[PricingView, ...] = Field(min_length=1, max_length=100)
    applications: tuple[Application, ...] = Field(default=(), max_length=200_000)
    mapping: tuple[Mapping, ...] = Field(default=(), max_length=500_000)
    rules: tuple[Rule, ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _keys_are_whole(self) -> "GroupRelease":
        entities = _once("entities", (entity.entity_id for entity in self.entities))
        metrics = _once("metrics", (metric.metric for metric in self.metrics))
        domains = _once("domains", (domain.domain_id for domain in self.domains))
        families = _once("families", (family.family_id for family in self.families))
        _once("products", (product.product_id for product in self.products))
        _once("pricing_views", (view.pricing_view_id for view in self.pricing_views))
        applications = _once("applications", (application.application_id for application in self.applications))
        _once("mapping", (f"{row.entity_id}/{row.application_id}" for row in self.mapping))
        _once("rules", (f"{rule.kind}.{rule.check}" for rule in self.rules))
        _known("families", "domain", (family.domain_id for family in self.families), domains)
        _known("products", "family", (product.family_id for product in self.products), families)
        _known("pricing_views", "metric", (metric for view in self.pricing_views for metric in view.metrics), metrics)
        _known("mapping", "entity", (row.entity_id for row in self.mapping), entities)
        _known("mapping", "application", (row.group_application_id for row in self.mapping), applications)
        if sum(view.is_default for view in self.pricing_views) != 1:
            raise ValueError("pricing_views: exactly one is the default")
        if any(view.is_default and view.is_retired for view in self.pricing_views):
            raise ValueError("pricing_views: the default one cannot be retired")
        return self


def _once(where: str, keys: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"{where}: {key[:100]!r} is there twice")
        seen.add(key)
    return seen


def _known(where: str, what: str, named: Iterable[str], known: set[str]) -> None:
    for name in named:
        if name not in known:
            raise ValueError(f"{where}: there is no {what} {name[:100]!r} in this release")
