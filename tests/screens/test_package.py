"""`make plugin`: what another Backstage gets is whole."""

import json
import re
import subprocess
import tarfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked."""
    made = subprocess.run(
        ["make", "--no-print-directory", "plugin"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    folder = tmp_path_factory.mktemp("package")
    with tarfile.open(ROOT / made.stdout.splitlines()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def test_what_it_names_is_in_it(package: Path) -> None:
    said = json.loads((package / "package.json").read_text())
    exported = [name for name in said["exports"]["."].values() if name.startswith("./")]
    named = [said["main"], said["types"], said["configSchema"], *exported]
    assert exported
    assert [name for name in named if not (package / name).is_file()] == []


def test_no_bundler_drops_its_styles(package: Path) -> None:
    """An import for its effect alone is left out, unless the package says that it has one."""
    effects = json.loads((package / "package.json").read_text())["sideEffects"]
    imported = {
        (module.parent / name).resolve()
        for module in (package / "dist").rglob("*.esm.js")
        for name in re.findall(r"^import '(\.[^']+)';$", module.read_text(), re.MULTILINE)
    }
    assert {path.name for path in imported} >= {"palette.css.esm.js", "backstage-ui.css.esm.js"}
    assert [path for path in imported if not any(fnmatch(path.name, effect) for effect in effects)] == []
