"""The question to GitLab's GraphQL, page by page of projects, and what one answer holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from finops_contract.errors import SourceMalformed, SourceRefused, SourceUnavailable
from finops_contract.period import Period
from finops_runtime.http.source import Source
from finops_runtime.ingest import exact_json
from ingest_native.gitlab_ci_minutes.config import GitlabCiMinutesConfig

_PATH = "/api/graphql"
_QUESTION = """
query ciMinutes($namespaceId: NamespaceID!, $date: Date!, $first: Int!, $after: String) {
  ciMinutesUsage(namespaceId: $namespaceId, date: $date) {
    nodes {
      monthIso8601
      minutes
      sharedRunnersDuration
      projects(first: $first, after: $after) {
        nodes {
          minutes
          sharedRunnersDuration
          project { id fullPath topics namespace { fullPath } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""
# GitLab answers 200 for these too; what it says is all there is to tell them apart.
_PASSING = re.compile(r"time[d ]*out|rate limit|too many requests|try again|temporarily", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """One page of a namespace's month: its totals, some of its projects, and where the next page begins."""

    totals: dict[str, Any]
    projects: list[dict[str, Any]]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer as received, and what was asked."""

    body: bytes
    address: str


def ask(source: Source, config: GitlabCiMinutesConfig, namespace: str, period: Period) -> Iterator[Asked]:
    """Every page of one namespace's month.

    Raises SourceMalformed when the cursor does not advance or `max_pages` are not enough, and what `page_of` raises.
    """
    cursor: str | None = None
    seen: set[str] = set()
    for _ in range(config.max_pages):
        variables = {"namespaceId": namespace, "date": str(period.first_day), "first": config.per_page, "after": cursor}
        answer = source.query(_PATH, {"query": _QUESTION, "variables": variables})
        about = urlencode({name: value for name, value in variables.items() if value is not None})
        asked = Asked(answer.body, f"{answer.address}?{about}")
        page = page_of(asked.body, asked.address, period)
        yield asked
        if page is None or page.next_cursor is None:
            return
        cursor = page.next_cursor
        if cursor in seen:
            raise SourceMalformed(f"{asked.address}: the next page is one that was read before")
        seen.add(cursor)
    raise SourceMalformed(f"{config.base_url}: more than {config.max_pages} pages; raise max_pages if that is right")


def page_of(body: bytes, where: str, period: Period) -> MonthPage | None:
    """What an answer holds; None when nothing ran in the namespace that month.

    Raises SourceUnavailable or SourceRefused by what GitLab says is wrong, SourceMalformed when it is no such answer.
    """
    document = exact_json.loads(body, where)
    if not isinstance(document, dict):
        raise SourceMalformed(f"{where}: the answer is not one of GraphQL")
    if document.get("errors"):
        _refuse(document["errors"], where)
    usage = _member(document.get("data"), "ciMinutesUsage")
    if usage is None:
        raise SourceRefused(f"{where}: GitLab shows no minutes: the token's user must own the namespace")
    nodes = _member(usage, "nodes")
    if not isinstance(nodes, list) or len(nodes) > 1:
        raise SourceMalformed(f"{where}: the answer is not one month of one namespace")
    return _month(nodes[0], where, period) if nodes else None


def _month(node: Any, where: str, period: Period) -> MonthPage:
    if _member(node, "monthIso8601") != str(period.first_day):
        raise SourceMalformed(f"{where}: the answer is about another month than {period}")
    listed = node.get("projects")
    projects, page_info = _member(listed, "nodes"), _member(listed, "pageInfo")
    more, cursor = _member(page_info, "hasNextPage"), _member(page_info, "endCursor")
    whole = isinstance(projects, list) and all(isinstance(each, dict) for each in projects)
    if not whole or not isinstance(more, bool) or (more and not (isinstance(cursor, str) and cursor)):
        raise SourceMalformed(f"{where}: the answer has no page of projects")
    return MonthPage(
        {name: node.get(name) for name in ("minutes", "sharedRunnersDuration")}, projects, cursor if more else None
    )


def _refuse(errors: Any, where: str) -> None:
    first = errors[0] if isinstance(errors, list) else errors
    said = " ".join(str(_member(first, "message") or first).split())[:200]
    kind = SourceUnavailable if _PASSING.search(said) else SourceRefused
    raise kind(f"{where}: GitLab answers the question with an error: {said}")


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
