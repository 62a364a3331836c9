"""The routes of this package."""

from finops_runtime.identity.access import Access
from query_api.group_exports.answers import ExportRequest, ExportRequestedAnswer, ExportsAnswer, ExportsParameters
from query_api.group_exports.exporting import answer_export_request, answer_exports
from query_api.route import Route

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/admin/exports",
        access=Access.ADMINISTER,
        summary="What the group has of each month, and what waits",
        parameters=ExportsParameters,
        answer=ExportsAnswer,
        handler=answer_exports,
        statement="group_exports/list",
        is_list=True,
    ),
    Route(
        path="/v1/local/admin/exports",
        method="POST",
        access=Access.ADMINISTER,
        summary="Send months to the group again",
        body=ExportRequest,
        answer=ExportRequestedAnswer,
        handler=answer_export_request,
        success=202,
        refusals=(413, 415),
    ),
)
