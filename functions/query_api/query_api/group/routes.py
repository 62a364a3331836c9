"""The routes of a group: `/v1/group/...`, in place of `/v1/local/...`."""

from pydantic import BaseModel

from finops_runtime.identity.access import Access
from query_api.caller import CallerAnswer, answer_caller
from query_api.group import (
    anomaly_answers,
    application_answers,
    domain_answers,
    entity_answers,
    exchange_answers,
    overview_answers,
    parameters,
    ranking_answers,
)
from query_api.group.publishing import (
    MOST_RELEASE_BYTES,
    PublishedReleaseAnswer,
    ReleaseParameters,
    ReleaseRequest,
    answer_publication,
)
from query_api.group.reading import answer_completeness, answer_conformity, answer_ingestion_runs, answer_release
from query_api.parameters import NoParameters, PageParameters
from query_api.reading import answer_costs, answer_overview
from query_api.route import Route

ROOT = "/v1/group/"


def _costs(
    path: str,
    statement: str,
    answer: type[BaseModel],
    asked: type[NoParameters],
    summary: str,
    *,
    is_list: bool = False,
) -> Route:
    return Route(
        path=ROOT + path,
        access=Access.READ_GROUP,
        summary=summary,
        parameters=asked,
        answer=answer,
        handler=answer_costs,
        statement=f"group/{statement}",
        is_list=is_list,
        refusals=(404, 409) if issubclass(asked, PageParameters) else (404,),
    )


# What only an entity knows is <entity>/<key>: a key may have a slash in it.
ROUTES: tuple[Route, ...] = (
    Route(
        path=f"{ROOT}me",
        access=Access.ANY_ROLE,
        summary="Who the token's holder is here, and their roles",
        answer=CallerAnswer,
        handler=answer_caller,
        is_live=True,
    ),
    _costs(
        "dashboard",
        "dashboard",
        overview_answers.GroupDashboardAnswer,
        parameters.GroupDashboardParameters,
        "One month of the group at a glance",
    ),
    _costs(
        "entities",
        "entities",
        entity_answers.EntitiesAnswer,
        parameters.GroupListParameters,
        "Entities beside each other",
        is_list=True,
    ),
    _costs(
        "entities/<entity>",
        "entity",
        entity_answers.EntityAnswer,
        parameters.GroupEntityParameters,
        "One entity: domains, applications, months, and the exchange that is shown",
    ),
    _costs(
        "domains",
        "domains",
        domain_answers.GroupDomainsAnswer,
        parameters.GroupListParameters,
        "Costs by domain, over all entities",
        is_list=True,
    ),
    _costs(
        "domains/<path:domain>",
        "domain",
        domain_answers.GroupDomainAnswer,
        parameters.GroupDetailParameters,
        "One domain, by entity and application",
    ),
    _costs(
        "applications",
        "applications",
        application_answers.GroupApplicationsAnswer,
        parameters.GroupApplicationsParameters,
        "Costs by application, over all entities",
        is_list=True,
    ),
    _costs(
        "applications/<path:application>",
        "application",
        application_answers.GroupApplicationAnswer,
        parameters.GroupDetailParameters,
        "One application, by entity, domain and product",
    ),
    _costs(
        "history",
        "history",
        overview_answers.GroupHistoryAnswer,
        parameters.GroupHistoryParameters,
        "Costs month by month, as series",
        is_list=True,
    ),
    _costs(
        "rankings",
        "rankings",
        ranking_answers.GroupRankingsAnswer,
        parameters.GroupRankingParameters,
        "Applications or entities by cost, growth or reduction",
        is_list=True,
    ),
    _costs(
        "anomalies",
        "anomalies",
        anomaly_answers.GroupAnomaliesAnswer,
        parameters.GroupAnomalyParameters,
        "Months of applications that cost unlike the months before",
        is_list=True,
    ),
    Route(
        path=f"{ROOT}completeness",
        access=Access.READ_GROUP,
        summary="Which months came of which entity, and which are late",
        parameters=parameters.CompletenessParameters,
        answer=exchange_answers.CompletenessAnswer,
        handler=answer_completeness,
        statement="group/completeness",
        is_list=True,
        is_live=True,
    ),
    Route(
        path=f"{ROOT}conformity",
        access=Access.READ_GROUP,
        summary="Where entities' referentials are not the official one",
        parameters=parameters.ConformityParameters,
        answer=exchange_answers.ConformityAnswer,
        handler=answer_conformity,
        statement="group/conformity",
        is_list=True,
        is_live=True,
    ),
    Route(
        path=f"{ROOT}ingestion-runs",
        access=Access.READ_GROUP,
        summary="Exchanges and what became of them, the latest first",
        parameters=parameters.IngestionRunsParameters,
        answer=exchange_answers.IngestionRunsAnswer,
        handler=answer_ingestion_runs,
        statement="group/ingestion_runs",
        is_list=True,
        is_live=True,
    ),
    Route(
        path=f"{ROOT}releases",
        access=Access.READ_GROUP,
        summary="Releases of the official referential, the latest first",
        answer=exchange_answers.ReleasesAnswer,
        handler=answer_overview,
        statement="group/releases",
        is_list=True,
    ),
    Route(
        path=f"{ROOT}releases/<version>",
        access=Access.READ_GROUP,
        summary="One release with its document",
        answer=exchange_answers.ReleaseAnswer,
        handler=answer_release,
        statement="group/release",
        refusals=(404,),
    ),
    Route(
        path=f"{ROOT}pricing-views",
        access=Access.READ_GROUP,
        summary="The pricing views that can be asked for",
        answer=overview_answers.GroupPricingViewsAnswer,
        handler=answer_overview,
        statement="group/pricing_views",
        is_list=True,
    ),
    Route(
        path=f"{ROOT}admin/releases",
        method="POST",
        access=Access.PUBLISH_RELEASES,
        summary="Publish a release of the official referential",
        parameters=ReleaseParameters,
        body=ReleaseRequest,
        answer=PublishedReleaseAnswer,
        handler=answer_publication,
        most_body_bytes=MOST_RELEASE_BYTES,
        refusals=(409, 413, 415, 422),
    ),
)
