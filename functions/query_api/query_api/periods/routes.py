"""The routes of this package."""

from finops_runtime.identity.access import Access
from query_api.periods.answers import (
    ClosureRequest,
    LateDataAnswer,
    LateDataParameters,
    PeriodAnswer,
    PeriodsAnswer,
    PeriodsParameters,
    ReopeningRequest,
)
from query_api.periods.closing import (
    answer_closure,
    answer_late_data,
    answer_period,
    answer_periods,
    answer_reopening,
)
from query_api.route import Route

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/admin/periods",
        access=Access.ADMINISTER,
        summary="Months, open and closed",
        parameters=PeriodsParameters,
        answer=PeriodsAnswer,
        handler=answer_periods,
        statement="periods/list",
        is_list=True,
    ),
    Route(
        path="/v1/local/admin/periods/<period>",
        access=Access.ADMINISTER,
        summary="One month with its closing checklist",
        answer=PeriodAnswer,
        handler=answer_period,
        refusals=(404,),
    ),
    Route(
        path="/v1/local/admin/periods/<period>/closure",
        method="POST",
        access=Access.ADMINISTER,
        summary="Close a month",
        body=ClosureRequest,
        answer=PeriodAnswer,
        handler=answer_closure,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/periods/<period>/closure",
        method="DELETE",
        access=Access.ADMINISTER,
        summary="Reopen the last closed month",
        body=ReopeningRequest,
        answer=PeriodAnswer,
        handler=answer_reopening,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/periods/<period>/late-data",
        access=Access.ADMINISTER,
        summary="What sources say of a closed month that is not published",
        parameters=LateDataParameters,
        answer=LateDataAnswer,
        handler=answer_late_data,
        statement="periods/late_data",
        is_list=True,
        refusals=(404,),
    ),
)
