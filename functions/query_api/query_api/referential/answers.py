"""The shapes of answers about what there is, and what sources call it."""

from pydantic import AwareDatetime, Field

from query_api.answers import Answered, PublishedPage
from query_api.referential_answers import RunAgain


class Alias(Answered):
    """What a source calls an application."""

    source_system: str
    foreign_key: str
    application_id: str
    application_label: str
    claimed_by: str = Field(description="`admin`, or the source whose feed claimed it")


class ProductAlias(Answered):
    """What a source calls a product."""

    source_system: str
    foreign_key: str
    product_id: str
    product_label: str
    family_id: str
    domain_id: str | None = Field(description="null: of `unmapped`")


class Entry(Answered):
    """Something that is retired, never removed. reserved: it is part of every referential, and not to be changed."""

    retired_at: AwareDatetime | None
    reserved: bool


class ReferentialApplication(Entry):
    """An application."""

    application_id: str
    application_label: str
    owner: str | None
    fed_by: str | None = Field(description="the source whose feed names it; null: no feed does")


class ReferentialFamily(Entry):
    """A family. No domain: it is `unmapped`."""

    family_id: str
    family_label: str
    domain_id: str | None
    domain_label: str | None


class ReferentialProduct(ReferentialFamily):
    """A product, in the family that it is in last; its placements tell the others."""

    product_id: str
    product_label: str


class AliasesAnswer(Answered):
    """What sources call applications, in the order of their keys."""

    meta: PublishedPage
    data: list[Alias]


class ProductAliasesAnswer(Answered):
    """What sources call products, in the order of their keys."""

    meta: PublishedPage
    data: list[ProductAlias]


class ReferentialApplicationsAnswer(Answered):
    """Applications, in the order of their ids."""

    meta: PublishedPage
    data: list[ReferentialApplication]


class ReferentialFamiliesAnswer(Answered):
    """Families, in the order of their ids."""

    meta: PublishedPage
    data: list[ReferentialFamily]


class ReferentialProductsAnswer(Answered):
    """Products, in the order of their ids."""

    meta: PublishedPage
    data: list[ReferentialProduct]


class MappedProductAlias(Answered):
    """An alias as it stands now; runs resolve it so from the next one on."""

    source_system: str
    foreign_key: str
    product_id: str
    product_label: str
    previous_product_id: str | None
    run_again: RunAgain


class MappedProductAliasAnswer(Answered):
    """What a mapping is answered with."""

    data: MappedProductAlias
