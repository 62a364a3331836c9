"""Code quality: SonarQube's licence is paid by lines of code, so projects count by theirs."""

from typing import Any

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Family, Metric, Stub, priced
from finops_local.sample.company import LEVEL, Company
from finops_local.sample.places import Places

_TOKEN = "SOURCE_SONARQUBE_TOKEN"  # noqa: S105 - the variable's name, not a token
_PARTS = ("backend", "frontend")


def _config(places: Places) -> dict[str, Any]:
    return {
        "source": "sonarqube",
        "base_url": places.url("sonarqube"),
        "auth": {"kind": "bearer", "token": {"env": _TOKEN}},
        "per_page": 100,
        "measures": {"ncloc": {"metric": "CODE_LINE", "product": "sonarqube-analysis"}},
        "application": [{"field": "key", "pattern": "^([^:]+):"}],
    }


def _holds(company: Company, period: Period, _: Places) -> dict[str, Any]:
    """The projects at the end of that month: one was never analysed, one has no readable measure, one is nobody's."""
    age = company.age(period)
    projects = [_project("trainee-2:sandbox", period, "1203"), _project("hackathon", period, "0")]
    for application in company.users("native", age)[::2]:
        random = company.random(f"sonarqube/{application.index}")
        for part in _PARTS[: 1 + application.index % 2]:
            lines = company.level(application, age) * random.randrange(4_000, 60_000) // LEVEL
            projects.append(_project(f"{application.short_name}:{part}", period, str(lines)))
    del projects[1]["measures"], projects[1]["analysisDate"]
    projects[-1]["measures"] = {"ncloc": "n/a"}
    return {"projects": projects}


def _project(key: str, period: Period, lines: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": key.replace(":", " "),
        "qualifier": "TRK",
        "visibility": "private",
        "tags": [],
        "analysisDate": f"{period}-02T03:00:00+0100",
        "measures": {"ncloc": lines},
    }


CODE_QUALITY = Domain(
    "code_quality",
    "Code quality",
    "ingest_native",
    "sonarqube",
    "sonarqube",
    _config,
    (Family("code-analysis", "Code analysis", (priced("sonarqube-analysis", "SonarQube", CODE_LINE="0.00042"),)),),
    (Metric("CODE_LINE", "line", "Lines of code", "Lignes de code"),),
    stubs=(Stub("sonarqube", _holds, _TOKEN),),
    secrets=(_TOKEN,),
)
