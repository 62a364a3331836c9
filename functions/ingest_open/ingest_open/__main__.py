"""Try a connector of ingest_open and write nothing: `python -m ingest_open --help`."""

import sys

from finops_runtime.ingest.trial_command import run
from ingest_open.connectors import connectors

if __name__ == "__main__":
    sys.exit(run("ingest_open", connectors))
