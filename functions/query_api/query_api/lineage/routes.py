"""The routes of this package."""

from finops_runtime.identity.access import Access
from query_api.lineage.answers import LineageAnswer
from query_api.lineage.parameters import LineageParameters
from query_api.lineage.reading import answer_lineage
from query_api.route import Route

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/admin/lineage",
        access=Access.ADMINISTER,
        summary="The facts behind a cost, what brought and what values them",
        parameters=LineageParameters,
        answer=LineageAnswer,
        handler=answer_lineage,
        statement="lineage/facts",
        is_list=True,
        refusals=(404, 409),
    ),
)
