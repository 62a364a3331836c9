"""The routes of exports."""

from finops_runtime.identity.access import Access
from query_api.exports.dashboard import answer_dashboard
from query_api.exports.focus import answer_focus
from query_api.exports.parameters import FocusParameters
from query_api.overview_answers import DashboardAnswer
from query_api.parameters import DashboardParameters
from query_api.route import CSV, PARQUET, XLSX, Route

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/dashboard",
        access=Access.READ,
        summary="One month at a glance",
        parameters=DashboardParameters,
        answer=DashboardAnswer,
        handler=answer_dashboard,
        statement="dashboard",
        files=(XLSX,),
        refusals=(404,),
    ),
    Route(
        path="/v1/local/export/focus",
        access=Access.READ,
        summary="One month as a FOCUS dataset",
        parameters=FocusParameters,
        handler=answer_focus,
        media_type=CSV,
        files=(PARQUET,),
        refusals=(404,),
    ),
)
