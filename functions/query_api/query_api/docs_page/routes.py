"""The routes of this package: the page, and each file it loads."""

from finops_runtime.identity.access import Access
from query_api.docs_page.page import OWN, PAGE, SWAGGER_UI, answer_page
from query_api.route import Route


def _file(name: str, media_type: str) -> Route:
    return Route(
        path="/docs" if name == PAGE else f"/docs/{name}",
        access=Access.PUBLIC,
        summary="The API, for people" if name == PAGE else "A file of the page for people",
        handler=answer_page,
        media_type=media_type,
    )


ROUTES: tuple[Route, ...] = tuple(_file(name, kind) for name, kind in {**OWN, **SWAGGER_UI}.items())
