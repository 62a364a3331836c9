"""The routes of this package."""

from finops_runtime.identity.access import Access
from query_api.budgets.answers import (
    BudgetChangesAnswer,
    BudgetRequest,
    BudgetsAnswer,
    BudgetVersionsAnswer,
    ComparisonAnswer,
)
from query_api.budgets.parameters import BudgetImportParameters, ComparisonParameters
from query_api.budgets.versions import answer_import, answer_version, answer_versions
from query_api.reading import answer_costs
from query_api.route import MOST_IMPORT_BYTES, Route

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/budgets/comparison",
        access=Access.READ,
        summary="Budgets beside costs: the month, to date, the year with its forecast",
        parameters=ComparisonParameters,
        answer=ComparisonAnswer,
        handler=answer_costs,
        statement="budgets/comparison",
        is_list=True,
        refusals=(404, 409),
    ),
    Route(
        path="/v1/local/admin/budgets",
        access=Access.ADMINISTER,
        summary="Versions of budgets, the latest of each pricing view first",
        answer=BudgetVersionsAnswer,
        handler=answer_versions,
        statement="budgets/versions",
        is_list=True,
    ),
    Route(
        path="/v1/local/admin/budgets/<view>",
        method="PUT",
        access=Access.ADMINISTER,
        summary="Publish the budgets of a pricing view, whole",
        parameters=BudgetImportParameters,
        body=BudgetRequest,
        answer=BudgetChangesAnswer,
        handler=answer_import,
        takes_tables=True,
        most_body_bytes=MOST_IMPORT_BYTES,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/budgets/<view>/versions/<version>",
        access=Access.ADMINISTER,
        summary="One version of budgets",
        answer=BudgetsAnswer,
        handler=answer_version,
        gives_tables=True,
        refusals=(404,),
    ),
)
