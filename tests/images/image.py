"""The file system that an image of ours would have, made by the Dockerfile's own lines, and its container's process.

There is no Docker here: `/app` and `/build` become folders of a temporary one, the interpreter is this machine's, and
uv (the stage `tools`) is the workspace's, installed from the same locked file.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.images.dockerfile import Copy, Stage, read

ROOT = Path(__file__).parents[2]
GIVEN_STAGES = {"tools", "base"}
_OURS = re.compile(r"(?<![\w.])/(app|build)\b")


@dataclass(frozen=True)
class Image:
    """An image that was built below `root`."""

    stage: Stage
    root: Path

    def path(self, inside: str) -> Path:
        """Where a path of the container is."""
        return self.root / inside.lstrip("/")

    def start(
        self,
        environment: Mapping[str, str],
        command: tuple[str, ...] | None = None,
        output: IO[str] | int = subprocess.PIPE,
    ) -> "subprocess.Popen[str]":
        """Run the image's command, or another in it, as its user (when we are root) with its environment alone."""
        own = {name: _OURS.sub(rf"{self.root}/\1", value) for name, value in self.stage.environment.items()}
        argv = command or self.stage.command
        program = shutil.which(argv[0], path=own["PATH"])
        assert program is not None, f"{argv[0]} is not in the image's PATH {own['PATH']}"
        assert Path(program).is_relative_to(self.root), f"{argv[0]} is none of the image's: {program}"
        user, group = (int(part) for part in self.stage.user.split(":"))
        other = os.geteuid() == 0
        return subprocess.Popen(
            [program, *argv[1:]],
            env={**own, **environment},
            cwd=self.path(self.stage.working_folder),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            user=user if other else None,
            group=group if other else None,
            extra_groups=[] if other else None,
        )


def build(target: str, arguments: Mapping[str, str], root: Path) -> Image:
    """Make the image of a stage of our Dockerfile below `root`, which nobody may write to afterwards."""
    stages = read(ROOT / "Dockerfile", arguments)
    stage = stages[target]
    for step in stage.steps:
        assert isinstance(step, Copy), f"{target} runs {step}: what runs must be only copied"
        assert step.stage is not None, f"{target} copies {step.sources} from outside of the build"
        _make(stages[step.stage], stages, arguments, root)
        assert (step.sources, step.target) == (("/app",), "/app"), "this builder knows no other"
    shutil.rmtree(root / "build")
    for folder in [root / "app", *(path for path in (root / "app").rglob("*") if path.is_dir())]:
        folder.chmod(0o555)
    return Image(stage, root)


def delete(image: Image) -> None:
    """Remove what build() made."""
    for folder in [image.root / "app", *(path for path in (image.root / "app").rglob("*") if path.is_dir())]:
        folder.chmod(0o755)
    shutil.rmtree(image.root)


def _make(stage: Stage, stages: Mapping[str, Stage], arguments: Mapping[str, str], root: Path) -> None:
    assert stage.base in GIVEN_STAGES, f"{stage.name} begins with {stage.base}"
    for step in stage.steps:
        if isinstance(step, Copy):
            _copy(step, root)
        else:
            _run(step, arguments, root)


def _copy(step: Copy, root: Path) -> None:
    target = root / step.target.lstrip("/")
    for name in step.sources:
        source = ROOT / name
        assert _reaches_the_builder(name), f".dockerignore keeps {name} from the builder"
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.md"), dirs_exist_ok=True)
        else:
            place = target / source.name if step.target.endswith("/") else target
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)


def _reaches_the_builder(name: str) -> bool:
    """Whether .dockerignore, which refuses everything first, lets a file or folder through."""
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    assert rules[0] == "*"
    allowed = [rule[1:] for rule in rules if rule.startswith("!")]
    folder = (ROOT / name).is_dir()
    return any(
        Path(name).match(rule.rstrip("/")) and len(Path(name).parts) == rule.rstrip("/").count("/") + 1
        for rule in allowed
        if folder or not rule.endswith("/")
    )


def _run(line: str, arguments: Mapping[str, str], root: Path) -> None:
    bin_folder = Path(sys.executable).parent
    done = subprocess.run(
        ["/bin/sh", "-ec", _OURS.sub(rf"{root}/\1", line)],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        env={**_proxies(), **arguments, "PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": os.environ.get("HOME", "/tmp")},
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def _proxies() -> dict[str, str]:
    """How uv reaches the registries from here, and where it keeps what it has read."""
    names = ("UV_", "PIP_", "SSL_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
    return {name: value for name, value in os.environ.items() if name.startswith(names)}
