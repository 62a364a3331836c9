"""What is done to the two servers, one thing at a time."""

import subprocess
import threading
from typing import Any

import psutil

from finops_runtime.database import load_sql
from tests.faults.base import DATABASE
from tests.faults.world import World

_DOWN_SECONDS = 1.0
_DISK_FULL_SECONDS = 1.5
_FULL_BYTES = str(17 * 1024 * 1024)
"""More than a WAL segment, less than the file of staged_releve."""


class Servers:
    """PostgreSQL and MongoDB of a world; `over` cuts waits short."""

    def __init__(self, world: World, over: threading.Event) -> None:
        self._world = world
        self._platform = world.stage.platform
        self._over = over
        self._one_at_a_time = threading.Lock()

    def cut_connections(self) -> None:
        """PostgreSQL ends every session in the mart."""
        with self._one_at_a_time, self._world.server() as server:
            server.execute(load_sql("tests.faults", "end_sessions"), {"database": DATABASE})

    def restart_postgres(self) -> None:
        """As an upgrade does."""
        with self._one_at_a_time:
            self._platform.postgres_server.restart()

    def crash_postgres(self) -> None:
        """Killed, and recovered from its log."""
        with self._one_at_a_time:
            self._platform.postgres_server.restart(immediate=True)

    def stop_mongo(self) -> None:
        """Killed, and back after a while."""
        with self._one_at_a_time:
            self._platform.mongo_server.kill()
            self._over.wait(_DOWN_SECONDS)
            self._platform.mongo_server.start()

    def pause_mongo(self) -> None:
        """It accepts connections and answers nothing for a while."""
        with self._one_at_a_time:
            self._platform.mongo_server.pause()
            self._over.wait(_DOWN_SECONDS)
            self._platform.mongo_server.resume()

    def fill_disk(self) -> None:
        """No file of PostgreSQL may become longer for a while: what staging appends does not fit."""
        with self._one_at_a_time:
            self._limit_files(_FULL_BYTES)
            self._over.wait(_DISK_FULL_SECONDS)
            self._limit_files("unlimited")

    def _limit_files(self, size: str) -> None:
        """As whoever the server runs as: nobody else may, not even root in a container."""
        postmaster = psutil.Process(self._platform.postgres_server.pid)
        user = postmaster.username()
        switch: dict[str, Any] = (
            {} if user == psutil.Process().username() else {"user": user, "group": user, "extra_groups": []}
        )
        for process in (postmaster, *postmaster.children()):
            argv = ["prlimit", "--pid", str(process.pid), f"--fsize={size}:unlimited"]
            done = subprocess.run(argv, check=False, capture_output=True, text=True, cwd="/", **switch)
            if done.returncode != 0 and process.is_running():
                raise RuntimeError(f"prlimit: {done.stderr}")
