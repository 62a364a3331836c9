"""Pages of usages: one row a project, and a link to the next page that has the rest, of the same project too."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from finops_contract.errors import SourceMalformed


def usages_in(document: Any, where: str) -> list[Any]:
    """The rows of one page; raises SourceMalformed when it is no page of usages."""
    usages = document.get("tenant_usages") if isinstance(document, dict) else None
    if not isinstance(usages, list):
        raise SourceMalformed(f"{where}: the answer is not a list of usages")
    return usages


def next_marker(document: Any, where: str) -> str | None:
    """Where the next page begins, None at the last one; raises SourceMalformed when a link does not say.

    Only that much of the link is used: behind a proxy, Nova writes the host and path that it knows itself by.
    """
    links = document.get("tenant_usages_links", [])
    if not isinstance(links, list) or not all(isinstance(link, dict) for link in links):
        raise SourceMalformed(f"{where}: tenant_usages_links is not a list of links")
    following = [link.get("href") for link in links if link.get("rel") == "next"]
    if not following:
        return None
    markers = [_marker(href) for href in following if isinstance(href, str)]
    if len(markers) != 1 or not markers[0]:
        raise SourceMalformed(f"{where}: the link to the next page has no marker")
    return markers[0]


def _marker(href: str) -> str | None:
    try:
        return dict(parse_qsl(urlsplit(href).query)).get("marker")
    except ValueError:
        return None
