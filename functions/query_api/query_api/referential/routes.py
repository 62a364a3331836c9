"""The routes of this package."""

from pydantic import BaseModel

from finops_runtime.identity.access import Access
from query_api.referential import answers
from query_api.referential.lists import answer_list
from query_api.referential.parameters import (
    AliasParameters,
    EntryParameters,
    FamilyParameters,
    KeyedParameters,
    ProductAliasParameters,
    ProductParameters,
)
from query_api.referential.product_aliases import ProductAliasRequest, answer_product_alias
from query_api.route import Route

_BELOW = "/v1/local/admin/referential"


def _list(name: str, parameters: type[KeyedParameters], answer: type[BaseModel], summary: str) -> Route:
    return Route(
        path=f"{_BELOW}/{name}",
        access=Access.MAP_REFERENTIAL,
        summary=summary,
        parameters=parameters,
        answer=answer,
        handler=answer_list,
        statement=f"referential/{name.replace('-', '_')}",
        is_list=True,
    )


ROUTES: tuple[Route, ...] = (
    _list("aliases", AliasParameters, answers.AliasesAnswer, "What sources call applications"),
    _list("product-aliases", ProductAliasParameters, answers.ProductAliasesAnswer, "What sources call products"),
    _list("applications", EntryParameters, answers.ReferentialApplicationsAnswer, "Every application"),
    _list("families", FamilyParameters, answers.ReferentialFamiliesAnswer, "Every family"),
    _list("products", ProductParameters, answers.ReferentialProductsAnswer, "Every product"),
    Route(
        path=f"{_BELOW}/product-aliases",
        method="POST",
        access=Access.MAP_REFERENTIAL,
        summary="Map what a source calls a product",
        body=ProductAliasRequest,
        answer=answers.MappedProductAliasAnswer,
        handler=answer_product_alias,
        refusals=(409, 413, 415),
    ),
)
