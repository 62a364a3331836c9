"""I4, I6: whatever changes an answer raises the generation, so that neither memory nor a 304 ever hides a change."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
import requests
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from ingest_cloud.focus.config import FocusConfig
from query_api.routes import ROUTES
from tests.bench.served import Served, served
from tests.fix_chain import ROOT, Sink
from tests.integration.query_api.conftest import Api, MakeApi, settings_for
from tests.integration.query_api.mart import fill
from tests.integration.query_api.signer import Signer

Db = psycopg.Connection[DictRow]
KEYS = {"<domain>": "open", "<application>": "shop", "<family>": "servers", "<product>": "vm"}
READERS = 8
GENERATIONS = 60


def _url(path: str) -> str:
    for name, key in KEYS.items():
        path = path.replace(name, key)
    return f"{path}?{NEEDED[path]}" if path in NEEDED else path


NEEDED = {"/v1/local/pricing-views/comparison": "pricingView=actual&pricingView=budget"}
URLS = sorted({_url(route.path) for route in ROUTES if route.is_of_generation and route.answer is not None})


def _admin(api: Api, path: str, method: str, **more: Any) -> None:
    answer = api.call(f"admin/{path}", method=method, role="Rosetta_Admin", **more)
    assert answer.status_code in (200, 202), answer.text


def _label(api: Api, db: Db) -> None:
    db.execute(
        "INSERT INTO connector VALUES ('ingest_cloud', 'focus', 'period', %s, '1')",
        [Jsonb(FocusConfig.model_json_schema())],
    )
    body = {
        "domainLabel": "Renamed",
        "availableFrom": "2026-01",
        "ingestFunction": "ingest_cloud",
        "connector": "focus",
        "connectorConfig": {"source": "focus", "files": "/bills/{period}.csv"},
    }
    _admin(api, "domains/open", "PUT", json=body)


def _budget(api: Api, _: Db) -> None:
    lines = "scope,scopeId,month,amount\ndomain,open,2026-10,12\n"
    _admin(api, "budgets/actual?reason=plan", "PUT", data=lines, headers={"Content-Type": "text/csv"})


def _reopened(api: Api, _: Db) -> None:
    _admin(api, "periods/2026-08/closure", "DELETE", json={"reason": "late"})


def _acknowledged(api: Api, db: Db) -> None:
    found = db.execute("SELECT anomaly_id FROM anomaly WHERE entity_id = 'acme' AND gone_at IS NULL LIMIT 1").fetchone()
    assert found is not None
    _admin(api, f"anomalies/{found['anomaly_id']}/acknowledgement", "POST", json={"comment": "known"})


def _view(api: Api, _: Db) -> None:
    body = {"label": "Real", "currency": "EUR", "isDefault": True, "reason": "name"}
    _admin(api, "pricing-views/actual", "PUT", json=body)


def _default_view(api: Api, _: Db) -> None:
    body = {"label": "Budget", "currency": "USD", "isDefault": True, "reason": "so be it"}
    _admin(api, "pricing-views/budget", "PUT", json=body)


def _retired_view(api: Api, _: Db) -> None:
    _admin(api, "pricing-views/budget", "DELETE", json={"reason": "unused"})


def _switched_off(api: Api, _: Db) -> None:
    _admin(api, "domains/open/activation", "DELETE", json={"reason": "sold"})


def _moved(api: Api, _: Db) -> None:
    body = {"familyId": "storage", "firstMonth": "2026-11", "reason": "reorganised"}
    _admin(api, "referential/products/vm/placement", "PUT", json=body)


def _alias(api: Api, _: Db) -> None:
    body = {"sourceSystem": "cmdb", "foreignKey": "x", "applicationId": "shop", "reason": "known"}
    _admin(api, "referential/aliases", "POST", json=body)


def _published(_: Api, db: Db) -> None:
    with db.transaction():
        db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
        db.execute("UPDATE mv_cost_domain_month SET cost = cost + 1 WHERE domain_id = 'open' AND entity_id = 'acme'")
        db.execute("UPDATE publication SET generation = generation + 1 WHERE entity_id = 'acme'")


CHANGES: dict[Callable[[Api, Db], None], str | None] = {
    _label: "/v1/local/domains",
    _budget: "/v1/local/budgets/comparison",
    _acknowledged: "/v1/local/anomalies",
    _view: "/v1/local/pricing-views",
    _default_view: "/v1/local/dashboard",
    _retired_view: "/v1/local/pricing-views",
    _published: "/v1/local/domains",
    _reopened: None,
    _switched_off: None,
    _moved: None,
    _alias: None,
}
"""Each write with an answer that it changes; with None, none but `status` and those of admins."""


def _without_generation(body: bytes) -> object:
    answer = json.loads(body)
    answer["meta"].pop("generation")
    return answer


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.lstrip("_"))
def test_i4_no_answer_changes_behind_an_etag(make_api: MakeApi, db: Db, change: Callable[[Api, Db], None]) -> None:
    fill(db)
    api, truth = make_api(), make_api(ANSWER_CACHE_MB="0")
    before = {url: api.call(url) for url in URLS}
    assert {answer.status_code for answer in before.values()} == {200}
    change(api, db)
    changed = set()
    for url, first in before.items():
        now = truth.call(url)
        again = api.call(url, headers={"If-None-Match": first.headers["ETag"]})
        if now.status_code == 404:  # a view that is compared was retired
            assert (again.status_code, change) == (404, _retired_view)
            continue
        assert now.status_code == 200
        if again.status_code == 304:
            assert now.data == first.data, url
        else:
            assert (again.status_code, again.data) == (200, now.data), url
        assert api.call(url).data == now.data, url
        if _without_generation(now.data) != _without_generation(first.data):
            changed.add(url)
    expected = CHANGES[change]
    assert expected in changed if expected else True


def test_another_role_is_another_caller(own_api: Api) -> None:
    """The same person, whose new token says less."""
    path = "admin/periods"
    assert own_api.call(path, role="Rosetta_FinOps_Admin").status_code == 200
    assert own_api.call(path, role="Rosetta_User").status_code == 403
    etag = own_api.call("domains", role="Rosetta_FinOps_Admin").headers["ETag"]
    assert own_api.call("domains", role="Rosetta_User", headers={"If-None-Match": etag}).status_code == 304
    assert own_api.call("domains", role="Rosetta_Group", headers={"If-None-Match": etag}).status_code == 403


@pytest.fixture
def process(database_url: str, db: Db, signer: Signer, sink: Sink) -> Iterator[Served]:
    """The function as a process of its own, with as many threads as readers."""
    fill(db)
    settings = {**settings_for(database_url, signer, sink), "POSTGRES_POOL_SIZE": "4"}
    headers = {"Authorization": f"Bearer {signer.token()}"}
    main = ROOT / "functions" / "query_api" / "main.py"
    with served(main, "query_api", settings, "/v1/local/domains", headers) as found:
        yield found


class _Readers:
    """Ask without end; each holds every answer against what was committed before it asked."""

    def __init__(self, url: str, token: str, committed: Callable[[], int]) -> None:
        self._url = f"{url}/v1/local/domains/open"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._committed = committed
        self.ended = threading.Event()
        self.statuses: list[int] = []

    def read(self, number: int) -> None:
        session, etag, shown = requests.Session(), "", 0
        while not self.ended.is_set():
            known = {"If-None-Match": etag} if etag and number % 2 else {}
            least = self._committed()
            answer = session.get(self._url, headers={**self._headers, **known}, timeout=30)
            self.statuses.append(answer.status_code)
            if answer.status_code == 200:
                shown = int(answer.json()["data"]["domainLabel"].split()[-1])
                assert shown == answer.json()["meta"]["generation"] == int(answer.headers["Finops-Generation"])
                etag = answer.headers.get("ETag", "")
            else:
                assert answer.status_code == 304
            assert shown >= least, f"generation {shown} after {least} was committed"


def test_i4_no_reader_sees_less_than_was_committed_before_it_asked(process: Served, db: Db, signer: Signer) -> None:
    generation = 0

    def publish() -> None:
        nonlocal generation
        with db.transaction():
            db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
            row = db.execute(
                "UPDATE publication SET generation = generation + 1 WHERE entity_id = 'acme' RETURNING generation"
            ).fetchone()
            assert row is not None
            label = f"Generation {row['generation']}"
            db.execute("UPDATE dim_domain SET domain_label = %s WHERE domain_id = 'open'", [label])
        generation = row["generation"]

    publish()
    readers = _Readers(process.url, signer.token(), lambda: generation)
    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(readers.read, number) for number in range(READERS)]
        for _ in range(GENERATIONS):
            publish()
            readers.ended.wait(0.02)
        readers.ended.set()
        for reader in reading:
            reader.result()
    assert {200, 304} <= set(readers.statuses)
    assert generation > GENERATIONS
