"""Secrets planted wherever one can be set, sources that show them back, and none to be found in what comes out."""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from finops_runtime.raw_zone import RawZone
from finops_runtime.tracing import end_tracing
from tests.fix_chain import Chain, Environment, MakeChain, Sink, function_client
from tests.fix_company import THIS_MONTH, Company
from tests.fix_traces import MakeReceiver
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.signer import Signer
from tests.integration.runtime.mirror import Mirror

NOW = datetime.now(UTC)


def secret(name: str) -> str:
    return f'planted-{name}/+"é"'.replace("é", "e") + "-9f3c"


NAMES = (
    "bearer",
    "header",
    "basic",
    "oidc",
    "keystone",
    "issued",
    "sink",
    "otlp",
    "postgres",
    "mongo",
    "admin",
    "typed",
)
SECRETS = {name: secret(name) for name in NAMES}
USERS = {
    "oidc": "client",
    "basic": "reader",
    "sink": "sender",
    "postgres": "someone",
    "mongo": "someone",
    "typed": "someone",
}


def forms(name: str, value: str) -> set[str]:
    user = USERS.get(name, "x")
    pairs = {b64encode(f"{user}:{value}".encode()).decode().rstrip("="), b64encode(value.encode()).decode().rstrip("=")}
    return {value, quote(value), quote(value, safe=""), json.dumps(value)[1:-1], *pairs}


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    mirror = Mirror(token=SECRETS["issued"])
    yield mirror
    mirror.close()


@pytest.fixture
def api(database_url: str, sink: Sink) -> Iterator[Api]:
    signer = Signer()
    client, module = make_function(settings_for(database_url, signer, sink))
    yield Api(client, signer, module)
    module.application().close()
    signer.close()


AUTHS: dict[str, dict[str, Any]] = {
    "bearer": {"kind": "bearer", "token": {"env": "SOURCE_BEARER"}},
    "header": {"kind": "header", "name": "X-Key", "token": {"file": "header-token"}},
    "basic": {"kind": "basic", "user": "reader", "password": {"env": "SOURCE_BASIC"}},
    "oidc": {"kind": "client_credentials"},
}
CALLS = [(auth, what) for auth in ("bearer", "header", "basic") for what in ("rows", "refused", "redirect", "cut")]
CALLS += [("bearer", "malformed"), ("bearer", "elsewhere"), ("oidc", "rows")]
CALLS += [("keystone", what) for what in ("rows", "refused", "malformed")] + [("no_keystone", "rows")]


def keystone(auth_url: str) -> dict[str, Any]:
    """An application credential of OpenStack's identity service."""
    secret = {"env": "SOURCE_KEYSTONE"}
    return {"kind": "keystone", "auth_url": auth_url, "credential_id": "id", "credential_secret": secret}


def plant(company: Company, mirror: Mirror) -> None:
    auths = {**AUTHS, "keystone": keystone(mirror.url), "no_keystone": keystone(f"{mirror.url}/refusing")}
    company.db.execute("INSERT INTO dim_metric VALUES ('HOURS', 'h', 'h', 'h')")
    for auth, what in CALLS:
        config = {
            "source": "mirror",
            "base_url": mirror.url,
            "auth": auths[auth],
            "path": f"/{what}",
            "paging": {"kind": "link", "next": "next"},
            "rows": "rows",
            "application": "app",
            "product": {"constant": "p"},
            "quantities": [{"quantity": "hours", "metric": "HOURS"}],
        }
        company.db.execute(
            "INSERT INTO dim_domain VALUES (%s, %s, 'DIRECT', NULL, NULL, true, %s, 'tolerant', 'ingest_native',"
            " 'rest_json_snapshot', %s)",
            [f"{auth}_{what}", f"{auth} {what}", THIS_MONTH.first_day, Jsonb(config)],
        )


def everything_kept(db: psycopg.Connection[DictRow], raw_zone: RawZone) -> Iterator[tuple[str, str]]:
    tables = db.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    ).fetchall()
    for table in tables:
        name = table["table_name"]
        for row in db.execute(
            SQL("SELECT t::text AS line, to_jsonb(t)::text AS json FROM {} t").format(Identifier(name))
        ):
            yield f"table {name}", f"{row['line']} {row['json']}"
    for collection in raw_zone.database.list_collection_names():
        for document in raw_zone.database[collection].find():
            body = document.pop("body", None)
            yield f"collection {collection}", repr(document)
            if body is not None:
                yield f"body in {collection}", zlib.decompress(body).decode("utf-8", "replace")


