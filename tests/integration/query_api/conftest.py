"""query_api behind functions-framework, on a small mart, with an issuer of the tests' own."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, localcontext
from types import ModuleType
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fix_chain import Sink, function_client
from tests.fix_servers import as_login, clone, filled_template
from tests.integration.query_api.mart import ENTITY, fill
from tests.integration.query_api.signer import AUDIENCE, Signer


@dataclass(frozen=True, slots=True)
class Api:
    """The function, called as people of the tests."""

    client: FlaskClient
    signer: Signer
    function: ModuleType

    def call(
        self,
        path: str,
        *,
        role: str | None = "Rosetta_User",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> TestResponse:
        """Any answer, whole; `role` None: without a token. Paths not from the root are below /v1/local/."""
        url = path if path.startswith("/") else f"/v1/local/{path}"
        bearer = {"Authorization": f"Bearer {self.signer.token(groups=[role], sub='adam')}"} if role else {}
        # Read to its end: an export that is left half-way keeps its connection.
        return self.client.open(url, method=method, headers={**bearer, **(headers or {})}, **{"buffered": True, **more})

    def get(self, path: str, *, status: int = 200, role: str = "Rosetta_User", **more: Any) -> Any:
        """The JSON of an answer, its numbers exact."""
        response = self.call(path, role=role, **more)
        assert response.status_code == status, response.text
        return json.loads(response.data, parse_float=Decimal, parse_int=Decimal)

    def admin(self, path: str, **more: Any) -> Any:
        return self.get(path, role="Rosetta_FinOps_Admin", **more)

    def request_run(self, body: Any, *, role: str = "Rosetta_FinOps_Admin", **more: Any) -> TestResponse:
        return self.call("admin/runs", method="POST", role=role, json=body, **more)


@pytest.fixture(scope="session")
def signer() -> Iterator[Signer]:
    signer = Signer()
    yield signer
    signer.close()


@pytest.fixture(autouse=True)
def exact_arithmetic() -> Iterator[None]:
    """Python's decimals keep 28 digits unless told; PostgreSQL keeps all."""
    with localcontext() as context:
        context.prec = 100
        yield


def settings_for(database_url: str, signer: Signer, sink: Sink) -> dict[str, str]:
    """The function's environment."""
    return {
        "POSTGRES_URL": as_login(database_url, "query_read"),
        "POSTGRES_ADMIN_URL": as_login(database_url, "query_admin"),
        "OIDC_ISSUERS": json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]),
        "OIDC_KEYS_COOLDOWN_SECONDS": "0",
        "K_SINK": sink.url,
        "FINOPS_ENTITY_ID": ENTITY,
        "FINOPS_VERSION": "test",
        "POSTGRES_POOL_SIZE": "1",
    }


def make_function(settings: Mapping[str, str]) -> tuple[FlaskClient, ModuleType]:
    """The function with this environment, which it reads at its first request."""
    client, module = function_client("query_api")
    with pytest.MonkeyPatch.context() as environment:
        for variable, value in settings.items():
            environment.setenv(variable, value)
        assert client.get("/healthz").status_code == 200
    return client, module


@pytest.fixture(scope="session")
def mart_template(postgres_url: str, template: str) -> Iterator[str]:
    """The small mart, to clone."""
    with filled_template(postgres_url, template, fill) as name:
        yield name


@pytest.fixture
def origin(request: pytest.FixtureRequest, template: str) -> str:
    """The small mart for who asks for `own_api`, else an empty one."""
    return request.getfixturevalue("mart_template") if "own_api" in request.fixturenames else template


MakeApi = Callable[..., Api]


@pytest.fixture
def make_api(database_url: str, signer: Signer, sink: Sink) -> Iterator[MakeApi]:
    """Makes the function on the test's own, empty database; arguments are environment variables."""
    modules = []

    def make(**variables: str) -> Api:
        client, module = make_function({**settings_for(database_url, signer, sink), **variables})
        modules.append(module)
        return Api(client, signer, module)

    yield make
    for module in modules:
        module.application().close()


@pytest.fixture
def empty_api(make_api: MakeApi) -> Api:
    """Before anything was ever published."""
    return make_api()


@pytest.fixture
def own_api(empty_api: Api) -> Api:
    """With a small mart that the test may change."""
    return empty_api


@pytest.fixture(scope="session")
def api(postgres_url: str, mart_template: str, signer: Signer) -> Iterator[Api]:
    """With a small mart that the tests share and only read."""
    with api_on_a_mart(postgres_url, mart_template, signer) as found:
        yield found


@contextmanager
def api_on_a_mart(postgres_url: str, mart_template: str, signer: Signer) -> Iterator[Api]:
    """The function on a small mart of its own."""
    sink = Sink()
    with clone(postgres_url, mart_template) as url:
        client, module = make_function(settings_for(url, signer, sink))
        yield Api(client, signer, module)
        module.application().close()
    sink.close()
