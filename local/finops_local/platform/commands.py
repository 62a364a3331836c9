"""Command lines of what the platform starts, and the environment they begin with."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from finops_local.platform.supervised import Address, ProcessSpec

_INHERITED: Final = frozenset(
    {
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "TMPDIR",
        "LANG",
        "TZ",
        "LD_LIBRARY_PATH",
        "VIRTUAL_ENV",
        "PYTHONPATH",
        "PYTHONWARNINGS",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "REQUESTS_CA_BUNDLE",
        "XDG_RUNTIME_DIR",
        "COVERAGE_PROCESS_START",
    }
)


def base_environment() -> dict[str, str]:
    """What every process may know of ours: enough to run, no settings and no secrets of the shell that started us."""
    inherited = {name: value for name, value in os.environ.items() if name in _INHERITED or name.startswith("LC_")}
    return {**inherited, "PYTHONUNBUFFERED": "1"}


def instance_names(function: str, count: int) -> tuple[str, ...]:
    """Its processes: `load_facts`, `load_facts-2` and so on."""
    return (function, *(f"{function}-{number}" for number in range(2, count + 1)))


def service_name(function: str) -> str:
    """Its Knative service."""
    return function.replace("_", "-")


FRAMEWORK: Final[tuple[str | Path, ...]] = (sys.executable, "-m", "functions_framework")


def function_spec(
    address: Address, folder: Path, env: Mapping[str, str], launcher: Sequence[str | Path] = FRAMEWORK
) -> ProcessSpec:
    """Run `<folder>/main.py` under functions-framework, its target the function of the folder's name."""
    argv: list[str | Path] = [*launcher, "--source", folder / "main.py", "--target", folder.name]
    argv += ["--host", "127.0.0.1", "--port", "{port}"]
    return ProcessSpec(address, argv, {**base_environment(), **env}, folder, "/readyz")


def broker_spec(
    address: Address,
    manifests: Sequence[Path],
    state_dir: Path,
    subscribers: Mapping[str, Sequence[str]],
    dead_letters: Path,
    options: Sequence[str],
) -> ProcessSpec:
    """Run the broker over folders of manifests; `subscribers` maps services to URLs, `options` are its own."""
    file = state_dir / "subscribers.json"
    file.write_text(json.dumps(dict(subscribers)))
    argv: list[str | Path] = [sys.executable, "-m", "finops_local.broker", "--manifests", *manifests]
    argv += ["--port", "{port}", "--subscribers", file, "--dead-letters", dead_letters, *options]
    return ProcessSpec(address, argv, base_environment(), state_dir, "/readyz")
