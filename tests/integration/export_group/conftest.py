"""export_group behind functions-framework, on the small mart of query_api's tests, with a group over real HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent
from flask.testing import FlaskClient
from psycopg.rows import DictRow

from finops_contract.events import EXPORT_SWEEP_SOURCE, PING
from tests.fix_chain import function_client
from tests.fix_servers import as_login, filled_template
from tests.integration.export_group.stub_group import StubGroup
from tests.integration.query_api.mart import fill


@dataclass
class Entity:
    """The function of the entity acme, its mart, and its group."""

    client: FlaskClient
    module: ModuleType
    db: psycopg.Connection[DictRow]
    group: StubGroup

    def post(self, kind: str, data: dict[str, Any], source: str = "/test", event_id: str | None = None) -> int:
        headers, body = to_binary(CloudEvent({"type": kind, "source": source, "id": event_id or str(uuid4())}, data))
        return self.client.post("/", headers=headers, data=body).status_code

    def refreshed(self, *periods: str, generation: int = 7) -> int:
        run = "11111111-1111-5111-8111-111111111111"
        data = {"run_id": run, "generation": generation, "periods": periods}
        return self.post("rosetta.finops.mvs.refreshed.v1", data)

    def requested(self, *periods: str, by: str = "adam") -> int:
        data = {"periods": periods, "reason": "test", "requested_by": by}
        return self.post("rosetta.finops.group.export.requested.v1", data)

    def sweep(self) -> int:
        return self.post(PING, {}, EXPORT_SWEEP_SOURCE)

    def outbox(self, period: str) -> DictRow:
        row = self.db.execute(
            "SELECT *, next_attempt_at - clock_timestamp() AS pause FROM group_outbox WHERE period_month = %s",
            [f"{period}-01"],
        ).fetchone()
        assert row is not None, f"{period} is not in the outbox"
        return row

    def all_due(self) -> None:
        """Every pause and every lease has passed."""
        self.db.execute(
            "UPDATE group_outbox SET next_attempt_at = now(), leased_until = leased_until - interval '1 day'"
        )

    def publish(self, generation: int) -> None:
        """Another publication, of every month."""
        self.db.execute("UPDATE publication SET generation = %s WHERE entity_id = 'acme'", [generation])
        self.db.execute("UPDATE slice_publication SET generation = %s WHERE run_id IS NOT NULL", [generation])


MakeEntity = Callable[..., Entity]


@pytest.fixture(scope="session")
def mart_template(postgres_url: str, template: str) -> Iterator[str]:
    """The small mart of query_api's tests, to clone."""
    with filled_template(postgres_url, template, fill) as name:
        yield name


@pytest.fixture
def origin(mart_template: str) -> str:
    """What each test's database is a copy of."""
    return mart_template


@pytest.fixture
def group() -> Iterator[StubGroup]:
    group = StubGroup()
    yield group
    group.close()


@pytest.fixture
def make_entity(
    db: psycopg.Connection[DictRow], database_url: str, group: StubGroup, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MakeEntity]:
    """Makes the function with settings of its own, on the mart."""
    modules: list[ModuleType] = []

    def make(**variables: str) -> Entity:
        settings = {
            "POSTGRES_URL": as_login(database_url, "export_group"),
            "POSTGRES_POOL_SIZE": "2",
            "FINOPS_ENTITY_ID": "acme",
            "FINOPS_GROUP_URL": group.url,
            "OIDC_TOKEN_URL": f"{group.url}/token",
            "OIDC_CLIENT_ID": "finops-acme",
            "OIDC_CLIENT_SECRET": "secret-of-the-tests",
            "HTTP_TIMEOUT_MS": "1000",
            "HTTP_BACKOFF_SECONDS": "0.01",
            "HTTP_MAX_ANSWER_MB": "1",
            "FINOPS_EXPORT_COMMIT_SECONDS": "2",
            "FINOPS_EXPORT_PUBLISH_SECONDS": "5",
            **variables,
        }
        with monkeypatch.context() as environment:
            for variable, value in settings.items():
                environment.setenv(variable, value)
            client, module = function_client("export_group")
            modules.append(module)
            assert client.get("/readyz").status_code == 200
        return Entity(client, module, db, group)

    yield make
    for module in modules:
        module.service().close()


@pytest.fixture
def entity(make_entity: MakeEntity) -> Entity:
    return make_entity()
