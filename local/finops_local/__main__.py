"""`python -m finops_local`."""

import sys

from finops_local.cli import main

if __name__ == "__main__":
    sys.exit(main())
