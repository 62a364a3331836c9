"""GitLab's keyset paging: every page in turn, by the link that the page before it gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

import requests

from finops_contract.errors import SourceMalformed
from finops_runtime.http import Source
from ingest_native.gitlab.config import GitlabConfig
from ingest_native.gitlab.projects import id_of, projects_of

# What a page's address may keep: nothing that could hold a token.
_SHOWN = frozenset(
    {"pagination", "order_by", "sort", "per_page", "statistics", "with_custom_attributes", "id_after", "cursor"}
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Page:
    """One answer as received, and its address without secrets."""

    address: str
    body: bytes


def pages(source: Source, config: GitlabConfig) -> Iterator[Page]:
    """Every page of the instance's projects with their statistics.

    Raises SourceUnavailable, SourceRefused, and SourceMalformed when an answer is not a page of projects, leads
    to another host, or does not lead on: a page that has been seen, or more than `max_pages`.
    """
    url = f"{config.base_url}/api/v4/projects"
    params: dict[str, str] | None = _first_query(config)
    last_id = -1
    for _ in range(config.max_pages):
        response = source.get(url, params)
        _refuse_elsewhere(response.url, config.base_url)
        address = _shown(response.url)
        projects = projects_of(response.content, address)
        if projects:
            if id_of(projects[0], address) <= last_id:
                raise SourceMalformed(f"{address}: the page repeats projects that an earlier page had")
            last_id = id_of(projects[-1], address)
        yield Page(address, response.content)
        following = _next(response)
        if following is None:
            return
        if not projects:
            raise SourceMalformed(f"{address}: an empty page that has a next one")
        _refuse_elsewhere(following, config.base_url)
        url, params = following, None
    raise SourceMalformed(f"{config.base_url}: more than {config.max_pages} pages; raise max_pages if that is right")


def _first_query(config: GitlabConfig) -> dict[str, str]:
    query = {
        "statistics": "true",
        "pagination": "keyset",
        "per_page": str(config.per_page),
        "order_by": "id",
        "sort": "asc",
    }
    return {**query, "with_custom_attributes": "true"} if config.needs_custom_attributes else query


def _next(response: requests.Response) -> str | None:
    """The address of the next page; GitLab leaves the link out behind the last one."""
    link = response.links.get("next", {}).get("url")
    return None if link is None else urljoin(response.url, link)


def _refuse_elsewhere(url: str, base_url: str) -> None:
    """The token goes to the host that it is for, and to no other."""
    there, here = urlsplit(url), urlsplit(base_url)
    if _origin(there) != _origin(here) or there.username is not None:
        raise SourceMalformed(
            f"{base_url} leads to another host, {there.scheme}://{there.hostname}: check its external URL, or base_url"
        )


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    try:
        port = parts.port
    except ValueError as error:
        raise SourceMalformed("a link to a next page has no valid port") from error
    return parts.scheme, parts.hostname, port or _DEFAULT_PORTS.get(parts.scheme)


def _shown(url: str) -> str:
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name in _SHOWN]
    return parts._replace(query=urlencode(query), fragment="").geturl()
