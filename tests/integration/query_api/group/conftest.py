"""query_api in the scope of a group, on a small mart of three entities that published and one that did not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fix_chain import Sink
from tests.fix_servers import clone, filled_template
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.group.mart import GROUP, fill
from tests.integration.query_api.signer import Signer


@dataclass(frozen=True, slots=True)
class GroupApi(Api):
    """The function of the group, called as somebody of it."""

    def call(
        self,
        path: str,
        *,
        role: str | None = "Rosetta_Group",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        entity: str = GROUP,
        **more: Any,
    ) -> TestResponse:
        """Any answer, whole; `role` None: without a token. Paths not from the root are below /v1/group/."""
        url = path if path.startswith("/") else f"/v1/group/{path}"
        token = self.signer.token(groups=[role], sub="gina", entity_id=entity) if role else ""
        bearer = {"Authorization": f"Bearer {token}"} if role else {}
        return self.client.open(url, method=method, headers={**bearer, **(headers or {})}, **{"buffered": True, **more})

    def get(self, path: str, *, status: int = 200, role: str = "Rosetta_Group", **more: Any) -> Any:
        """The JSON of an answer, its numbers exact."""
        return Api.get(self, path, status=status, role=role, **more)


def group_settings(database_url: str, signer: Signer, sink: Sink) -> dict[str, str]:
    """The environment of the group's deployment."""
    return {**settings_for(database_url, signer, sink), "FINOPS_SCOPE": "group", "FINOPS_ENTITY_ID": GROUP}


@pytest.fixture(scope="session")
def group_template(postgres_url: str, template: str) -> Iterator[str]:
    """The small mart of the group, to clone."""
    with filled_template(postgres_url, template, fill) as name:
        yield name


@pytest.fixture
def origin(request: pytest.FixtureRequest, template: str) -> str:
    """The small mart for who asks for `own_group_api`, else an empty one."""
    return request.getfixturevalue("group_template") if "own_group_api" in request.fixturenames else template


@pytest.fixture(scope="session")
def group_api(postgres_url: str, group_template: str, signer: Signer) -> Iterator[GroupApi]:
    """With a small mart that the tests share and only read."""
    sink = Sink()
    with clone(postgres_url, group_template) as url:
        client, module = make_function(group_settings(url, signer, sink))
        yield GroupApi(client, signer, module)
        module.application().close()
    sink.close()


@pytest.fixture
def empty_group_api(database_url: str, signer: Signer, sink: Sink) -> Iterator[GroupApi]:
    """Before anything was ever published."""
    client, module = make_function(group_settings(database_url, signer, sink))
    yield GroupApi(client, signer, module)
    module.application().close()


@pytest.fixture
def own_group_api(empty_group_api: GroupApi) -> GroupApi:
    """With a small mart that the test may change."""
    return empty_group_api
