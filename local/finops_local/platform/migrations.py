"""The data mart's schema, by the project's own migration command."""

import subprocess
import sys

from finops_local.platform.commands import base_environment
from finops_local.platform.log_stream import LogStream


class MigrationFailed(RuntimeError):
    """The data mart could not be brought to the current schema; the text is the command's output."""


def run_migrations(postgres_url: str, log: LogStream) -> None:
    """Run `python -m finops_sql migrate` with no function at work, its output in the log; raises MigrationFailed."""
    done = subprocess.run(
        [sys.executable, "-m", "finops_sql", "migrate", "--phase", "all"],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**base_environment(), "POSTGRES_URL": postgres_url},
    )
    for line in done.stdout.splitlines():
        log.write("migrate", line)
    if done.returncode != 0:
        raise MigrationFailed(done.stdout)
