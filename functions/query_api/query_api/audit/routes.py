"""The routes of this package."""

from finops_runtime.identity.access import Access
from query_api.audit.answers import AuditAnswer
from query_api.audit.parameters import AuditParameters
from query_api.audit.reading import answer_audit
from query_api.route import Route

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/admin/audit",
        access=Access.ADMINISTER,
        summary="What admins did, the latest first",
        parameters=AuditParameters,
        answer=AuditAnswer,
        handler=answer_audit,
        statement="audit/list",
        is_list=True,
    ),
)
