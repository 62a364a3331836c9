"""`python -m finops_runtime.runs show|list`: in every function's image; the console script is `finops-runs`."""

import sys

from finops_runtime.oncall.command import main

if __name__ == "__main__":
    sys.exit(main())
