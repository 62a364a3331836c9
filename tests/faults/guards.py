"""`python -m tests.faults.guards`: nights must notice when a guard is taken out.

Each guard of guards.toml is taken out of a copy of the project, in which nights are lived through until one is not
harmless. Exit code 0: every guard was missed by some night; 1: some were not.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
GUARDS = Path(__file__).with_name("guards.toml")
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".local", ".isolated", ".*_cache", "__pycache__", ".hypothesis")


def guards() -> dict[str, dict[str, str]]:
    """Name -> why, file, text, without."""
    with GUARDS.open("rb") as file:
        return tomllib.load(file)


def take_out(folder: Path, guard: dict[str, str]) -> None:
    """Take it out of the project in `folder`; raises ValueError when it is not there, once."""
    file = folder / guard["file"]
    text = file.read_text()
    if text.count(guard["text"]) != 1:
        raise ValueError(f"{guard['file']} holds it {text.count(guard['text'])} times: {guard['text']}")
    file.write_text(text.replace(guard["text"], guard["without"]))


def main() -> int:
    """Take out one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.guards", description=__doc__)
    parser.add_argument("--seeds", default="1-60", help="which nights each gets, at most (%(default)s)")
    parser.add_argument("--only", nargs="+", metavar="GUARD", choices=list(guards()), help="these guards")
    parser.add_argument("--worlds", default="2", help="how many nights at once (%(default)s)")
    options = parser.parse_args()
    unnoticed = []
    for name, guard in guards().items():
        if not options.only or name in options.only:
            done = _lived_without(guard, options)
            noticed = _first_violation(done)
            # Nights that could not even begin have noticed nothing.
            why_not = "nobody noticed" if done.returncode == 0 else f"it did not get that far: {done.stdout[-300:]}"
            print(f"{name}: {noticed or why_not}", flush=True)
            unnoticed += [] if noticed else [name]
    return 1 if unnoticed else 0


def _lived_without(guard: dict[str, str], options: argparse.Namespace) -> "subprocess.CompletedProcess[str]":
    """Nights without it, until one is not harmless."""
    with tempfile.TemporaryDirectory(prefix="without-a-guard-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(REPOSITORY, copy, ignore=_LEFT_OUT)
        take_out(copy, guard)
        packages = [copy, copy / "shared", copy / "sql", copy / "local", *sorted((copy / "functions").iterdir())]
        return subprocess.run(
            [sys.executable, "-m", "tests.faults", "--seeds", options.seeds, "--worlds", options.worlds, "--stop"],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, packages))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


def _first_violation(done: "subprocess.CompletedProcess[str]") -> str:
    """With its night; empty when there was none."""
    night = ""
    for line in done.stdout.splitlines():
        if "VIOLATION" in line:
            return f"{night}: {line.partition('VIOLATION')[2].strip()[:300]}"
        night = f"night {line.partition(':')[0]}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
