"""The one table of what exists: each route with its access, what it may be asked and what it answers.

A new endpoint is a row here, a statement in `sql/`, and its shapes in `parameters` and `answers`.
"""

from pydantic import BaseModel

from finops_runtime.identity.access import Access
from query_api import overview_answers as overview
from query_api import referential_answers as referential
from query_api.aggregate import routes as aggregate
from query_api.answers import ApplicationsAnswer, DomainsAnswer
from query_api.audit import routes as audit
from query_api.budgets import routes as budgets
from query_api.caller import CallerAnswer, answer_caller
from query_api.detail_answers import ApplicationAnswer, DomainAnswer
from query_api.docs_page import routes as docs_page
from query_api.domains import answers as domains
from query_api.domains.admin import (
    answer_activation,
    answer_deactivation,
    answer_domain,
    answer_domain_write,
    answer_domains,
)
from query_api.domains.requests import ActivationRequest, DeactivationRequest, DomainRequest
from query_api.exports import routes as exports
from query_api.insights import routes as insights
from query_api.lineage import routes as lineage
from query_api.moves import routes as moves
from query_api.parameters import (
    ApplicationsParameters,
    ConflictParameters,
    CostParameters,
    DashboardParameters,
    DetailParameters,
    HistoryParameters,
    ListParameters,
    NoParameters,
    RunListParameters,
    UnallocatedParameters,
    UnknownKeyParameters,
)
from query_api.periods import routes as periods
from query_api.prices import routes as prices
from query_api.probes import answer_alive, answer_metrics, answer_openapi, answer_ready
from query_api.reading import answer_costs, answer_overview
from query_api.referential import routes as referential_lists
from query_api.referential_admin import AliasRequest, answer_alias, answer_conflicts, answer_unknown_keys
from query_api.route import Route
from query_api.runs import answers as runs
from query_api.runs.cancellation import CancellationRequest, answer_cancellation
from query_api.runs.request import RunRequest
from query_api.runs.resumption import ResumptionRequest, answer_resumption
from query_api.runs.running import answer_run, answer_run_list, answer_run_request
from query_api.structure import routes as structure
from query_api.views import routes as views


def _read(
    path: str,
    statement: str,
    answer: type[BaseModel],
    parameters: type[NoParameters],
    summary: str,
    *,
    is_list: bool = False,
    is_live: bool = False,
) -> Route:
    is_cost = issubclass(parameters, CostParameters | DashboardParameters | HistoryParameters)
    return Route(
        path=f"/v1/local/{path}",
        access=Access.READ,
        summary=summary,
        parameters=parameters,
        answer=answer,
        handler=answer_costs if is_cost else answer_overview,
        statement=statement,
        is_list=is_list,
        is_live=is_live,
        refusals=(404, 409) if issubclass(parameters, ListParameters) else (404,) if is_cost else (),
    )