def refusals(api: Api, function_settings: Environment, chain: Chain) -> Iterator[tuple[str, str]]:
    """What is answered where a setting or a request is wrong."""
    config = {
        "source": "s",
        "base_url": f"https://someone:{quote(SECRETS['typed'], safe='')}@host/?k={quote(SECRETS['typed'])}",
    }
    for path in ("admin/domains/typed", "admin/domains/bearer_rows"):
        answer = api.call(path, method="PUT", role="Rosetta_FinOps_Admin", json={"connectorConfig": config})
        assert 400 <= answer.status_code < 500
        yield "answer of the API", answer.text
    yield "answer of the API", api.client.get("/v1/local/domains", headers={"Authorization": SECRETS["admin"]}).text
    for variable, scheme, name in (("POSTGRES_URL", "postgresql", "postgres"), ("MONGO_URL", "mongodb", "mongo")):
        with pytest.MonkeyPatch.context() as environment:
            address = f"{scheme}://someone:{quote(SECRETS[name], safe='')}@127.0.0.1:1/none"
            small = {"POSTGRES_POOL_TIMEOUT_MS": "300", "MONGO_TIMEOUT_MS": "300", variable: address}
            for key, value in {**function_settings("ingest_open"), **small}.items():
                environment.setenv(key, value)
            client, module = function_client("ingest_open")
            answer = client.get("/readyz")
            assert answer.status_code == 503
            yield "probe", answer.text
            module.service().close()
    yield "metrics of the API", api.client.get("/metrics").text
    for function, client in chain.clients.items():
        yield f"metrics of {function}", client.get("/metrics").text


def test_no_secret_leaves_or_is_kept(
    make_chain: MakeChain,
    company: Company,
    mirror: Mirror,
    receive: MakeReceiver,
    api: Api,
    function_settings: Environment,
    sink: Sink,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    receiver = receive()
    plant(company, mirror)
    (tmp_path / "header-token").write_text(SECRETS["header"])
    for name in ("bearer", "basic", "keystone"):
        monkeypatch.setenv(f"SOURCE_{name.upper()}", SECRETS[name])
    chain = make_chain(
        K_SINK=sink.url.replace("http://", f"http://sender:{quote(SECRETS['sink'], safe='')}@"),
        FINOPS_SECRETS_FOLDER=str(tmp_path),
        FINOPS_STEP_ATTEMPTS="1",
        HTTP_RETRIES="1",
        OIDC_TOKEN_URL=f"{mirror.url}/token",
        OIDC_CLIENT_ID="client",
        OIDC_CLIENT_SECRET=SECRETS["oidc"],
        OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url,
        OTEL_EXPORTER_OTLP_HEADERS=f"x-token={quote(SECRETS['otlp'], safe='')}",
    )
    run_id = chain.night(NOW)
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    statuses = {step["status"] for name, step in company.steps(run_id).items() if not name.startswith("open")}
    assert statuses == {"STAGED", "MISSING"}
    company.db.execute("UPDATE dim_domain SET failure_policy = 'strict' WHERE domain_id = 'basic_refused'")
    failed = chain.request()
    chain.settle()
    assert company.run(failed)["status"] == "FAILED"
    found = [*refusals(api, function_settings, chain)]
    end_tracing()
    found += [("trace", body.decode("utf-8", "replace")) for body in receiver.bodies]
    found += [("event", f"{event.get_attributes()} {json.dumps(event.data)} {event.data}") for event in sink.events]
    found += everything_kept(company.db, company.raw_zone)
    out, err = capfd.readouterr()
    found += [("log", line) for line in (*out.splitlines(), *err.splitlines())]
    _were_sent(mirror, receiver.headers)
    assert {where.split()[0] for where, _ in found} >= {
        "trace",
        "event",
        "log",
        "table",
        "body",
        "metrics",
        "answer",
        "probe",
    }
    leaks = {
        (where, name, text[:300])
        for where, text in found
        for name, value in SECRETS.items()
        if any(form in text for form in forms(name, value))
    }
    assert leaks == set()


def _were_sent(mirror: Mirror, exported: list[dict[str, str]]) -> None:
    """Or the test would look for what was never there."""
    asked = " ".join(mirror.asked)
    for name in ("bearer", "header", "basic", "oidc", "keystone", "issued"):
        assert any(form in asked for form in forms(name, SECRETS[name])), name
    assert {headers["x-token"] for headers in exported} == {SECRETS["otlp"]}
