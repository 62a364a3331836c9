"""A manifest, read strictly, belongs to its path alone."""

import json
from typing import Any
from uuid import UUID

import pytest

from finops_contract.exchange import Manifest
from finops_contract.period import Period
from finops_runtime.problem import Problem
from load_group.call import Caller, Exchange
from load_group.manifest import manifest_of

SAID: dict[str, Any] = {
    "contract_version": 1,
    "entity_id": "alpha",
    "period": "2026-10",
    "run_id": "33333333-3333-5333-8333-333333333333",
    "generation": 5,
    "release_version": None,
    "totals": {"VCPU": "1.5"},
    "costs": {"actual": None},
    "pieces": [],
}
ID = Manifest.model_validate(SAID).exchange_id


def read(said: Any, *, entity: str = "alpha", period: str = "2026-10", exchange_id: UUID = ID) -> Manifest:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return manifest_of(body, Exchange(Caller(entity, "machine"), Period.parse(period), exchange_id))


def test_the_same_said_in_another_way_is_the_same_exchange() -> None:
    assert read(dict(reversed(SAID.items()))).exchange_id == ID
    assert read({**SAID, "unknown": {"a": []}}).exchange_id == ID
    assert str(read(json.dumps(SAID).replace('"1.5"', "1.5").encode()).totals["VCPU"]) == "1.5"


@pytest.mark.parametrize(
    ("path", "at"),
    [
        ({"entity": "beta"}, "entity_id"),
        ({"period": "2026-11"}, "period"),
        ({"exchange_id": UUID(int=1)}, "exchange_id"),
    ],
)
def test_what_is_not_of_the_path_is_named(path: dict[str, Any], at: str) -> None:
    with pytest.raises(Problem) as refused:
        read(SAID, **path)
    assert (refused.value.status, refused.value.code) == (422, "manifest-differs")
    assert [fault.at for fault in refused.value.errors] == [at]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(SAID)[:-1].encode() + b', "entity_id": "alpha"}',
        json.dumps(SAID).replace('"1.5"', "NaN").encode(),
        json.dumps(SAID).replace('"1.5"', "1e400").encode(),
        json.dumps(SAID).encode("utf-16"),
        b"",
        b"null",
        b'{"a": ' * 50_000,
        json.dumps({**SAID, "unknown": "\x00"}).encode(),
        json.dumps({**SAID, "unknown": ["\ud800"]}).encode(),
    ],
)
def test_what_is_no_manifest_is_refused(body: bytes) -> None:
    with pytest.raises(Problem) as refused:
        read(body)
    assert (refused.value.status, refused.value.code) == (400, "bad-parameter")
