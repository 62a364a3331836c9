"""I1 over random dirty answers: what the source has is what relevés and rejects hold, to the last decimal."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finops_contract.quantity import BadQuantity
from finops_runtime.ingest.recording import Findings
from ingest_native.artifactory.connector import ArtifactoryConnector
from ingest_native.artifactory.size import parse_size
from ingest_native.gitlab.connector import GitlabConnector
from ingest_native.gitlab_ci_minutes.connector import GitlabCiMinutesConnector
from ingest_native.sonarqube.connector import SonarqubeConnector

ReadAnswers = Callable[..., Findings]
PAGE = "https://source.example.com/api/v4/projects"
GROUPS = "https://source.example.com/api/v4/groups"
BASE = {"source": "source", "base_url": "https://source.example.com"}

# The machine may be busy: slow is not wrong here.
DIRTY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.sampled_from(["", " ", "A", "x" * 600, "a\x00b", "\ud800", "12", "-1", "NaN", "1e400", "app:A", "prod"])
DIRT: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), TEXT, st.lists(TEXT, max_size=3), st.just({"key": "a"})
)
NUMBER = st.one_of(DIRT, st.integers(-(10**3), 10**21), st.floats(), st.integers(0, 10**12))
NUMBERS = st.one_of(
    DIRT, st.fixed_dictionaries({}, optional={"repository_size": NUMBER, "wiki_size": NUMBER, "commit_count": NUMBER})
)
PROJECT = st.fixed_dictionaries(
    {},
    optional={
        "statistics": NUMBERS,
        "topics": DIRT,
        "custom_attributes": DIRT,
        "namespace": st.one_of(DIRT, st.fixed_dictionaries({"full_path": DIRT})),
    },
)
GROUP = st.fixed_dictionaries(
    {},
    optional={"statistics": NUMBERS, "root_storage_statistics": NUMBERS, "parent_id": st.none() | st.just(1)},
)


def assert_reconciled(findings: Findings, records: int, again: Findings) -> None:
    """Reckoned apart from the product, in fractions."""
    found: dict[str, Fraction] = {}
    counted: list[tuple[str | None, Decimal | None]] = [(releve.metric, releve.quantity) for releve in findings.releves]
    for metric, quantity in counted + [(reject.metric, reject.quantity) for reject in findings.rejects]:
        if metric is not None and quantity is not None:
            found[metric] = found.get(metric, Fraction(0)) + Fraction(quantity)
    assert found == {metric: Fraction(total) for metric, total in findings.totals.by_metric.items()}
    assert findings.totals.records == records
    assert (again.releves, again.rejects) == (findings.releves, findings.rejects)


def as_json(document: Any) -> bytes:
    return json.dumps(document).encode()


GITLAB = {
    **BASE,
    "statistics": {
        "repository_size": {"metric": "GB", "product": "repository", "divide_by": "1000000000"},
        "wiki_size": {"metric": "GB", "product": "wiki", "divide_by": "1073741824", "scope": "groups"},
        "commit_count": {"metric": "COMMITS", "product": "gitlab", "divide_by": "3", "scope": "top_level_groups"},
    },
    "application": [{"topic_prefix": "app:"}, {"custom_attribute": "application"}, {"field": "namespace.full_path"}],
    "environment": [{"topic_prefix": "env:"}],
}


@DIRTY
@given(projects=st.lists(PROJECT, max_size=8), groups=st.lists(GROUP, max_size=8))
def test_i1_dirty_gitlab(projects: list[Any], groups: list[Any], read_answers: ReadAnswers) -> None:
    answers = [
        (source, as_json([{"id": number, **each} for number, each in enumerate(listed)]))
        for source, listed in ((PAGE, projects), (GROUPS, groups))
    ]
    findings, again = (read_answers(GitlabConnector, GITLAB, *answers) for _ in range(2))
    assert_reconciled(findings, len(projects) + len(groups), again)


MINUTES = {
    **BASE,
    "namespaces": ["gid://gitlab/Group/1"],
    "usage": {
        "minutes": {"metric": "MINUTES", "product": "ci"},
        "sharedRunnersDuration": {"metric": "HOURS", "product": "runner", "divide_by": "3600"},
    },
}
USED = st.fixed_dictionaries(
    {},
    optional={
        "minutes": NUMBER,
        "sharedRunnersDuration": NUMBER,
        "project": st.one_of(DIRT, st.fixed_dictionaries({"namespace": st.fixed_dictionaries({"fullPath": DIRT})})),
    },
)


@DIRTY
@given(projects=st.lists(USED, max_size=8), minutes=NUMBER, duration=NUMBER)
def test_i1_dirty_ci_minutes(projects: list[Any], minutes: Any, duration: Any, read_answers: ReadAnswers) -> None:
    node = {
        "monthIso8601": "2026-10-01",
        "minutes": minutes,
        "sharedRunnersDuration": duration,
        "projects": {"nodes": projects, "pageInfo": {"hasNextPage": False}},
    }
    answer = ("answer", as_json({"data": {"ciMinutesUsage": {"nodes": [node]}}}))
    findings, again = (read_answers(GitlabCiMinutesConnector, MINUTES, answer) for _ in range(2))
    assert_reconciled(findings, len(projects) + 1, again)


SIZE = st.one_of(
    TEXT,
    st.builds("{} bytes".format, st.integers(0, 10**7)),
    st.builds("{:,.2f} {}".format, st.decimals(0, 2000, places=2), st.sampled_from(["KB", "MB", "GB", "TB", "XB"])),
)
REPOSITORY = st.fixed_dictionaries(
    {"repoType": st.sampled_from(["LOCAL", "CACHE", "VIRTUAL", "FEDERATED", "NA", None]), "usedSpace": SIZE},
    optional={"projectKey": DIRT, "usedSpaceInBytes": st.none() | st.integers(-5, 10**15)},
)


def bytes_of(row: dict[str, Any]) -> Fraction:
    if row.get("usedSpaceInBytes") is not None:
        return Fraction(row["usedSpaceInBytes"])
    try:
        return Fraction(parse_size(row["usedSpace"], 1024, ".").of_bytes)
    except BadQuantity:
        return Fraction(0)


@DIRTY
@given(rows=st.lists(REPOSITORY, max_size=8), deduplicated=st.booleans(), on_disk=st.integers(0, 10**12))
def test_i1_dirty_artifactory(
    rows: list[dict[str, Any]], deduplicated: bool, on_disk: int, read_answers: ReadAnswers
) -> None:
    named = [{"repoKey": f"repo-{number}", **row} for number, row in enumerate(rows)]
    counted = [row for row in named if row["repoType"] != "VIRTUAL"]
    total = {"repoKey": "TOTAL", "repoType": "NA", "usedSpaceInBytes": 0}
    # Readable sizes hold halves of bytes, at most; a total of bytes is what they come to within that.
    total["usedSpaceInBytes"] = round(sum(map(bytes_of, counted), Fraction(0)))
    document = {"binariesSummary": {"binariesSize": f"{on_disk} bytes"}, "repositoriesSummaryList": [*named, total]}
    config = {
        **BASE,
        "metric": "GB",
        "product": "artifactory",
        "deduplicated": deduplicated,
        "conversion": {"divide_by": "3"},
        "application": [{"field": "projectKey"}, {"field": "repoKey", "pattern": "^repo-([0-3])"}],
    }
    answer = ("answer", as_json(document))
    findings, again = (read_answers(ArtifactoryConnector, config, answer) for _ in range(2))
    nothing_held = deduplicated and not any(bytes_of(row) > 0 for row in counted)
    assert_reconciled(findings, len(counted) + nothing_held, again)
    if deduplicated:
        negative = sum((Fraction(r.quantity or 0) for r in findings.rejects if (r.quantity or 0) < 0), Fraction(0))
        assert abs(Fraction(findings.totals.by_metric["GB"]) - negative - Fraction(on_disk, 3)) <= Fraction(1, 10**18)


SONAR = {
    **BASE,
    "measures": {
        "ncloc": {"metric": "KLOC", "product": "sonarqube", "divide_by": "1000"},
        "files": {"metric": "FILES", "product": {"field": "visibility"}, "divide_by": "7"},
    },
    "application": [{"tag_prefix": "app:"}, {"field": "name"}],
}
SONAR_PROJECT = st.fixed_dictionaries(
    {},
    optional={
        "qualifier": st.sampled_from(["TRK", "APP", None]),
        "tags": DIRT,
        "name": DIRT,
        "visibility": DIRT,
        "analysisDate": st.none() | st.just("2026-10-02T03:00:00+0200"),
    },
)
MEASURE = st.tuples(st.integers(0, 9), st.sampled_from(["ncloc", "files"]))


@DIRTY
@given(projects=st.lists(SONAR_PROJECT, max_size=8), measures=st.dictionaries(MEASURE, NUMBER, max_size=12))
def test_i1_dirty_sonarqube(
    projects: list[dict[str, Any]], measures: dict[tuple[int, str], Any], read_answers: ReadAnswers
) -> None:
    components = [{"key": f"p{number}", **each} for number, each in enumerate(projects)]
    listed = [{"component": f"p{number}", "metric": metric, "value": v} for (number, metric), v in measures.items()]
    answers = (
        ("projects", as_json({"paging": {"pageIndex": 1, "total": len(projects)}, "components": components})),
        ("measures", as_json({"measures": listed})),
    )
    findings, again = (read_answers(SonarqubeConnector, SONAR, *answers) for _ in range(2))
    assert_reconciled(findings, len(projects), again)
