"""Pages: what is no page of projects is refused, and no secret of GitLab's own is kept."""

import json

import pytest

from finops_contract.errors import SourceMalformed
from ingest_native.gitlab.projects import projects_of, without_secrets


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html>Sign in</html>",
        b'{"message": "ok"}',
        b"[1]",
        b'[{"id": 1}',
        b"[{}]",
        b'[{"id": "1"}]',
        b'[{"id": 1.5}]',
        b'[{"id": -1}]',
        b'[{"id": 1}, {"id": 1}]',
        b'[{"id": 2}, {"id": 1}]',
        b'[{"id": 1, "name": "\xff"}]',
        b"[" * 100_000,
    ],
)
def test_what_is_no_page_of_projects(body: bytes) -> None:
    with pytest.raises(SourceMalformed, match="page 7"):
        projects_of(body, "page 7")


def test_an_empty_page() -> None:
    assert projects_of(b"[]", "page") == []


@pytest.mark.parametrize(
    "name", ["", "plain", 'quoted "runners_token": "kept"', 'ends in \\"runners_token\\":\\"kept', "é"]
)
def test_secrets_are_blanked_and_nothing_else(name: str) -> None:
    project = {"id": 1, "name": name, "runners_token": 'to"ken\\', "import_url": None, "last": "runners_token"}
    for separators in ((",", ":"), (" , ", " : ")):
        body = json.dumps([project, project], separators=separators).encode()
        assert json.loads(without_secrets(body)) == [{**project, "runners_token": None}] * 2


def test_a_page_without_secrets_is_kept_byte_by_byte() -> None:
    body = b'[ {"id": 1,\r\n "size": 1.50E+3, "runners_token": null} ]\n'
    assert without_secrets(body) == body
