"""Build artifacts: Artifactory's repositories by the space they take, as people read sizes."""

from typing import Any

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Family, Metric, Stub, priced
from finops_local.sample.company import LEVEL, Company
from finops_local.sample.places import Places

_TOKEN = "SOURCE_ARTIFACTORY_TOKEN"  # noqa: S105 - the variable's name, not a token
_PACKAGES = ("Docker", "Maven")
_BYTES_PER_GB = "1073741824"


def _config(places: Places) -> dict[str, Any]:
    return {
        "source": "artifactory",
        "base_url": f"{places.url('artifactory')}/artifactory",
        "auth": {"kind": "bearer", "token": {"env": _TOKEN}},
        "metric": "ARTIFACT_GB_MONTH",
        "product": {"field": "packageType"},
        "conversion": {"divide_by": _BYTES_PER_GB},
        "application": [{"field": "repoKey", "pattern": "^(.+)-(?:docker|maven)-local$"}],
    }


def _holds(company: Company, period: Period, _: Places) -> dict[str, Any]:
    """The storage summary at the end of that month. Sizes are hundredths of a GB until they are written."""
    age = company.age(period)
    sizes = {("libs-snapshot-local", "Maven"): 31_250, ("hackathon-docker-local", "Docker"): 7_777}
    for application in company.users("artifacts", age):
        random = company.random(f"artifactory/{application.index}")
        level = company.level(application, age)
        for package in _PACKAGES[: 1 + application.index % 2]:
            name = f"{application.short_name}-{package.lower()}-local"
            sizes[name, package] = level * random.randrange(600, 4_000) // LEVEL
    rows = [_row(name, "LOCAL", package, _readable(size)) for (name, package), size in sizes.items()]
    rows[-1]["usedSpace"] = "N/A"
    total = _row("TOTAL", "NA", None, _readable(sum(sizes.values())))
    return {
        "storageinfo": {
            "binariesSummary": {"binariesCount": "125,726", "binariesSize": "348.20 GB", "optimization": "58.20%"},
            "repositoriesSummaryList": [*rows, _row("docker", "VIRTUAL", "Docker", "0 bytes"), total],
        }
    }


def _row(name: str, kind: str, package: str | None, size: str) -> dict[str, Any]:
    row = {"repoKey": name, "repoType": kind, "foldersCount": 10, "filesCount": 100, "usedSpace": size}
    return row if package is None else {**row, "packageType": package}


def _readable(size: int) -> str:
    """Hundredths of a GB as Artifactory shows them: two decimals of GB, or of TB from 1024 GB on."""
    unit = "GB"
    if size >= 1024 * 100:
        size, unit = (size + 512) // 1024, "TB"
    return f"{size // 100}.{size % 100:02d} {unit}"


ARTIFACTS = Domain(
    "artifacts",
    "Build artifacts",
    "ingest_native",
    "artifactory",
    "artifactory",
    _config,
    (
        Family(
            "artifact-repositories",
            "Repositories",
            (
                priced("artifacts-docker", "Container images", "Docker", ARTIFACT_GB_MONTH="0.24"),
                priced("artifacts-maven", "Java libraries", "Maven", ARTIFACT_GB_MONTH="0.19"),
            ),
        ),
    ),
    (Metric("ARTIFACT_GB_MONTH", "GB x month", "Artifact space", "Espace des artefacts"),),
    stubs=(Stub("artifactory", _holds, _TOKEN),),
    secrets=(_TOKEN,),
)
