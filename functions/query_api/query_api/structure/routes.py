"""The routes of this package."""

from pydantic import BaseModel

from finops_runtime.identity.access import Access
from query_api.parameters import NoParameters, SearchParameters
from query_api.reading import answer_costs
from query_api.route import Route
from query_api.structure.answers import FamiliesAnswer, FamilyAnswer, ProductAnswer, ProductsAnswer
from query_api.structure.parameters import PartParameters


def _read(path: str, statement: str, answer: type[BaseModel], parameters: type[NoParameters], summary: str) -> Route:
    is_list = parameters is SearchParameters
    return Route(
        path=f"/v1/local/{path}",
        access=Access.READ,
        summary=summary,
        parameters=parameters,
        answer=answer,
        handler=answer_costs,
        statement=f"structure/{statement}",
        is_list=is_list,
        refusals=(404, 409) if is_list else (404,),
    )


ROUTES: tuple[Route, ...] = (
    _read("families", "families", FamiliesAnswer, SearchParameters, "Costs by family"),
    _read("families/<family>", "family", FamilyAnswer, PartParameters, "One family, by product and application"),
    _read("products", "products", ProductsAnswer, SearchParameters, "Costs by product"),
    _read("products/<product>", "product", ProductAnswer, PartParameters, "One product, its price and who uses it"),
)
