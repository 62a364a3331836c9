"""The transport against a server that answers as it is told: what is asked again, kept, or raised."""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from finops_client import (
    ApiProblem,
    Client,
    Forbidden,
    NotFound,
    NotUnderstood,
    OutdatedCursor,
    Retries,
    RunUnderWay,
    Unauthorized,
    Unavailable,
    models,
)

Told = tuple[int, Any, Mapping[str, str]]
META = {"generation": 7, "runId": None, "asOf": None}
QUICK = Retries(attempts=3, first_wait=0.01, longest_wait=0.02)


def problem(status: int, code: str, **more: Any) -> Told:
    document = {"type": f"urn:rosetta-finops:problem:{code}", "title": "x", "status": status, "detail": "so", **more}
    return status, document, {}


@dataclass
class Scripted:
    """Answers one after the other; keeps what it was asked."""

    url: str = ""
    answers: list[Told] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Scripted]:
    script = Scripted()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            script.asked.append((self.command, self.path, dict(self.headers.items()), body))
            status, document, headers = script.answers.pop(0)
            content = document if isinstance(document, bytes) else json.dumps(document).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if status != 304:
                self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{http.server_port}"
    yield script
    http.shutdown()
    http.server_close()
    thread.join()


CONFLICT = {
    "sourceSystem": "cmdb",
    "foreignKey": "k",
    "claimedApplicationId": "a",
    "claimedApplicationLabel": None,
    "standingApplicationId": "b",
    "standingApplicationLabel": None,
    "claimedBy": "feed",
    "firstSeen": "2026-10-01T00:00:00Z",
    "lastSeen": "2026-10-01T00:00:00Z",
    "runId": "6f0c9a4e-5b1d-5c3a-9d57-0f6c2c1b7a11",
    "resolvedAt": None,
}


def views(**more: Any) -> dict[str, Any]:
    return {"meta": META, "data": [], **more}


def conflicts(key: str, following: str | None) -> Told:
    return (
        200,
        {"meta": {**META, "page": {"limit": 1, "next": following}}, "data": [{**CONFLICT, "foreignKey": key}]},
        {},
    )


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "bad-parameter", NotUnderstood),
        (401, "unauthorized", Unauthorized),
        (403, "forbidden", Forbidden),
        (404, "not-found", NotFound),
        (409, "outdated-cursor", OutdatedCursor),
        (422, "idempotency-key-reused", NotUnderstood),
        (418, "teapot", ApiProblem),
    ],
)
def test_problems_are_exceptions(server: Scripted, status: int, code: str, kind: type[ApiProblem]) -> None:
    server.answers = [problem(status, code, errors=[{"at": "period", "message": "wrong"}])]
    with pytest.raises(kind, match="so") as found:
        Client(server.url, "t").status()
    assert type(found.value) is kind
    assert (found.value.status, found.value.code, found.value.faults[0].at) == (status, code, "period")


def test_the_run_that_is_under_way_is_named(server: Scripted) -> None:
    server.answers = [problem(409, "run-in-progress", runId="r1")]
    with pytest.raises(RunUnderWay) as found:
        Client(server.url, "t").post_admin_runs(models.RunRequest(reason="x"))
    assert found.value.run_id == "r1"


def test_what_is_no_problem_document_is_one_all_the_same(server: Scripted) -> None:
    server.answers = [(502, b"<html>bad gateway</html>", {})]
    with pytest.raises(ApiProblem, match="answered 502"):
        Client(server.url, "t").pricing_views()


def test_503_is_asked_again_with_the_same_key_and_a_new_token(server: Scripted) -> None:
    tokens = iter(["one", "two", "three"])
    unavailable = problem(503, "database-unavailable")
    server.answers = [(*unavailable[:2], {"Retry-After": "0"}), unavailable, problem(409, "conflict")]
    with pytest.raises(ApiProblem):
        Client(server.url, lambda: next(tokens), retries=QUICK).post_admin_runs(models.RunRequest(reason="x"))
    headers = [asked[2] for asked in server.asked]
    assert [each["Authorization"] for each in headers] == ["Bearer one", "Bearer two", "Bearer three"]
    assert len({each["Idempotency-Key"] for each in headers}) == 1
    assert json.loads(server.asked[0][3]) == {"reason": "x"}


def test_503_is_raised_in_the_end(server: Scripted) -> None:
    server.answers = [problem(503, "database-unavailable")] * 3
    with pytest.raises(Unavailable):
        Client(server.url, "t", retries=QUICK).status()
    assert len(server.asked) == 3


def test_no_answer_is_unavailable(server: Scripted) -> None:
    with pytest.raises(Unavailable, match="no answer"):
        Client("http://127.0.0.1:9", "t", retries=QUICK).status()


def test_pages_are_added_up(server: Scripted) -> None:
    server.answers = [conflicts("a", "c1"), conflicts("b", None)]
    rows = Client(server.url, "t").all_admin_referential_conflicts(state="all")
    assert [row.foreign_key for row in rows] == ["a", "b"]
    assert [asked[1].partition("?")[2] for asked in server.asked] == ["state=all", "state=all&cursor=c1"]


def test_pages_of_two_generations_are_never_mixed(server: Scripted) -> None:
    outdated = problem(409, "outdated-cursor")
    server.answers = [conflicts("old", "c1"), outdated, conflicts("a", "c2"), conflicts("b", None)]
    rows = Client(server.url, "t", retries=QUICK).all_admin_referential_conflicts()
    assert [row.foreign_key for row in rows] == ["a", "b"]


def test_a_publication_at_every_page_is_told(server: Scripted) -> None:
    server.answers = [conflicts("old", "c1"), problem(409, "outdated-cursor")] * 3
    with pytest.raises(OutdatedCursor):
        Client(server.url, "t", retries=QUICK).all_admin_referential_conflicts()


def test_an_answer_is_kept_by_its_etag(server: Scripted) -> None:
    server.answers = [(200, views(), {"ETag": '"7-x"'}), (304, b"", {"ETag": '"7-x"'}), (200, views(), {})]
    client = Client(server.url, "t")
    assert client.pricing_views() == client.pricing_views()
    assert server.asked[1][2]["If-None-Match"] == '"7-x"'
    client.download("pricing-views")
    assert "If-None-Match" not in server.asked[2][2]  # CSV is another answer


def test_no_more_answers_are_kept_than_told(server: Scripted) -> None:
    server.answers = [(200, views(), {"ETag": '"1"'})] * 2
    client = Client(server.url, "t", kept_answers=0)
    client.pricing_views()
    client.pricing_views()
    assert "If-None-Match" not in server.asked[1][2]


def test_keys_and_filters_are_encoded(server: Scripted) -> None:
    server.answers = [problem(404, "not-found")]
    with pytest.raises(NotFound):
        Client(server.url, "t").application("a/b ?é", application=["x&y", "z"], period="2026-10")
    path, _, query = server.asked[0][1].partition("?")
    assert path == "/v1/local/applications/a%2Fb%20%3F%C3%A9"
    assert query == "application=x%26y&application=z&period=2026-10"


def test_fields_of_a_newer_server_are_left_out(server: Scripted) -> None:
    server.answers = [(200, views(more=1), {})]
    assert Client(server.url, "t").pricing_views().data == []
