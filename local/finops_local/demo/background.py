"""`up`, `down` and `status`: a platform in the background, seen from this shell."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from finops_local.platform import daemon

_READY_SECONDS = 900.0
_PAUSE_SECONDS = 0.2
NOTHING_RUNS = 3
"""Exit code of `status`."""


def up(argv: Sequence[str], state_dir: Path) -> int:
    """Start it and show its output until it is ready. 0 also when it is up already."""
    running = daemon.status(state_dir)
    if running.ready:
        print(f"it is up already, process {running.pid}; `make down` ends it")
        print((state_dir / "env").read_text())
        return 0
    if running.pid is not None:
        print(f"it is being started already, process {running.pid}")
        return 0
    try:
        with _followed(daemon.log_file(state_dir)):
            daemon.start(argv, state_dir, timeout=_READY_SECONDS)
    except daemon.DidNotBecomeReady as error:
        print(
            f"it did not come up: {str(error).splitlines()[0]}; see {daemon.log_file(state_dir)} and "
            f"{state_dir / 'platform.log'}",
            file=sys.stderr,
        )
        return 1
    print("\nit is up; `make down` ends it")
    return 0


def down(state_dir: Path) -> int:
    """End it. 0 also when nothing ran."""
    print("ended" if daemon.stop(state_dir) else "nothing ran")
    return 0


def status(state_dir: Path) -> int:
    """Say whether it runs; exit code 3 when nothing does."""
    found = daemon.status(state_dir)
    if found.pid is None:
        print("nothing runs")
        return NOTHING_RUNS
    print(f"process {found.pid} {'is ready' if found.ready else 'is starting'}")
    if found.ready:
        print((state_dir / "env").read_text())
    return 0


@contextmanager
def _followed(file: Path) -> Iterator[None]:
    """Print what another process writes to the file from now on."""
    file.unlink(missing_ok=True)
    ended = threading.Event()
    reader = threading.Thread(target=_follow, args=(file, ended))
    reader.start()
    try:
        yield
    finally:
        ended.set()
        reader.join()


def _follow(file: Path, ended: threading.Event) -> None:
    while not file.exists():
        if ended.wait(_PAUSE_SECONDS):
            return
    # Open all the time: its decoder keeps the half of a character that a read may end with.
    with file.open(encoding="utf-8", errors="replace") as output:
        is_last = False
        while not is_last:
            is_last = ended.wait(_PAUSE_SECONDS)
            print(output.read(), end="", flush=True)
