"""docs/how-to/deploy.md names what there is, and what the vault must hold; sizing.md why sizes are what they are."""

import math
import re

import pytest

from tests.infra.rendered import FUNCTIONS, KNATIVE, ROOT, home_of, pod_of, rendered

GUIDE = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
SIZING = (ROOT / "docs" / "how-to" / "sizing.md").read_text(encoding="utf-8")
FOLDERS = [f"{kind}/{path.name}" for kind in ("overlays", "components") for path in sorted((KNATIVE / kind).iterdir())]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_overlay_and_component_is_described(folder: str) -> None:
    assert f"`{folder}`" in GUIDE


@pytest.mark.parametrize(
    "bundle",
    [
        "overlays/production-kafka",
        "overlays/production/migrations/pre",
        "overlays/production + export-group",
        "overlays/group",
        "overlays/group/migrations/pre",
    ],
)
def test_everything_that_the_vault_must_hold_is_listed(bundle: str) -> None:
    for each in rendered(bundle).of("external-secrets.io", "ExternalSecret"):
        for asked in each["spec"].get("data", []):
            path, name = asked["remoteRef"]["key"], asked["remoteRef"]["property"]
            (row,) = [
                line for line in GUIDE.splitlines() if line.startswith("| `") and f"`{path}`" in line.split("|")[1]
            ]
            assert f"`{name}`" in row.split("|")[2]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_sizes_of_a_function_follow_from_what_was_measured(function: str) -> None:
    row = re.search(rf"^\| {function} \|(.*)\|$", SIZING, re.MULTILINE)
    assert row is not None
    idle, peak, _, at_once, request, limit = (cell.strip() for cell in row[1].split("|"))
    pod = pod_of(home_of(function).functions()[function])
    resources = pod["containers"][0]["resources"]
    assert (resources["requests"]["memory"], resources["limits"]["memory"]) == (request, limit)
    assert pod["containerConcurrency"] == int(at_once)
    measured = 1 if function == "query-api" else int(at_once)  # its readers came all at once
    most = int(idle) + measured * (int(peak) - int(idle))
    assert limit == f"{max(256, 128 * math.ceil(1.5 * most / 128))}Mi"
    assert request == f"{32 * math.ceil(int(idle) / 32)}Mi"
