"""GitLab's listings of projects and of groups: asked page by page, and what one page holds."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from finops_contract.errors import SourceMalformed, SourceUnsettled
from finops_runtime.http.pages import Call, pages
from finops_runtime.http.source import Answer, Source
from finops_runtime.ingest import exact_json
from ingest_native.gitlab.config import GitlabConfig

Item = dict[str, Any]
PROJECTS, GROUPS = "/api/v4/projects", "/api/v4/groups"

# What GitLab's own links add to the query, and may be kept: nothing that could hold a token.
_SHOWN = frozenset({"id_after", "cursor", "page"})
# GitLab shows it to maintainers. A quote inside a JSON text is escaped, so this matches whole members only.
_SECRETS = re.compile(rb'("runners_token"\s*:\s*)"(?:[^"\\]|\\.)*"')


def project_pages(source: Source, config: GitlabConfig) -> Iterator[Answer]:
    """Every page of the projects that the token may see, by keyset: an empty page ends it."""
    paging = {"pagination": "keyset", "per_page": str(config.per_page), "order_by": "id", "sort": "asc"}
    return _pages(source, config, Call(PROJECTS, {"statistics": "true", **paging, **_attributes(config)}))


def group_pages(source: Source, config: GitlabConfig) -> Iterator[Answer]:
    """Every page of the groups, top-level ones only where no other counts.

    Pages are numbered, since GitLab has no keyset by id for groups: raises SourceUnsettled when their number changes
    in mid-listing or fewer come than it says (it says so up to 10,000), since one has then slipped by.
    """
    paging = {"per_page": str(config.per_page), "order_by": "id", "sort": "asc"}
    top = {} if config.counts("groups") else {"top_level_only": "true"}
    stated, listed = set(), 0
    for answer in _pages(source, config, Call(GROUPS, {"statistics": "true", **paging, **top, **_attributes(config)})):
        stated.add(answer.headers.get("X-Total"))
        if len(stated) > 1:
            raise SourceUnsettled(f"{answer.address}: the number of groups changed while they were listed")
        listed += len(items_of(answer.body, answer.address))
        yield answer
    if not stated <= {None, str(listed)}:
        raise SourceUnsettled(f"{config.base_url}: {listed} groups were listed, not as many as GitLab says there are")


def _attributes(config: GitlabConfig) -> dict[str, str]:
    return {"with_custom_attributes": "true"} if config.needs_custom_attributes else {}


def _pages(source: Source, config: GitlabConfig, first: Call) -> Iterator[Answer]:
    last_id = -1
    for answer in pages(source, first, _following, config.max_pages, _SHOWN):
        last_id = last_id_of(items_of(answer.body, answer.address), last_id, answer.address)
        yield answer


def _following(answer: Answer, _: Call) -> Call | None:
    if answer.next_link is None:
        return None
    if not items_of(answer.body, answer.address):
        raise SourceMalformed(f"{answer.address}: an empty page that has a next one")
    return Call(answer.next_link)


def without_secrets(body: bytes) -> bytes:
    """The page with the secrets blanked that GitLab puts into it; all else byte by byte."""
    return _SECRETS.sub(rb"\1null", body)


def items_of(body: bytes, where: str) -> list[Item]:
    """The page's projects or groups; raises SourceMalformed when it is not a list of such with ascending ids."""
    page = exact_json.loads(body, where)
    if not isinstance(page, list) or not all(isinstance(item, dict) for item in page):
        raise SourceMalformed(f"{where}: the answer is not a list of projects or groups")
    ids = [id_of(item, where) for item in page]
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise SourceMalformed(f"{where}: what is listed is not in the order of its ids")
    return page


def last_id_of(items: list[Item], before: int, where: str) -> int:
    """The last id up to here; raises SourceMalformed when the page repeats what an earlier one (`before`) had."""
    if not items:
        return before
    if id_of(items[0], where) <= before:
        raise SourceMalformed(f"{where}: the page repeats what an earlier page had")
    return id_of(items[-1], where)


def id_of(item: Item, where: str) -> int:
    """The project's or group's id; raises SourceMalformed when there is none."""
    found = item.get("id")
    if not isinstance(found, Decimal) or not found.is_finite() or not 0 <= found < 10**18 or found != int(found):
        raise SourceMalformed(f"{where}: a project or group has no id")
    return int(found)
