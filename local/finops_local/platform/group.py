"""The supervised processes of one platform, by name."""

from collections.abc import Sequence
from pathlib import Path

from finops_local.platform.log_stream import LogStream
from finops_local.platform.supervised import ProcessSpec, Supervised

READY_SECONDS = 90.0


class ProcessGroup:
    """Started in batches, ended together in the opposite order."""

    def __init__(self, state_dir: Path, log: LogStream) -> None:
        self._state_dir = state_dir
        self._log = log
        self._processes: dict[str, Supervised] = {}

    def __getitem__(self, name: str) -> Supervised:
        return self._processes[name]

    def start(self, specs: Sequence[ProcessSpec]) -> None:
        """Start these at once and wait until all are ready; raises DidNotStart."""
        started = [Supervised(spec, self._state_dir, self._log) for spec in specs]
        for process in started:
            self._processes[process.spec.address.name] = process
            process.start()
        for process in started:
            process.wait_ready(READY_SECONDS)

    def stop(self) -> None:
        """Ask all to end, then wait for each."""
        processes = list(reversed(self._processes.values()))
        for process in processes:
            process.ask_to_stop()
        for process in processes:
            process.stop()
        self._processes.clear()
