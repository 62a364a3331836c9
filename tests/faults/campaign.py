"""Many nights, on several worlds at once."""

import multiprocessing
import queue
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.faults.night import Nights, Outcome
from tests.faults.plan import planned
from tests.faults.world import world

_LOOK_SECONDS = 1.0


def outcomes(seeds: list[int], worlds: int, logs: Path | None, code: Path | None = None) -> Iterator[Outcome]:
    """What came of each night, as it comes; what the processes said until the end of a bad one goes to `logs`.

    `code` is a copy of the project whose functions take the nights; what they should come to is found by this one's.
    Raises RuntimeError when a world ends before its nights do.
    """
    if logs is not None:
        logs.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")  # each world handles signals of its own
    waiting, lived = context.Queue(), context.Queue()
    for seed in seeds:
        waiting.put(seed)
    processes = [
        context.Process(target=_live, args=(waiting, lived, logs, code and (code, seeds)))
        for _ in range(min(worlds, len(seeds)))
    ]
    for process in processes:
        process.start()
    try:
        for _ in seeds:
            yield _next_outcome(lived, processes)
    finally:
        # Whoever asked may have heard enough: each world ends with the night that it is in.
        with suppress(queue.Empty):
            while True:
                waiting.get_nowait()
        for _ in processes:
            waiting.put(None)
        for process in processes:
            process.join()


def _next_outcome(lived: "multiprocessing.Queue[Outcome]", processes: Sequence[BaseProcess]) -> Outcome:
    while True:
        try:
            return lived.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            if any(process.exitcode for process in processes):
                raise RuntimeError("a world came to its end: its last words are above") from None


def _live(
    waiting: "multiprocessing.Queue[int | None]",
    lived: "multiprocessing.Queue[Outcome]",
    logs: Path | None,
    other: tuple[Path, list[int]] | None,
) -> None:
    """Nights on one world until there are no more."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, world(Path(folder)) as found:
        nights = Nights(found)
        if other is not None:
            code, seeds = other
            for night in map(planned, seeds):
                nights.expect(night)
            found.run_code(code)
        while (seed := waiting.get()) is not None:
            outcome = nights.live_through(planned(seed))
            if logs is not None and outcome.violations:
                shutil.copy(found.stage.platform.log_file, logs / f"night-{seed}.log")
            lived.put(outcome)
