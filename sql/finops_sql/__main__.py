"""`python -m finops_sql`: migrate the data mart, or show what is applied. Reads POSTGRES_URL."""

import argparse
import os
import sys

from finops_sql.migrate import migrate, status


def main() -> int:
    """Exit codes: 0 done, 2 wrong usage; a database error ends with its own message and 1."""
    parser = argparse.ArgumentParser(prog="finops_sql", description=__doc__)
    parser.add_argument("command", choices=["migrate", "status"])
    parser.add_argument(
        "--phase",
        choices=["pre", "post", "all"],
        default="all",
        help="pre: stop before the first migration that needs the old release gone",
    )
    arguments = parser.parse_args()
    url = os.environ.get("POSTGRES_URL")
    if not url:
        parser.error("POSTGRES_URL is not set: it names the database and a login that may create tables and roles")
    if arguments.command == "migrate":
        applied = migrate(url, arguments.phase)
        print("\n".join(f"applied {name}" for name in applied) or "nothing to apply")
    else:
        for name, done in status(url):
            print(f"{'applied' if done else 'pending'}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
