"""The route of this package."""

from finops_runtime.identity.access import Access
from query_api.reading import answer_costs
from query_api.route import Route
from query_api.views.answers import ViewComparisonAnswer
from query_api.views.parameters import ViewComparisonParameters

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/pricing-views/comparison",
        access=Access.READ,
        summary="Costs in several pricing views, side by side",
        parameters=ViewComparisonParameters,
        answer=ViewComparisonAnswer,
        handler=answer_costs,
        statement="views/comparison",
        is_list=True,
        refusals=(404, 409),
    ),
)
