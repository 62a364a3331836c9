"""SonarQube's searches of projects and of their measures: asked part by part, and what one answer holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeGuard

from finops_contract.errors import SourceMalformed, SourceRefused, SourceUnsettled
from finops_runtime.http.pages import Call, pages
from finops_runtime.http.source import Answer, Source
from finops_runtime.ingest import exact_json
from ingest_native.sonarqube.config import SonarqubeConfig

PROJECTS, MEASURES = "/api/components/search_projects", "/api/measures/search"
Project = dict[str, Any]

_MOST_RESULTS = 10_000
_MOST_KEYS = 100
# Servers refuse a request line of more than 8 kB.
_LONGEST_KEYS = 4_000
_LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One page: its number, how many projects there are in all, and some of them."""

    index: int
    total: int
    projects: list[Project]


class ProjectSearch:
    """Asks for every page of projects, and remembers the keys of those that count."""

    def __init__(self, source: Source, config: SonarqubeConfig) -> None:
        self._source = source
        self._config = config
        self._seen: set[str] = set()
        self.keys: list[str] = []

    def answers(self) -> Iterator[Answer]:
        """Every page in turn.

        Raises SourceUnsettled when the number of projects changes in mid-search or a project comes twice, since
        another has then slipped by; SourceRefused when there are more than a search gives.
        """
        narrowed = {} if self._config.filter is None else {"filter": self._config.filter}
        first = Call(PROJECTS, {"f": "analysisDate", **narrowed, "ps": str(self._config.per_page), "p": "1"})
        totals, where = set(), ""
        for answer in pages(self._source, first, self._following, self._config.max_pages):
            where = answer.address
            page = project_page_of(answer.body, where)
            totals.add(page.total)
            self._note(page, where)
            if len(totals) > 1:
                raise SourceUnsettled(f"{where}: the number of projects changed while they were listed")
            yield answer
        if len(self._seen) not in totals:
            raise SourceUnsettled(f"{where}: {len(self._seen)} projects were listed, not {max(totals)}")

    def _following(self, answer: Answer, call: Call) -> Call | None:
        page = project_page_of(answer.body, answer.address)
        if page.total > _MOST_RESULTS:
            raise SourceRefused(
                f"{answer.address}: {page.total} projects, and SonarQube lists only the first {_MOST_RESULTS}: "
                "split the domain with `filter`"
            )
        if str(page.index) != call.params["p"]:
            raise SourceMalformed(f"{answer.address}: page {call.params['p']} was asked for, {page.index} came")
        if page.index * self._config.per_page >= page.total:
            return None
        return Call(call.url, {**call.params, "p": str(page.index + 1)})

    def _note(self, page: ProjectPage, where: str) -> None:
        for project in page.projects:
            key = key_of(project, where)
            if key in self._seen:
                raise SourceUnsettled(f"{where}: a project came twice: the list moved while it was read")
            self._seen.add(key)
            if project.get("qualifier") in self._config.qualifiers and _can_be_asked_for(key):
                self.keys.append(key)


def measure_answers(source: Source, config: SonarqubeConfig, keys: list[str]) -> Iterator[Answer]:
    """The measures of projects, up to a hundred in one answer."""
    for batch in _batches(keys):
        yield source.get(MEASURES, {"projectKeys": ",".join(batch), "metricKeys": ",".join(config.measures)})


def project_page_of(body: bytes, where: str) -> ProjectPage:
    """What an answer about projects holds; raises SourceMalformed when it is none."""
    document = exact_json.loads(body, where)
    paging = document.get("paging") if isinstance(document, dict) else None
    projects = document.get("components") if isinstance(document, dict) else None
    if not isinstance(paging, dict) or not _is_list_of_objects(projects):
        raise SourceMalformed(f"{where}: the answer is not a page of projects")
    return ProjectPage(_count(paging.get("pageIndex"), where), _count(paging.get("total"), where), projects)


def measures_of(body: bytes, where: str) -> dict[tuple[str, str], Any]:
    """The values in an answer about measures, by project and measure; raises SourceMalformed when it is none."""
    document = exact_json.loads(body, where)
    listed = document.get("measures") if isinstance(document, dict) else None
    if not _is_list_of_objects(listed):
        raise SourceMalformed(f"{where}: the answer is not a list of measures")
    found: dict[tuple[str, str], Any] = {}
    for measure in listed:
        key = str(measure.get("component")), str(measure.get("metric"))
        if key in found:
            raise SourceMalformed(f"{where}: a measure comes twice")
        found[key] = measure.get("value")
    return found


def is_about_measures(body: bytes, where: str) -> bool:
    """Whether an answer is one to the second search."""
    document = exact_json.loads(body, where)
    return isinstance(document, dict) and "measures" in document


def key_of(project: Project, where: str) -> str:
    """The project's key; raises SourceMalformed when there is none."""
    key = project.get("key")
    if not isinstance(key, str) or not key:
        raise SourceMalformed(f"{where}: a project has no key")
    return key


def _can_be_asked_for(key: str) -> bool:
    """SonarQube's own keys have no comma and at most 400 characters; any other is rejected when read."""
    return len(key) <= _LONGEST_KEY and "," not in key


def _batches(keys: list[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    length = 0
    for key in keys:
        if batch and (len(batch) == _MOST_KEYS or length + len(key) > _LONGEST_KEYS):
            yield batch
            batch, length = [], 0
        batch.append(key)
        length += len(key) + 1
    if batch:
        yield batch


def _is_list_of_objects(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _count(value: Any, where: str) -> int:
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value < 10**9 or value != int(value):
        raise SourceMalformed(f"{where}: the answer does not say how many projects there are")
    return int(value)
