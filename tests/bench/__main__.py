"""`python -m tests.bench [names...]`: measure, and print ratios. Nothing is asserted: times depend on the machine.

POSTGRES_URL names a server and a superuser of it; without it one is embedded. The databases are made and dropped.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from finops_local.servers.postgres import postgres
from finops_runtime.logs import configure_logs
from tests.bench import (
    api,
    browser,
    cmdb,
    cold_start,
    focus,
    group_api,
    group_load,
    nights,
    publish_floor,
    publish_growth,
    publish_native,
    recost,
    size,
    sizing,
    stage_load,
)
from tests.bench.mart import Marts
from tests.bench.measure import Result
from tests.bench.options import PRODUCTS, Options
from tests.bench.report import machine, table
from tests.bench.sink import Sink

BENCHES: dict[str, Callable[[Marts, Options], Result]] = {
    "publish-growth": publish_growth.bench,
    "publish-floor": publish_floor.bench,
    "stage-load": stage_load.bench,
    "publish-native": publish_native.bench,
    "recost": recost.bench,
    "size": size.bench,
    "focus": focus.bench,
    "cmdb": cmdb.bench,
    "api": api.bench,
    "browser": browser.bench,
    "nights": nights.bench,
    "cold-start": cold_start.bench,
    "sizing": sizing.bench,
    "group-load": group_load.bench,
    "group-api": group_api.bench,
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.split("\n\n", maxsplit=1)[0])
    made.add_argument("names", nargs="*", metavar="name", help=f"which benches, all by default: {', '.join(BENCHES)}")
    made.add_argument("--rows", type=int, default=150_000, help=f"relevés a month, {PRODUCTS} an application")
    made.add_argument("--months", type=int, nargs=2, default=(6, 60), metavar=("FEW", "MANY"), help="months of history")
    made.add_argument("--views", type=int, default=3, help="pricing views")
    made.add_argument("--repeats", type=int, default=5, help="how often each thing is measured")
    made.add_argument(
        "--native-rows", type=int, default=15_000, help="relevés a month for publish-native, which takes all history"
    )
    made.add_argument("--documents", type=int, default=200_000, help="documents of the CMDB")
    made.add_argument(
        "--charges",
        type=int,
        nargs="+",
        default=(1_000_000, 5_000_000, 10_000_000),
        help="charges of a bill, for focus",
    )
    made.add_argument("--seconds", type=int, default=5, help="how long each load of the API lasts")
    made.add_argument("--screens", nargs="+", default=(), help="which screens of the API, all by default")
    made.add_argument("--nights", type=int, default=1_800, help="how many, one after the other")
    made.add_argument("--night-rows", type=int, default=500, help="relevés a month, for nights")
    made.add_argument("--entities", type=int, default=30, help="of a group")
    made.add_argument("--group-history", type=int, default=2, help="months before the one that group-load loads")
    made.add_argument("--group-months", type=int, default=24, help="of each entity, for group-api")
    made.add_argument("--group-applications", type=int, default=300, help="of each entity, for group-api")
    made.add_argument("--group-products", type=int, default=10, help="of each application, for group-api")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 measured, 2 wrong usage."""
    command = parser()
    given = command.parse_args(arguments)
    unknown = set(given.names) - BENCHES.keys()
    if unknown:
        command.error(f"unknown bench: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    few, many = given.months
    options = Options(
        given.rows,
        few,
        many,
        given.views,
        given.repeats,
        given.native_rows,
        given.documents,
        tuple(given.charges),
        given.seconds,
        tuple(given.screens),
        given.nights,
        given.night_rows,
        given.entities,
        given.group_history,
        given.group_months,
        given.group_applications,
        given.group_products,
    )
    with _server() as url, Sink() as sink, Marts(url, options.views, sink) as marts:
        print("\n".join(machine(url)), flush=True)
        for name in given.names or BENCHES:
            begun = perf_counter()
            lines = table(BENCHES[name](marts, options))
            print("", *lines, f"  ({name} took {perf_counter() - begun:.0f} s)", sep="\n", flush=True)
    return 0


@contextmanager
def _server() -> Iterator[str]:
    """Durable, as `make up` runs it: what a commit costs belongs to what is measured."""
    with (
        tempfile.TemporaryDirectory(prefix="finops-bench-") as folder,
        postgres(Path(folder), keep=False) as server,
    ):
        yield server.url


if __name__ == "__main__":
    configure_logs("bench", "ERROR")
    sys.exit(main())
