"""The routes of this package."""

from pydantic import BaseModel

from finops_runtime.identity.access import Access
from query_api.insights.acknowledgement import AcknowledgementRequest, answer_acknowledgement, answer_withdrawal
from query_api.insights.anomaly_answers import AnomaliesAnswer, AnomalyAnswer
from query_api.insights.parameters import AnomalyParameters, RankingParameters, UnpricedParameters
from query_api.insights.ranking_answers import RankingsAnswer
from query_api.insights.unpriced_answers import UnpricedAnswer
from query_api.parameters import PageParameters
from query_api.reading import answer_costs
from query_api.route import Route

_ACKNOWLEDGEMENT = "/v1/local/admin/anomalies/<anomaly>/acknowledgement"


def _list(name: str, answer: type[BaseModel], parameters: type[PageParameters], summary: str) -> Route:
    return Route(
        path=f"/v1/local/{name}",
        access=Access.READ,
        summary=summary,
        parameters=parameters,
        answer=answer,
        handler=answer_costs,
        statement=f"insights/{name}",
        is_list=True,
        refusals=(404, 409),
    )


ROUTES: tuple[Route, ...] = (
    _list("rankings", RankingsAnswer, RankingParameters, "What costs most, grew most or shrank most"),
    _list("anomalies", AnomaliesAnswer, AnomalyParameters, "Applications that cost unlike the months before"),
    _list("unpriced", UnpricedAnswer, UnpricedParameters, "Quantities that have no price"),
    Route(
        path=_ACKNOWLEDGEMENT,
        method="POST",
        access=Access.ADMINISTER,
        summary="Acknowledge an anomaly",
        body=AcknowledgementRequest,
        answer=AnomalyAnswer,
        handler=answer_acknowledgement,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path=_ACKNOWLEDGEMENT,
        method="DELETE",
        access=Access.ADMINISTER,
        summary="Withdraw the acknowledgement of an anomaly",
        answer=AnomalyAnswer,
        handler=answer_withdrawal,
        refusals=(404,),
    ),
)
