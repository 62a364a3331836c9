"""`python -m finops_local.issuer serve --port N --entity ID`, or `... token --url URL NAME` to print a token."""

import argparse
import os
import sys

from finops_local.issuer.machines import Machine
from finops_local.issuer.people import sample_people
from finops_local.issuer.provider import provider_argv
from finops_local.issuer.sign_in import sign_in


def main() -> int:
    """Exit codes: 0 done, 2 wrong usage; `serve` becomes the provider and ends with it."""
    parser = argparse.ArgumentParser(prog="finops_local.issuer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="be the provider, with the people olivia (reads) and adam (administers)")
    serve.add_argument("--port", type=int, required=True)
    serve.add_argument("--entity", default="local")
    serve.add_argument("--days", type=int, default=30, help="how long tokens are valid")
    serve.add_argument(
        "--machine",
        nargs="+",
        action="append",
        default=[],
        metavar=("CLIENT_ID SECRET ENTITY", "ROLE"),
        help="a machine that gets tokens by client credentials; its role is Rosetta_Entity unless others are named",
    )
    token = commands.add_parser("token", help="print a token")
    token.add_argument("--url", required=True)
    token.add_argument("name")
    arguments = parser.parse_args()
    if arguments.command == "serve":
        if any(len(words) < 3 for words in arguments.machine):
            parser.error("--machine CLIENT_ID SECRET ENTITY [ROLE ...]")
        machines = [
            Machine(client_id, secret, entity, *((tuple(roles),) if roles else ()))
            for client_id, secret, entity, *roles in arguments.machine
        ]
        argv = provider_argv(arguments.port, sample_people(arguments.entity), arguments.days, machines)
        os.execv(argv[0], argv)  # noqa: S606 - the arguments are our own, and no shell is wanted
    print(sign_in(arguments.url, arguments.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
