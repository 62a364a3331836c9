"""One version, said once a place, and a changelog that knows it."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

from finops_runtime.settings import EntitySettings
from tests.releases import previous

ROOT = Path(__file__).parents[3]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
UNITS = ["shared", "sql", "local", "clients/finops_client", *(str(path) for path in (ROOT / "functions").iterdir())]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
HEADINGS = re.findall(r"^## \[(.+)\](?: - (\S+))?$", CHANGELOG, flags=re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_the_version_is_a_semantic_one() -> None:
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", VERSION)


def test_every_unit_has_it() -> None:
    found = {unit: tomllib.loads((ROOT / unit / "pyproject.toml").read_text())["project"]["version"] for unit in UNITS}
    assert found == dict.fromkeys(UNITS, VERSION)


def test_every_package_of_the_screens_has_it() -> None:
    files = [ROOT / "backstage/package.json", *(ROOT / "backstage").glob("p*/*/package.json")]
    assert {json.loads(file.read_text())["version"] for file in files} == {VERSION}


def test_a_function_that_is_not_told_says_it() -> None:
    assert EntitySettings.model_fields["finops_version"].default == VERSION


def test_every_image_in_the_manifests_is_of_it() -> None:
    images = {
        "".join(match)
        for file in (ROOT / "infra").rglob("*.yaml")
        for match in re.findall(r"image: \S*rosetta-finops/[a-z-]+:(\S+)|newTag: (\S+)", file.read_text())
    }
    assert images == {VERSION}
    assert f"\nARG VERSION={VERSION}\n" in (ROOT / "Dockerfile").read_text()


def test_the_changelog_goes_from_what_is_to_come_down_to_the_first_release() -> None:
    (to_come, no_day), *released = HEADINGS
    assert (to_come, no_day) == ("Unreleased", "")
    versions = [version for version, _ in released]
    assert versions[0] == VERSION
    assert versions == sorted(versions, key=parts, reverse=True)
    days = [date.fromisoformat(day) for _, day in released]
    assert days == sorted(days, reverse=True)
    assert set(re.findall(r"^### (.+)$", CHANGELOG, flags=re.MULTILINE)) <= KINDS


def test_what_came_since_the_release_before_names_its_migrations() -> None:
    since, _ = CHANGELOG.split(f"\n## [{previous.version()}]")
    known = set(previous.migrations())
    new = [path.stem for path in sorted((ROOT / "sql" / "migrations").iterdir()) if path.stem not in known]
    assert [name for name in new if f"`{name[:4]}` ({name.split('_')[1]})" not in since] == []


def test_the_release_before_is_one_of_the_changelog_and_not_a_later_one() -> None:
    assert previous.version() in [version for version, _ in HEADINGS]
    assert parts(previous.version()) <= parts(VERSION)