ROUTES: tuple[Route, ...] = (
    *aggregate.ROUTES,
    *exports.ROUTES,
    *insights.ROUTES,
    *moves.ROUTES,
    *prices.ROUTES,
    *budgets.ROUTES,
    *periods.ROUTES,
    *structure.ROUTES,
    *views.ROUTES,
    *docs_page.ROUTES,
    *audit.ROUTES,
    *lineage.ROUTES,
    *referential_lists.ROUTES,
    Route(
        path="/healthz",
        access=Access.PUBLIC,
        summary="The process is alive",
        handler=answer_alive,
        media_type="text/plain",
    ),
    Route(
        path="/readyz",
        access=Access.PUBLIC,
        summary="The data mart can be read",
        handler=answer_ready,
        media_type="text/plain",
    ),
    Route(
        path="/metrics",
        access=Access.PUBLIC,
        summary="Prometheus metrics",
        handler=answer_metrics,
        media_type="text/plain",
    ),
    Route(path="/openapi.json", access=Access.PUBLIC, summary="This document", handler=answer_openapi),
    Route(
        path="/v1/local/me",
        access=Access.ANY_ROLE,
        summary="Who the token's holder is here, and their roles",
        answer=CallerAnswer,
        handler=answer_caller,
        is_live=True,
    ),
    _read(
        "status",
        "status",
        overview.StatusAnswer,
        NoParameters,
        "What is published, and how the last runs ended",
        is_live=True,
    ),
    _read("domains", "domains", DomainsAnswer, ListParameters, "Costs by domain", is_list=True),
    _read("domains/<domain>", "domain", DomainAnswer, DetailParameters, "One domain, by family and application"),
    _read(
        "applications", "applications", ApplicationsAnswer, ApplicationsParameters, "Costs by application", is_list=True
    ),
    _read(
        "applications/<application>",
        "application",
        ApplicationAnswer,
        DetailParameters,
        "One application, by domain, family and product",
    ),
    _read(
        "history", "history", overview.HistoryAnswer, HistoryParameters, "Costs month by month, as series", is_list=True
    ),
    _read(
        "pricing-views",
        "pricing_views",
        overview.PricingViewsAnswer,
        NoParameters,
        "The pricing views that can be asked for",
        is_list=True,
    ),
    _read(
        "unallocated",
        "unallocated",
        referential.UnallocatedAnswer,
        UnallocatedParameters,
        "What found no application or no product",
    ),
    Route(
        path="/v1/local/admin/runs",
        access=Access.ADMINISTER,
        summary="Runs, the latest first",
        parameters=RunListParameters,
        answer=runs.RunsAnswer,
        handler=answer_run_list,
        statement="run_list",
        is_list=True,
    ),
    Route(
        path="/v1/local/admin/runs",
        method="POST",
        access=Access.ADMINISTER,
        summary="Ask for a run",
        body=RunRequest,
        answer=runs.RequestedAnswer,
        handler=answer_run_request,
        success=202,
        refusals=(409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/runs/<run>",
        access=Access.ADMINISTER,
        summary="One run: steps and reconciliation",
        answer=runs.RunAnswer,
        handler=answer_run,
        refusals=(404,),
    ),
    Route(
        path="/v1/local/admin/runs/<run>/cancellation",
        method="POST",
        access=Access.ADMINISTER,
        summary="Cancel a run that is under way",
        body=CancellationRequest,
        answer=runs.RunAnswer,
        handler=answer_cancellation,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/runs/<run>/resume",
        method="POST",
        access=Access.ADMINISTER,
        summary="Go on with a failed run, without reading again what it staged",
        body=ResumptionRequest,
        answer=runs.RequestedAnswer,
        handler=answer_resumption,
        success=202,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/domains",
        access=Access.ADMINISTER,
        summary="Every domain as it is written, enabled or not",
        answer=domains.AdminDomainsAnswer,
        handler=answer_domains,
        statement="admin_domains",
        is_list=True,
    ),
    Route(
        path="/v1/local/admin/domains/<domain>",
        access=Access.ADMINISTER,
        summary="One domain with its activation checklist",
        answer=domains.AdminDomainAnswer,
        handler=answer_domain,
        refusals=(404,),
    ),
    Route(
        path="/v1/local/admin/domains/<domain>",
        method="PUT",
        access=Access.ADMINISTER,
        summary="Create a domain, disabled, or change one",
        body=DomainRequest,
        answer=domains.AdminDomainAnswer,
        handler=answer_domain_write,
        refusals=(409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/domains/<domain>/activation",
        method="POST",
        access=Access.ADMINISTER,
        summary="Enable a domain",
        body=ActivationRequest,
        answer=domains.AdminDomainAnswer,
        handler=answer_activation,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path="/v1/local/admin/domains/<domain>/activation",
        method="DELETE",
        access=Access.ADMINISTER,
        summary="Disable a domain",
        body=DeactivationRequest,
        answer=domains.AdminDomainAnswer,
        handler=answer_deactivation,
        refusals=(404, 413, 415),
    ),
    Route(
        path="/v1/local/admin/connectors",
        access=Access.ADMINISTER,
        summary="What each function can read, and the settings that this takes",
        answer=domains.ConnectorsAnswer,
        handler=answer_domains,
        statement="connectors",
    ),
    Route(
        path="/v1/local/admin/referential/conflicts",
        access=Access.MAP_REFERENTIAL,
        summary="Aliases that two claim",
        parameters=ConflictParameters,
        answer=referential.AliasConflictsAnswer,
        handler=answer_conflicts,
        statement="alias_conflicts",
        is_list=True,
    ),
    Route(
        path="/v1/local/admin/referential/unknown-keys",
        access=Access.MAP_REFERENTIAL,
        summary="Keys that no alias knows",
        parameters=UnknownKeyParameters,
        answer=referential.UnknownKeysAnswer,
        handler=answer_unknown_keys,
        statement="unknown_keys",
        is_list=True,
        refusals=(409,),
    ),
    Route(
        path="/v1/local/admin/referential/aliases",
        method="POST",
        access=Access.MAP_REFERENTIAL,
        summary="Map what a source calls an application",
        body=AliasRequest,
        answer=referential.MappedAliasAnswer,
        handler=answer_alias,
        refusals=(413, 415),
    ),
)
