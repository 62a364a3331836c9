"""load_group behind functions-framework, with an issuer of the tests' own; refresh_mvs publishes what it loads."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import psycopg
import pytest
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent
from flask.testing import FlaskClient
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from tests.fix_chain import Sink, function_client
from tests.fix_servers import as_login
from tests.integration.load_group.month import Month
from tests.integration.load_group.official import publish_release
from tests.integration.query_api.signer import AUDIENCE, Signer


@dataclass
class Group:
    """The group's receiving end, called as machines of the tests' entities."""

    client: FlaskClient
    function: ModuleType
    publisher: FlaskClient
    signer: Signer
    sink: Sink
    db: psycopg.Connection[DictRow]
    published: int = 0

    def call(
        self, method: str, path: str, *, entity: Any = "alpha", role: str | None = "Rosetta_Entity", **more: Any
    ) -> TestResponse:
        headers = dict(more.pop("headers", {}))
        if role is not None:
            token = self.signer.token(sub=f"machine of {entity}", groups=[role], entity_id=entity)
            headers = {"Authorization": f"Bearer {token}", **headers}
        return self.client.open(path, method=method, headers=headers, buffered=True, **more)

    def put_manifest(self, month: Month, **more: Any) -> TestResponse:
        body = {"data": json.dumps(month.document), "content_type": "application/json", "entity": month.entity, **more}
        return self.call("PUT", month.path, **body)

    def put_piece(self, month: Month, dataset: str, number: int, body: bytes, **more: Any) -> TestResponse:
        sent = {"data": body, "content_type": "application/gzip", "entity": month.entity, **more}
        return self.call("PUT", f"{month.path}/pieces/{dataset}/{number}", **sent)

    def put_pieces(self, month: Month) -> None:
        for (dataset, number), (_, body) in month.pieces.items():
            answer = self.put_piece(month, dataset, number, body)
            assert answer.status_code == 204, answer.text

    def commit(self, month: Month, **more: Any) -> TestResponse:
        return self.call("POST", f"{month.path}/commit", **{"entity": month.entity, **more})

    def state(self, month: Month) -> dict[str, Any]:
        answer = self.call("GET", month.path, entity=month.entity)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def push(self, month: Month) -> dict[str, Any]:
        """Everything from manifest to commit; the state that the commit answers."""
        begun = self.put_manifest(month)
        assert begun.status_code in (200, 201), begun.text
        if begun.get_json()["status"] == "RECEIVING":
            self.put_pieces(month)
        answer = self.commit(month)
        assert answer.status_code == 200, answer.text
        state: dict[str, Any] = answer.get_json()
        return state

    def settle(self) -> None:
        """Deliver what load_group told to refresh_mvs."""
        events, self.published = self.sink.events[self.published :], len(self.sink.events)
        for event in events:
            if event["type"] == "rosetta.finops.facts.loaded.v1":
                headers, body = to_binary(event)
                answer = self.publisher.post("/", headers=headers, data=body)
                assert answer.status_code == 204, answer.text

    def publish(self, month: Month) -> dict[str, Any]:
        """Push, and publish what is loaded; the state after that."""
        self.push(month)
        self.settle()
        return self.state(month)

    def event(self, event: CloudEvent, path: str = "/") -> int:
        headers, body = to_binary(event)
        return self.client.post(path, headers=headers, data=body).status_code

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in self.db.execute(statement.encode(), values).fetchall()]

    def everything(self) -> list[tuple[Any, ...]]:
        """Every row that a push may touch before it is published, and whom it is audited of."""
        staging = ("exchange", "piece", "staged_fact", "staged_price", "staged_key", "finding")
        tables = (*(f"group_{name}" for name in staging), "etl_runs", "etl_run_steps", "fact_pending", "audit_log")
        return [row for table in tables for row in self.rows(f"SELECT x::text FROM {table} x ORDER BY 1")]

    def mart(self) -> list[tuple[Any, ...]]:
        """Everything that an exchange can change for readers, row for row."""
        return self.rows(
            "SELECT entity_id, period_month, domain_id, family_id, product_id, application_id, environment,"
            " consumption_type, consumption_metric, quantity FROM fact_consumption ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9"
        ) + self.rows("SELECT * FROM exchanged_price_month ORDER BY 1, 2, 3, 4, 5, 6")


def kind_of(answer: TestResponse) -> tuple[int, str]:
    """Its status, and what the problem says has happened."""
    return answer.status_code, answer.get_json(force=True)["type"].rpartition(":")[2]


@pytest.fixture(scope="session")
def signer() -> Iterator[Signer]:
    signer = Signer()
    yield signer
    signer.close()


def _made(name: str, settings: dict[str, str]) -> tuple[FlaskClient, ModuleType]:
    client, module = function_client(name)
    with pytest.MonkeyPatch.context() as environment:
        for variable, value in settings.items():
            environment.setenv(variable, value)
        assert client.get("/readyz").status_code == 200
    return client, module


MakeGroup = Callable[..., Group]


@pytest.fixture
def make_group(database_url: str, db: psycopg.Connection[DictRow], signer: Signer, sink: Sink) -> Iterator[MakeGroup]:
    """Makes the group's functions; arguments are environment variables."""
    closing: list[Callable[[], None]] = []

    def make(**variables: str) -> Group:
        common = {"K_SINK": sink.url, "FINOPS_ENTITY_ID": "group", "FINOPS_VERSION": "test", "POSTGRES_POOL_SIZE": "4"}
        issuers = json.dumps([{"issuer": signer.url, "audience": AUDIENCE}])
        own = {"POSTGRES_URL": as_login(database_url, "load_group"), "OIDC_ISSUERS": issuers}
        client, module = _made("load_group", {**common, **own, **variables})
        publisher, refresh = _made("refresh_mvs", {**common, "POSTGRES_URL": as_login(database_url, "refresh_mvs")})
        closing.extend((module.application().close, refresh.service().close))
        return Group(client, module, publisher, signer, sink, db)

    yield make
    for close in closing:
        close()


@pytest.fixture
def empty_group(make_group: MakeGroup) -> Group:
    """Without any release."""
    return make_group()


@pytest.fixture
def group(empty_group: Group) -> Group:
    """With release 1."""
    publish_release(empty_group.db)
    return empty_group


@pytest.fixture
def both(group: Group) -> Group:
    """alpha has a month that is whole and not committed; so has beta."""
    for month in (Month(), Month(entity="beta")):
        group.put_manifest(month)
        group.put_pieces(month)
    return group
