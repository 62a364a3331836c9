"""docs/how-to/deploy.md names what there is, and what the vault must hold."""

import pytest

from tests.infra.rendered import KNATIVE, ROOT, rendered

GUIDE = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
FOLDERS = [f"{kind}/{path.name}" for kind in ("overlays", "components") for path in sorted((KNATIVE / kind).iterdir())]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_overlay_and_component_is_described(folder: str) -> None:
    assert f"`{folder}`" in GUIDE


@pytest.mark.parametrize("bundle", ["overlays/production-kafka", "overlays/production/migrations/pre"])
def test_everything_that_the_vault_must_hold_is_listed(bundle: str) -> None:
    for each in rendered(bundle).of("external-secrets.io", "ExternalSecret"):
        for asked in each["spec"].get("data", []):
            path, name = asked["remoteRef"]["key"], asked["remoteRef"]["property"]
            (row,) = [
                line for line in GUIDE.splitlines() if line.startswith("| `") and f"`{path}`" in line.split("|")[1]
            ]
            assert f"`{name}`" in row.split("|")[2]
