"""`python -m tests.faults.exchanges --seeds 1-40`: so many rows of 25 pushes, each with its trouble; one line a push.

Exit code 0: the group always showed what the entities showed; 1: not always.
"""

import argparse
import csv
import sys
import tempfile
from pathlib import Path

from tests.faults.exchanges.plan import planned
from tests.faults.exchanges.row import PushOutcome, Row
from tests.faults.exchanges.world import group_world

_COLUMNS = (
    "seed",
    "number",
    "kind",
    "lie",
    "entity",
    "period",
    "troubles",
    "status",
    "seconds",
    "readings",
    "violations",
)


def main() -> int:
    """Live through the rows that are not in the file yet."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.exchanges", description=__doc__)
    parser.add_argument("--seeds", default="1-4", help="which rows: 7 or 1-40 (%(default)s)")
    parser.add_argument("--out", type=Path, help="CSV file, one line a push; rows in it are not lived through again")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    done = _done(options.out)
    pushes = bad = 0
    with tempfile.TemporaryDirectory(prefix="exchanges-") as folder, group_world(Path(folder)) as world:
        for seed in range(int(first), int(last or first) + 1):
            if seed in done:
                continue
            row = Row(world)
            for push in planned(seed):
                outcome = row.live_through(push)
                pushes += 1
                bad += bool(outcome.violations)
                _tell(seed, outcome)
                if options.out:
                    _write(options.out, seed, outcome)
                if outcome.violations:
                    break  # what follows would be judged by books that are wrong
    print(f"{pushes} pushes, {bad} violations")
    return 1 if bad else 0


def _done(file: Path | None) -> set[int]:
    if file is None or not file.exists():
        return set()
    with file.open(newline="") as lines:
        return {int(line["seed"]) for line in csv.DictReader(lines)}


def _write(file: Path, seed: int, outcome: PushOutcome) -> None:
    is_new = not file.exists()
    push = outcome.push
    with file.open("a", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        if is_new:
            writer.writerow(_COLUMNS)
        writer.writerow(
            (
                seed,
                push.number,
                push.kind,
                push.lie or "",
                push.entity,
                push.period,
                " ".join(push.troubles),
                outcome.status,
                f"{outcome.seconds:.1f}",
                outcome.readings,
                " | ".join(outcome.violations),
            )
        )


def _tell(seed: int, outcome: PushOutcome) -> None:
    push = outcome.push
    trouble = " ".join(push.troubles) or "no trouble"
    what = f"{push.kind} {push.lie or ''} of {push.entity}/{push.period}, {trouble}"
    print(f"{seed}/{push.number}: {what} -> {outcome.status} in {outcome.seconds:.1f} s", flush=True)
    for violation in outcome.violations:
        print(f"    VIOLATION {violation}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
