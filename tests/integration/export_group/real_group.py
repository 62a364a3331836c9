"""The group's own functions on a database of its own, over real HTTP: what export_group sends is received for good."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import psycopg
import pytest
from cloudevents.conversion import to_binary
from flask.testing import FlaskClient
from psycopg.rows import DictRow
from werkzeug.serving import make_server

from finops_contract.group_release import GroupRelease
from tests.fix_chain import Sink, function_client
from tests.fix_servers import as_login
from tests.integration.query_api.signer import AUDIENCE, Signer

RELEASE: dict[str, Any] = {
    "entities": [{"entity_id": "acme", "label": "Acme", "first_month": "2026-01"}],
    "metrics": [
        {"metric": name, "unit": "h", "label_en": name, "label_fr": name}
        for name in ("VCPU_HOURS", "GB_MONTH", "EFFECTIVE_COST.USD", "WEIGHT", "BILLED_COST.USD")
    ],
    "domains": [
        {"domain_id": "open", "label": "Open systems"},
        {"domain_id": "cloud", "label": "Public cloud"},
        {"domain_id": "weights", "label": "Floor space", "mode": "INDIRECT", "indirect_label": "Square metres"},
        {"domain_id": "gone", "label": "Sold business"},
    ],
    "families": [
        {"family_id": "servers", "domain_id": "open", "label": "Servers"},
        {"family_id": "storage", "domain_id": "open", "label": "Storage"},
        {"family_id": "compute", "domain_id": "cloud", "label": "Compute"},
        {"family_id": "sold", "domain_id": "gone", "label": "Sold"},
    ],
    "products": [
        {"product_id": "vm", "family_id": "servers", "label": "Virtual machine"},
        {"product_id": "disk", "family_id": "storage", "label": "Disk"},
        {"product_id": "ec2", "family_id": "compute", "label": "EC2"},
        {"product_id": "saas", "family_id": "sold", "label": "SaaS"},
    ],
    "pricing_views": [
        {
            "pricing_view_id": view,
            "label": view.title(),
            "currency": currency,
            "metrics": ["VCPU_HOURS", "GB_MONTH", "EFFECTIVE_COST.USD", "WEIGHT"],
            "is_default": view == "actual",
        }
        for view, currency in (("actual", "EUR"), ("budget", "USD"))
    ],
    "applications": [{"application_id": "SHOP", "label": "Web shop"}],
    "mapping": [{"entity_id": "acme", "application_id": "shop", "group_application_id": "SHOP"}],
}


class RealGroup:
    """load_group and refresh_mvs; what the one tells is delivered to the other at once."""

    def __init__(
        self, db: psycopg.Connection[DictRow], client: FlaskClient, publisher: FlaskClient, sink: Sink
    ) -> None:
        self.db = db
        self.sink = sink
        self._publisher = publisher
        self._app = client.application
        self._delivered = 0
        self._ended = threading.Event()
        self._deliver = threading.Thread(target=self._deliver_all_the_time, daemon=True)
        self.signer: Signer
        self._server: Any = None

    def open(self, signer: Signer) -> None:
        self.signer = signer
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self._deliver.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    def close(self) -> None:
        self._ended.set()
        self._deliver.join()
        self._server.shutdown()
        self._server.server_close()

    def release(self, document: dict[str, Any]) -> None:
        """Publish one more release."""
        with self.db.transaction():
            self.db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
            row = self.db.execute(
                "INSERT INTO group_release (version, document, checksum, published_by, reason)"
                " SELECT coalesce(max(version), 0) + 1, %s, 'x', 'test', 'test' FROM group_release RETURNING version",
                [as_stored(document)],
            ).fetchone()
            assert row is not None
            self.db.execute("SELECT apply_group_release(%s)", [row["version"]])

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/token":
            return self._app(environ, start_response)
        token = self.signer.token(sub="machine of acme", groups=["Rosetta_Entity"], entity_id="acme")
        body = json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": 600}).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    def _deliver_all_the_time(self) -> None:
        while not self._ended.wait(0.05):
            while self._delivered < len(self.sink.events):
                event = self.sink.events[self._delivered]
                self._delivered += 1
                if event["type"] == "rosetta.finops.facts.loaded.v1":
                    headers, body = to_binary(event)
                    self._publisher.post("/", headers=headers, data=body)


def as_stored(document: dict[str, Any]) -> str:
    """The document as the API stores it: whole, with its defaults."""
    return GroupRelease.model_validate(document).model_dump_json()


@contextmanager
def real_group(database_url: str, db: psycopg.Connection[DictRow], sink: Sink) -> Iterator[RealGroup]:
    """Start it."""
    signer = Signer()
    common = {"K_SINK": sink.url, "FINOPS_ENTITY_ID": "group", "FINOPS_VERSION": "test", "POSTGRES_POOL_SIZE": "3"}
    issuers = json.dumps([{"issuer": signer.url, "audience": AUDIENCE}])
    client, load = _made(
        "load_group", {**common, "POSTGRES_URL": as_login(database_url, "load_group"), "OIDC_ISSUERS": issuers}
    )
    publisher, refresh = _made("refresh_mvs", {**common, "POSTGRES_URL": as_login(database_url, "refresh_mvs")})
    group = RealGroup(db, client, publisher, sink)
    group.open(signer)
    try:
        yield group
    finally:
        group.close()
        load.application().close()
        refresh.service().close()
        signer.close()


def _made(name: str, settings: dict[str, str]) -> tuple[FlaskClient, ModuleType]:
    client, module = function_client(name)
    with pytest.MonkeyPatch.context() as environment:
        for variable, value in settings.items():
            environment.setenv(variable, value)
        assert client.get("/readyz").status_code == 200
    return client, module
