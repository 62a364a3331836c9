"""What the documents promise is what the code has: settings, events, files."""

import re
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from export_group.settings import ExportSettings
from finops_contract.events import TYPES
from finops_runtime.ingest.worker import IngestSettings
from load_facts.settings import LoadSettings
from load_group.settings import GroupSettings
from query_api.settings import ApiSettings
from refresh_mvs.settings import RefreshSettings

ROOT = Path(__file__).parents[3]
FUNCTIONS = sorted(path.name for path in (ROOT / "functions").iterdir() if (path / "main.py").exists())
SETTINGS: dict[str, type[BaseSettings]] = {
    "ingest_open": IngestSettings,
    "ingest_cloud": IngestSettings,
    "ingest_native": IngestSettings,
    "load_facts": LoadSettings,
    "load_group": GroupSettings,
    "refresh_mvs": RefreshSettings,
    "export_group": ExportSettings,
    "query_api": ApiSettings,
}
COMMON = (ROOT / "shared" / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    ROOT / "README.md",
    *ROOT.glob("docs/**/*.md"),
    *ROOT.glob("functions/*/README.md"),
    ROOT / "shared" / "README.md",
    ROOT / "local" / "README.md",
]


def readme_of(function: str) -> str:
    return (ROOT / "functions" / function / "README.md").read_text(encoding="utf-8")


def test_every_function_is_known_here() -> None:
    assert set(SETTINGS) == set(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_setting_is_documented(function: str) -> None:
    text = readme_of(function) + COMMON
    missing = [name.upper() for name in SETTINGS[function].model_fields if f"`{name.upper()}`" not in text]
    assert missing == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_documented_setting_exists(function: str) -> None:
    documented = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", readme_of(function), flags=re.MULTILINE))
    known = {name.upper() for name in SETTINGS[function].model_fields}
    assert documented - known == set()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_readme_says_what_the_unit_is_and_points_to_the_common_settings(function: str) -> None:
    text = readme_of(function)
    assert f"FUNCTION_TARGET={function}" in text
    assert "../../shared/README.md" in text


def test_every_event_type_is_documented() -> None:
    text = "".join(readme_of(function) for function in FUNCTIONS)
    assert [kind for kind in TYPES if f"`{kind}`" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_is_broken(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {target for target in targets if f"\n{target}: " not in makefile} == set()
