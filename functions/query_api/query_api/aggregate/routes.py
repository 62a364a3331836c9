"""The route of aggregates."""

from finops_runtime.identity.access import Access
from query_api.aggregate.aggregating import answer_aggregate
from query_api.aggregate.answers import AggregateAnswer
from query_api.aggregate.request import MOST_BODY_BYTES, AggregateRequest
from query_api.route import Route

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/aggregate",
        method="POST",
        access=Access.READ,
        summary="Costs by any set of dimensions",
        body=AggregateRequest,
        most_body_bytes=MOST_BODY_BYTES,
        answer=AggregateAnswer,
        gives_tables=True,
        handler=answer_aggregate,
        statement="aggregate/aggregate",
        plans_for_values=True,
        refusals=(404, 406, 409, 413, 415),
    ),
)
