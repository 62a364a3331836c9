"""Try a connector of ingest_native and write nothing: `python -m ingest_native --help`."""

import sys

from finops_runtime.ingest.trial_command import run
from ingest_native.connectors import connectors

if __name__ == "__main__":
    sys.exit(run("ingest_native", connectors))
