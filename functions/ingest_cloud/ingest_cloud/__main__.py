"""Try a connector of ingest_cloud and write nothing: `python -m ingest_cloud --help`."""

import sys

from finops_runtime.ingest.trial_command import run
from ingest_cloud.connectors import connectors

if __name__ == "__main__":
    sys.exit(run("ingest_cloud", connectors))
