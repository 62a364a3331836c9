"""Artifactory's storage summary: its repositories, and the TOTAL that they must add up to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from finops_contract.errors import SourceMalformed
from finops_contract.quantity import EXACT, BadQuantity
from finops_runtime.ingest import exact_json
from finops_runtime.ingest.exact_json import number_of
from ingest_native.artifactory.config import ArtifactoryConfig
from ingest_native.artifactory.size import Size, parse_size


@dataclass(frozen=True, slots=True)
class Repository:
    """One row of the summary, as read; `size` is None where `problem` says why."""

    document: dict[str, Any]
    size: Size | None
    problem: BadQuantity | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows that hold bytes of their own, in the order of the answer, and the whole answer."""

    document: dict[str, Any]
    repositories: list[Repository]


def summary_of(body: bytes, config: ArtifactoryConfig, where: str) -> Summary:
    """What an answer holds; raises SourceMalformed when it is no storage summary, or not all of it.

    Virtual repositories only show what others hold, and are left out. The row TOTAL is Artifactory's own sum: the
    others must agree with it as far as rounding to readable sizes allows, or part of the answer is missing.
    """
    document = exact_json.loads(body, where)
    rows = document.get("repositoriesSummaryList") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceMalformed(f"{where}: the answer is not a storage summary")
    totals = [row for row in rows if _is_total(row)]
    if len(totals) != 1:
        raise SourceMalformed(f"{where}: {len(totals)} rows TOTAL instead of one: this is not the whole summary")
    counted = [row for row in rows if not _is_total(row) and row.get("repoType") != "VIRTUAL"]
    keys = [row.get("repoKey") for row in counted if isinstance(row.get("repoKey"), str)]
    if len(set(keys)) < len(keys):
        raise SourceMalformed(f"{where}: a repository comes twice")
    repositories = [_repository(row, config) for row in counted]
    _check_total(_repository(totals[0], config), repositories, where)
    return Summary(document, repositories)


def binaries_of(summary: Summary, config: ArtifactoryConfig, where: str) -> Decimal:
    """How many bytes the binaries take on disk, each kept once; raises SourceMalformed when that cannot be read."""
    binaries = summary.document.get("binariesSummary")
    text = binaries.get("binariesSize") if isinstance(binaries, dict) else None
    try:
        size = parse_size(str(text), config.unit_base, config.decimal_mark).of_bytes
    except BadQuantity as error:
        raise SourceMalformed(f"{where}: binariesSize: {error}") from error
    if size < 0:
        raise SourceMalformed(f"{where}: binariesSize is negative")
    return size


def _is_total(row: dict[str, Any]) -> bool:
    # A repository of people's own may bear that name, but it has a type.
    return row.get("repoKey") == "TOTAL" and row.get("repoType") in ("NA", None)


def _repository(row: dict[str, Any], config: ArtifactoryConfig) -> Repository:
    try:
        return Repository(row, _size(row, config), None)
    except BadQuantity as error:
        return Repository(row, None, error)


def _size(row: dict[str, Any], config: ArtifactoryConfig) -> Size:
    """The bytes where the version gives them, else the readable size."""
    if row.get("usedSpaceInBytes") is not None:
        return Size(number_of(row["usedSpaceInBytes"]), Decimal(0))
    readable = row.get("usedSpace")
    if readable is None:
        raise BadQuantity("missing_number", "neither usedSpaceInBytes nor usedSpace is there")
    if not isinstance(readable, str):
        raise BadQuantity("unreadable_size", "usedSpace is not a text such as '1.50 GB'")
    return parse_size(readable, config.unit_base, config.decimal_mark)


def _check_total(total: Repository, repositories: list[Repository], where: str) -> None:
    if total.size is None:
        raise SourceMalformed(f"{where}: the row TOTAL has no size: {total.problem}")
    readable = [repository.size for repository in repositories if repository.size is not None]
    missing, within = total.size.of_bytes, total.size.within
    for size in readable:
        missing, within = EXACT.subtract(missing, size.of_bytes), EXACT.add(within, size.within)
    # Rows that cannot be read are rejected one by one; they may be what is missing.
    explained = missing > 0 and len(readable) < len(repositories)
    if missing.copy_abs() > within and not explained:
        raise SourceMalformed(
            f"{where}: TOTAL is {missing.copy_abs():f} bytes {'more' if missing > 0 else 'less'} than its "
            "repositories: this is not the whole summary"
        )
