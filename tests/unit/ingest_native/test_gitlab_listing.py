"""Pages: what is no page of projects is refused, and no secret of GitLab's own is kept."""

import json
from collections.abc import Callable

import pytest

from finops_contract.errors import SourceMalformed
from finops_runtime.ingest.recording import Findings
from ingest_native.gitlab.connector import GitlabConnector
from ingest_native.gitlab.listing import items_of, without_secrets

ReadAnswers = Callable[..., Findings]
CONFIG = {
    "source": "gitlab",
    "base_url": "https://gitlab.example.com",
    "statistics": {"storage_size": {"metric": "STORAGE", "product": "storage"}},
}


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
        b'[{"id": NaN}]',
        b'[{"id": 1e400}]',
        b'[{"id": 1}, {"id": 1}]',
        b'[{"id": 2}, {"id": 1}]',
        b'[{"id": 1, "name": "\xff"}]',
        b"[" * 100_000,
    ],
)
def test_what_is_no_page_of_projects(body: bytes) -> None:
    with pytest.raises(SourceMalformed, match="page 7"):
        items_of(body, "page 7")


def test_an_empty_page() -> None:
    assert items_of(b"[]", "page") == []


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


def test_a_reject_keeps_the_project_but_bounded(read_answers: ReadAnswers) -> None:
    body = b'[{"id": 1, "name": "\\ud800", "note": "' + b"n" * 9_000 + b'"}]'
    (reject,) = read_answers(GitlabConnector, CONFIG, ("page", body)).rejects
    assert reject.record.startswith('{"id": "1", "name": "?", "note": "nn')
    assert len(reject.record) == 4_000
