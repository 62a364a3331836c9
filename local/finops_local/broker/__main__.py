"""`python -m finops_local.broker`: run the broker until SIGTERM; `... dead-letters`: what it could not deliver."""

import argparse
import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from waitress.server import create_server

from finops_local.broker import letters_command
from finops_local.broker.app import create_app
from finops_local.broker.chaos import Trouble
from finops_local.broker.clock import Clock
from finops_local.broker.kustomization import BadManifest
from finops_local.broker.lane import LaneOptions
from finops_local.broker.manifests import read_manifests
from finops_local.broker.pings import schedule
from finops_local.broker.router import Router, UnknownSubscriber
from finops_runtime.logs import configure_logs, get_logger

log = get_logger(__name__)


def main(argv: list[str] | None = None) -> int:
    """Exit codes: 0 asked to stop, 2 wrong usage or manifests; those of `dead-letters` are its own."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["dead-letters"]:
        return letters_command.main(argv[1:])
    parser = _parser()
    options = parser.parse_args(argv)
    configure_logs("broker")
    clock = Clock()
    try:
        manifests = read_manifests(*options.manifests)
        router = Router(manifests, _subscribers(options), _lane_options(options), _trouble(options), clock)
    except (BadManifest, UnknownSubscriber, OSError, ValueError) as error:
        parser.error(str(error))
    server = create_server(
        create_app(manifests.namespace, manifests.brokers, router), host=options.host, port=options.port, threads=8
    )
    if options.pings:
        for ping in manifests.pings:
            schedule(ping, clock, router.accept, since=datetime.now(UTC))
    signal.signal(signal.SIGTERM, _stop)
    log.info("broker listens", port=options.port, triggers=len(manifests.triggers), pings=options.pings)
    server.run()
    server.close()
    lost = router.stop(options.grace)
    log.log(30 if lost else 20, "broker stopped", undelivered=lost)
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """Waitress ends its loop on SystemExit; a second signal must not cut the grace short."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


def _subscribers(options: argparse.Namespace) -> dict[str, list[str]]:
    mapping: dict[str, list[str]] = {}
    if options.subscribers is not None:
        mapping.update(json.loads(options.subscribers.read_text()))
    for entry in options.subscriber:
        name, urls = entry.split("=", 1)
        mapping[name] = urls.split(",")
    return mapping


def _lane_options(options: argparse.Namespace) -> LaneOptions:
    return LaneOptions(options.dead_letters, options.concurrency, options.backoff_scale, options.timeout)


def _trouble(options: argparse.Namespace) -> Trouble:
    return Trouble(options.duplicate, options.reverse, options.reverse_window)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="finops_local.broker", description=__doc__)
    parser.add_argument(
        "--manifests",
        type=Path,
        nargs="+",
        required=True,
        metavar="FOLDER",
        help="with kustomization.yaml; several: each a component on top of those before it",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--subscribers", type=Path, help="JSON file: name of service -> URLs")
    parser.add_argument(
        "--subscriber",
        action="append",
        default=[],
        metavar="NAME=URL",
        help="one more; repeatable; several URLs with commas",
    )
    parser.add_argument("--dead-letters", type=Path, required=True, help="folder for what cannot be delivered")
    parser.add_argument("--concurrency", type=int, default=8, help="deliveries at once, for each Trigger")
    parser.add_argument("--timeout", type=float, default=600, help="seconds, where the Trigger sets no timeout")
    parser.add_argument("--backoff-scale", type=float, default=1.0, help="multiplies waits between attempts")
    parser.add_argument("--grace", type=float, default=5, help="seconds to finish deliveries when stopping")
    parser.add_argument("--no-pings", dest="pings", action="store_false", help="switch the PingSources off")
    trouble = parser.add_argument_group("trouble, for tests")
    trouble.add_argument("--duplicate", action="store_true", help="deliver every event twice")
    trouble.add_argument(
        "--reverse",
        action="store_true",
        help="deliver the events of each window last first (strictly so with --concurrency 1)",
    )
    trouble.add_argument("--reverse-window", type=float, default=0.3, metavar="SECONDS")
    return parser


if __name__ == "__main__":
    sys.exit(main())
