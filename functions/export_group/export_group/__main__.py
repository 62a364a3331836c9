"""`python -m export_group` is `finops-export`."""

import sys

from export_group.command import main

sys.exit(main())
