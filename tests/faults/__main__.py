"""`python -m tests.faults --seeds 1-1000`: so many nights, each with its own trouble; one line a night in a file.

A file that is there already is gone on with. Exit code 0: every night was harmless; 1: some were not.
"""

import argparse
import csv
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.faults.campaign import outcomes
from tests.faults.night import Outcome

_COLUMNS = ("seed", "commit", "result", "seconds", "readings", "runs", "points", "trouble", "violations")
_HARMLESS = "harmless"


def main() -> int:
    """Live through the nights that are not in the file yet."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seeds", default="1-20", help="which nights: 7, 1-1000 or 3,5,8-9 (%(default)s)")
    parser.add_argument("--out", type=Path, help="CSV file, one line a night; nights in it are not lived through again")
    parser.add_argument("--worlds", type=int, default=1, help="how many nights at once, each on a platform of its own")
    parser.add_argument("--logs", type=Path, help="folder for what the processes said until the end of a bad night")
    parser.add_argument("--code", type=Path, help="a copy of the project whose functions take the nights")
    parser.add_argument("--stop", action="store_true", help="end with the first night that is not harmless")
    options = parser.parse_args()
    results = _done(options.out) if options.out else {}
    asked = list(_seeds(options.seeds))
    for outcome in outcomes(
        [seed for seed in asked if seed not in results], options.worlds, options.logs, options.code
    ):
        _tell(outcome)
        results[outcome.seed] = _result(outcome)
        if options.out:
            _write(options.out, outcome)
        if options.stop and outcome.violations:
            break
    bad = [seed for seed in asked if results.get(seed) != _HARMLESS]
    print(f"{len(asked) - len(bad)} of {len(asked)} nights were harmless" + (f"; not: {bad}" if bad else ""))
    return 1 if bad else 0


def _seeds(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _done(file: Path) -> dict[int, str]:
    if not file.exists():
        return {}
    with file.open(newline="") as lines:
        return {int(line["seed"]): line["result"] for line in csv.DictReader(lines)}


def _write(file: Path, outcome: Outcome) -> None:
    is_new = not file.exists()
    with file.open("a", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        if is_new:
            writer.writerow(_COLUMNS)
        writer.writerow(
            (
                outcome.seed,
                _commit(),
                _result(outcome),
                f"{outcome.seconds:.1f}",
                outcome.readings,
                "; ".join(outcome.runs),
                " ".join(outcome.met),
                outcome.trouble,
                " | ".join(outcome.violations),
            )
        )


@cache
def _commit() -> str:
    """Of the code that the nights are lived through with; a plus stands for changes that are not committed."""
    git = ["git", "-C", str(Path(__file__).parent)]
    name = subprocess.run(
        [*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    changes = subprocess.run([*git, "status", "--porcelain", "-uno"], capture_output=True, text=True, check=True).stdout
    return f"{name}+" if changes else name


def _result(outcome: Outcome) -> str:
    return "violated" if outcome.violations else _HARMLESS


def _tell(outcome: Outcome) -> None:
    print(f"{outcome.seed}: {outcome.seconds:.1f} s: {outcome.trouble} -> {'; '.join(outcome.runs)}", flush=True)
    for violation in outcome.violations:
        print(f"    VIOLATION {violation}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
