"""The routes of pricing views and prices."""

from finops_runtime.identity.access import Access
from query_api.prices import answers, requests
from query_api.prices.changes import answer_changes
from query_api.prices.draft import answer_draft_deletion, answer_draft_write
from query_api.prices.publication import answer_publication
from query_api.prices.versions import answer_version
from query_api.prices.views import answer_view_retirement, answer_view_write, answer_views
from query_api.route import MOST_IMPORT_BYTES, Route

_VIEW = "/v1/local/admin/pricing-views/<view>"

ROUTES: tuple[Route, ...] = (
    Route(
        path="/v1/local/admin/pricing-views",
        access=Access.ADMINISTER,
        summary="Every pricing view with its versions",
        answer=answers.AdminPricingViewsAnswer,
        handler=answer_views,
        statement="prices/views",
    ),
    Route(
        path=_VIEW,
        method="PUT",
        access=Access.ADMINISTER,
        summary="Create a pricing view, or change one",
        body=requests.ViewRequest,
        answer=answers.AdminPricingViewAnswer,
        handler=answer_view_write,
        refusals=(409, 413, 415),
    ),
    Route(
        path=_VIEW,
        method="DELETE",
        access=Access.ADMINISTER,
        summary="Retire a pricing view",
        body=requests.RetirementRequest,
        answer=answers.AdminPricingViewAnswer,
        handler=answer_view_retirement,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path=f"{_VIEW}/draft",
        method="PUT",
        access=Access.ADMINISTER,
        summary="Replace the draft of a pricing view",
        parameters=requests.DraftParameters,
        body=requests.DraftRequest,
        takes_tables=True,
        most_body_bytes=MOST_IMPORT_BYTES,
        answer=answers.PricesDraftAnswer,
        handler=answer_draft_write,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path=f"{_VIEW}/draft",
        method="DELETE",
        access=Access.ADMINISTER,
        summary="Delete the draft of a pricing view",
        answer=answers.AdminPricingViewAnswer,
        handler=answer_draft_deletion,
        refusals=(404, 409),
    ),
    Route(
        path=f"{_VIEW}/draft/changes",
        access=Access.ADMINISTER,
        summary="What publishing the draft would change",
        answer=answers.PriceChangesAnswer,
        handler=answer_changes,
        refusals=(404,),
    ),
    Route(
        path=f"{_VIEW}/draft/publication",
        method="POST",
        access=Access.ADMINISTER,
        summary="Publish the draft",
        body=requests.PublicationRequest,
        answer=answers.PricesPublicationAnswer,
        handler=answer_publication,
        success=202,
        refusals=(404, 409, 413, 415),
    ),
    Route(
        path=f"{_VIEW}/versions/<version>",
        access=Access.ADMINISTER,
        summary="The prices of a version",
        parameters=requests.VersionParameters,
        answer=answers.PricesVersionAnswer,
        handler=answer_version,
        gives_tables=True,
        refusals=(404, 409),
    ),
)
