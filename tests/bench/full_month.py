"""A month at the specification's volume, in sources of every kind: a CMDB, a bill, an API's pages, files of relevés."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from psycopg.types.json import Jsonb

from finops_runtime.database import load_sql
from finops_runtime.raw_zone import RawZone
from tests.bench import cmdb
from tests.bench.focus import write_bill
from tests.bench.mart import THIS_MONTH, Mart
from tests.bench.options import PRODUCTS, Options

_PAGE = 1_000
_METRICS = {"EffectiveCost": "EFFECTIVE_COST"}


@contextmanager
def full_month(mart: Mart, zone: RawZone, files: Path, options: Options) -> Iterator[None]:
    """The mart's domains have sources: one the CMDB, one a bill, one an API with as many rows as the month has relevés;
    the others their files.
    """
    cmdb.fill(zone, options.documents)
    write_bill(files / "bill.csv", max(options.charges), THIS_MONTH)
    for row in mart.db.execute("SELECT domain_id FROM dim_domain").fetchall():
        _write_releves(mart, row["domain_id"], files)
    with _api(options.rows) as url:
        settings = {
            "cmdb": Jsonb(cmdb.CONFIG.model_dump(mode="json", exclude_unset=True)),
            "focus": Jsonb({"source": "bench", "files": str(files / "bill.csv"), "metrics": _METRICS}),
            "rest_json": Jsonb(_rest_json(url)),
            "files": str(files),
        }
        mart.db.execute(load_sql("tests.bench", "connect_domains"), settings)
        yield


def _write_releves(mart: Mart, domain_id: str, files: Path) -> None:
    values = {"domain_id": domain_id, "period": str(THIS_MONTH)}
    with (
        (files / f"{domain_id}.csv").open("wb") as file,
        mart.db.cursor().copy(load_sql("tests.bench", "releves_as_csv"), values) as out,
    ):
        for block in out:
            file.write(block)


def _rest_json(url: str) -> dict[str, object]:
    return {
        "source": "bench",
        "base_url": url,
        "path": "/usage",
        "params": {"month": "{period}"},
        "paging": {"kind": "page"},
        "rows": "rows",
        "application": "app",
        "product": "sku",
        "environment": "env",
        "quantities": [{"quantity": "hours", "metric": "HOUR"}],
    }


@contextmanager
def _api(rows: int) -> Iterator[str]:
    """An API of so many rows, a page of a thousand at a time."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            first = (int(parse_qs(urlsplit(self.path).query)["page"][0]) - 1) * _PAGE
            found = [_row(number) for number in range(first, min(first + _PAGE, rows))]
            body = json.dumps({"rows": found}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _row(number: int) -> dict[str, object]:
    application, product = divmod(number, PRODUCTS)
    environment = ("production", "test", "development")[application % 3]
    return {"app": f"sys-{application:04}", "sku": f"sku-{product:02}", "env": environment, "hours": number % 744}
