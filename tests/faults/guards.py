"""`python -m tests.faults.guards`: nights must notice when a guard is taken out.

Each guard of guards.toml is taken out of a copy of the project, whose functions then live through nights of the
thousand that have the trouble it stands against, until one is not harmless. Exit code 0: every guard was missed by some
night; 1: some were not.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.faults.plan import planned

REPOSITORY = Path(__file__).parents[2]
GUARDS = Path(__file__).with_name("guards.toml")
NIGHTS = range(1, 1001)
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__")


@dataclass(frozen=True, slots=True)
class Removal:
    """A text of a file, and what stands there without the guard."""

    file: str
    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Guard:
    """`nights` have one of these troubles, as their descriptions say it, ` & ` for two of them; empty: any night."""

    name: str
    why: str
    nights: tuple[str, ...]
    removals: tuple[Removal, ...]

    def seeds(self) -> Iterator[int]:
        """The nights that should notice, the first ones first."""
        for seed in NIGHTS:
            described = planned(seed).described()
            if not self.nights or any(_has(described, trouble) for trouble in self.nights):
                yield seed


def _has(described: str, trouble: str) -> bool:
    return all(part in described for part in trouble.split(" & "))


def guards() -> list[Guard]:
    """As guards.toml has them."""
    with GUARDS.open("rb") as file:
        tables = tomllib.load(file)
    return [
        Guard(name, table["why"], tuple(table.get("nights", ())), tuple(Removal(**one) for one in table["out"]))
        for name, table in tables.items()
    ]


def take_out(project: Path, guard: Guard) -> None:
    """Take it out of a copy of the project; raises ValueError when it is not there, once."""
    for removal in guard.removals:
        file = project / removal.file
        text = file.read_text()
        if text.count(removal.text) != 1:
            raise ValueError(f"{removal.file} holds it {text.count(removal.text)} times: {removal.text}")
        file.write_text(text.replace(removal.text, removal.without))


def main() -> int:
    """Take out one after the other."""
    known = guards()
    parser = argparse.ArgumentParser(prog="python -m tests.faults.guards", description=__doc__)
    parser.add_argument("--nights", type=int, default=12, help="how many nights each gets, at most (%(default)s)")
    parser.add_argument("--only", nargs="+", metavar="GUARD", choices=[each.name for each in known], default=())
    parser.add_argument("--worlds", type=int, default=2, help="how many guards at once (%(default)s)")
    options = parser.parse_args()
    chosen = [each for each in known if not options.only or each.name in options.only]
    unnoticed = 0
    with ThreadPoolExecutor(options.worlds) as pool:
        living = {pool.submit(_lived_without, guard, options.nights): guard for guard in chosen}
        for lived in as_completed(living):
            noticed = _first_violation(lived.result())
            print(f"{living[lived].name}: {noticed or 'nobody noticed: ' + lived.result()[-300:]}", flush=True)
            unnoticed += not noticed
    return 1 if unnoticed else 0


def _lived_without(guard: Guard, nights: int) -> str:
    """What nights without it say, until one is not harmless."""
    seeds = ",".join(map(str, islice(guard.seeds(), nights)))
    with tempfile.TemporaryDirectory(prefix="without-a-guard-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(REPOSITORY, copy, ignore=_LEFT_OUT)
        take_out(copy, guard)
        return subprocess.run(
            [sys.executable, "-m", "tests.faults", "--seeds", seeds, "--code", copy, "--stop"],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        ).stdout


def _first_violation(said: str) -> str:
    """With its night; empty when there was none."""
    night = ""
    for line in said.splitlines():
        if "VIOLATION" in line:
            return f"{night}: {line.partition('VIOLATION')[2].strip()[:300]}"
        night = f"night {line.partition(' -> ')[0]}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
