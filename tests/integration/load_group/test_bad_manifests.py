"""A manifest that is none, of another exchange or of another contract, and paths that name nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from finops_contract.exchange import MOST_MANIFEST_BYTES
from tests.integration.load_group.conftest import Group, kind_of
from tests.integration.load_group.month import Month

NOW = Month()
Change = Callable[[dict[str, Any]], Any]
MANIFESTS: dict[str, tuple[Change, tuple[int, str]]] = {
    "another month": (lambda said: {**said, "period": "2026-09"}, (422, "manifest-differs")),
    "another entity": (lambda said: {**said, "entity_id": "beta"}, (422, "manifest-differs")),
    "another generation": (lambda said: {**said, "generation": 6}, (422, "manifest-differs")),
    "another total": (lambda said: {**said, "totals": {"VCPU": "1"}}, (422, "manifest-differs")),
    "no month": (lambda said: {**said, "period": "2026-13"}, (400, "bad-parameter")),
    "a newer contract": (lambda said: {"contract_version": 2}, (422, "contract-version")),
    "an older contract": (lambda said: {**said, "contract_version": 0}, (422, "contract-version")),
    "no contract": (lambda said: {**said, "contract_version": None}, (400, "bad-parameter")),
    "a generation beyond bounds": (lambda said: {**said, "generation": 2**63}, (400, "bad-parameter")),
    "a release beyond bounds": (lambda said: {**said, "release_version": 2**31}, (400, "bad-parameter")),
    "generation 0": (lambda said: {**said, "generation": 0}, (400, "bad-parameter")),
    "a list": (lambda said: [said], (400, "bad-parameter")),
    "nothing": (lambda said: {}, (400, "bad-parameter")),
    "NUL": (lambda said: {**said, "missing": [{"domain_id": "x", "reason": "\x00"}]}, (400, "bad-parameter")),
    "half a pair": (lambda said: {**said, "missing": [{"domain_id": "\ud800"}]}, (400, "bad-parameter")),
    "half a pair in a name": (lambda said: {**said, "totals": {"\udfff": "1"}}, (400, "bad-parameter")),
    "a total beyond bounds": (lambda said: {**said, "totals": {"VCPU": "1e40"}}, (400, "bad-parameter")),
    "a total of infinity": (lambda said: {**said, "totals": {"VCPU": "Infinity"}}, (400, "bad-parameter")),
    "a cost of 1e9": (lambda said: {**said, "costs": {"actual": "1e9"}}, (400, "bad-parameter")),
    "a piece left out": (lambda said: {**said, "pieces": said["pieces"][1:]}, (400, "bad-parameter")),
    "a piece too large": (
        lambda said: {**said, "pieces": [{**said["pieces"][0], "rows": 50_001}]},
        (400, "bad-parameter"),
    ),
}


@pytest.mark.parametrize("lie", MANIFESTS)
def test_a_manifest_that_is_none_or_another_is_not_kept(group: Group, lie: str) -> None:
    change, expected = MANIFESTS[lie]
    assert kind_of(group.put_manifest(NOW, data=json.dumps(change(NOW.document)))) == expected
    assert group.rows("SELECT 1 FROM group_exchange") == []


def test_the_refusal_of_a_contract_says_which_is_understood_and_who_must_be_upgraded(group: Group) -> None:
    newer = group.put_manifest(NOW, data=json.dumps({**NOW.document, "contract_version": 2})).get_json()["detail"]
    assert newer.startswith("contract version 2 is not understood, 1 is: export_group is ahead of the group")
    older = group.put_manifest(NOW, data=json.dumps({**NOW.document, "contract_version": 0})).get_json()["detail"]
    assert older.endswith("export_group must be upgraded")


def test_unknown_fields_are_ignored_and_numbers_stay_exact(group: Group) -> None:
    said = {**NOW.document, "new": {"nested": [1, None]}}
    said["pieces"] = [{**piece, "new": 1} for piece in said["pieces"]]
    body = json.dumps(said).replace(f'"{NOW.totals["VCPU"]}"', NOW.totals["VCPU"])
    assert group.put_manifest(NOW, data=body).status_code == 201
    group.put_pieces(NOW)
    assert group.commit(NOW).get_json()["status"] == "LOADED"


BODIES: dict[str, tuple[dict[str, Any], tuple[int, str]]] = {
    "a name twice": ({"data": json.dumps(NOW.document)[:-1] + ', "generation": 5}'}, (400, "bad-parameter")),
    "NaN": ({"data": json.dumps(NOW.document).replace("5,", "NaN,", 1)}, (400, "bad-parameter")),
    "no JSON": ({"data": b"{"}, (400, "bad-parameter")),
    "no UTF-8": ({"data": b'{"a": "\xff"}'}, (400, "bad-parameter")),
    "too deep": ({"data": b"[" * 100_000}, (400, "bad-parameter")),
    "a long number": ({"data": b'{"generation": ' + b"9" * 5000 + b"}"}, (400, "bad-parameter")),
    "empty": ({"data": b""}, (400, "bad-parameter")),
    "text": ({"content_type": "text/plain"}, (415, "content-type")),
    "encoded": ({"headers": {"Content-Encoding": "gzip"}}, (415, "content-type")),
    "too large": ({"data": b" " * (MOST_MANIFEST_BYTES + 1)}, (413, "too-large")),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_no_manifest(group: Group, body: str) -> None:
    sent, expected = BODIES[body]
    assert kind_of(group.put_manifest(NOW, **sent)) == expected


PATHS = {
    f"/v1/exchange/alpha/2026-1/{NOW.exchange_id}": (400, "bad-parameter"),
    "/v1/exchange/alpha/2026-10/1": (400, "bad-parameter"),
    f"/v1/exchange/alpha/2026-10/{str(NOW.exchange_id).upper()}": (400, "bad-parameter"),
    f"/v1/exchange/alpha/2026-10/{NOW.exchange_id.hex}": (400, "bad-parameter"),
    f"/v1/exchange/alpha/2026-09/{NOW.exchange_id}": (404, "unknown-exchange"),
    f"/v1/exchange/alpha/2026-10/{NOW.run}": (404, "unknown-exchange"),
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_names_no_exchange(group: Group, path: str) -> None:
    group.put_manifest(NOW)
    assert kind_of(group.call("GET", path)) == PATHS[path]
    assert kind_of(group.call("POST", f"{path}/commit")) == PATHS[path]
    piece = group.call("PUT", f"{path}/pieces/facts/1", data=b"x", content_type="application/gzip")
    assert kind_of(piece) == PATHS[path]
