"""The routes of this package."""

from finops_runtime.identity.access import Access
from query_api.moves.answers import MovedAnswer, PlacementsAnswer
from query_api.moves.placement import answer_move, answer_placements
from query_api.moves.request import MoveRequest
from query_api.route import Route

_PATH = "/v1/local/admin/referential/products/<product>/placement"

ROUTES: tuple[Route, ...] = (
    Route(
        path=_PATH,
        access=Access.MAP_REFERENTIAL,
        summary="The families that a product was in, and is",
        answer=PlacementsAnswer,
        handler=answer_placements,
        statement="moves/placements",
        refusals=(404,),
    ),
    Route(
        path=_PATH,
        method="PUT",
        access=Access.MAP_REFERENTIAL,
        summary="Move a product to another family from a month on",
        body=MoveRequest,
        answer=MovedAnswer,
        handler=answer_move,
        success=202,
        refusals=(404, 409, 413, 415),
    ),
)
