"""The Python client against a group's deployment as a process: every operation that reads."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest

from finops_client import Client, Conflict, NotFound, models
from finops_client.model import Model
from finops_client.operations import Operations
from tests.integration.query_api.contract.conftest import Served, served
from tests.integration.query_api.group.mart import GENERATION, GROUP, OCTOBER, cost, fill, release
from tests.integration.query_api.signer import Signer

KEYS = {"entity": "north", "domain_id": "east/labs", "domain": "open", "application": "shop", "version": "1"}
READS = [
    (name, method)
    for name, method in inspect.getmembers(Operations, inspect.isfunction)
    if name.startswith(("group_", "all_group_"))
]


@pytest.fixture(scope="module")
def group(postgres_url: str, template: str, signer: Signer) -> Iterator[Served]:
    with served(postgres_url, template, signer, mart=fill, FINOPS_SCOPE="group", FINOPS_ENTITY_ID=GROUP) as process:
        yield process


@pytest.fixture(scope="module")
def client(group: Served) -> Client:
    return Client(group.url, group.token("Rosetta_Admin", entity_id=GROUP))


@pytest.mark.parametrize(("name", "method"), READS, ids=[name for name, _ in READS])
def test_every_operation_that_reads(client: Client, name: str, method: Callable[..., Any]) -> None:
    keys = [p.name for p in inspect.signature(method).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD][1:]
    answer = getattr(client, name)(*(KEYS[key] for key in keys))
    if isinstance(answer, list):
        assert all(isinstance(row, Model) for row in answer)
    else:
        assert type(answer) is get_type_hints(method)["return"]


def test_amounts_are_exact(client: Client) -> None:
    answer = client.group_entities(period=OCTOBER)
    assert answer.meta.generation == GENERATION
    assert answer.meta.total.cost == cost(OCTOBER)
    assert [row.entity_id for row in answer.meta.missing] == ["east", "south", "west"]


def test_keys_that_only_an_entity_knows(client: Client) -> None:
    assert client.group_domain("east/labs").data.official is False
    assert client.group_application("east/own").data.entities[0].entity_id == "east"


def test_what_is_of_an_entity_is_not_there(client: Client) -> None:
    with pytest.raises(NotFound):
        client.domains()


def test_tables(client: Client) -> None:
    table = client.download("/v1/group/entities", query={"period": OCTOBER}).decode()
    assert table.splitlines()[0].startswith("entityId,entityLabel,")


def test_releases(client: Client) -> None:
    applications = [{"application_id": key, "label": key} for key in ("shop", "pay", "hr", "idle", "crm")]
    body = models.ReleaseRequest(reason="more", release=release(applications=applications))
    tried = client.post_group_admin_releases(body, dry_run=True)
    assert (tried.data.version, tried.data.dry_run) == (2, True)
    assert client.post_group_admin_releases(body).data.version == 2
    with pytest.raises(Conflict):
        client.post_group_admin_releases(models.ReleaseRequest(reason="again", release=body.release))
