"""What is no event, or not one for the function, is answered at once and changes nothing."""

import pytest
from cloudevents.http import CloudEvent

from finops_runtime.serving import LARGEST_EVENT
from tests.fix_chain import Chain
from tests.fix_company import Company

STRUCTURED = {"Content-Type": "application/cloudevents+json"}


@pytest.mark.parametrize("function", ["ingest_open", "load_facts", "refresh_mvs"])
@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "text/plain"}, b"hello", 415),
        ({}, b"", 415),
        (STRUCTURED, b"{", 400),
        (STRUCTURED, b'{"specversion": "1.0", "type": "com.example.other", "source": "/s", "id": "1"}', 400),
        (
            STRUCTURED,
            b'{"specversion": "1.0", "type": "rosetta.finops.run.requested.v1", "source": "/s", "id": "1",'
            b' "data": {"periods": ["2026-13"]}}',
            400,
        ),
    ],
)
def test_what_is_not_an_event_of_ours_is_refused(
    chain: Chain, company: Company, function: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    response = chain.clients[function].post("/", headers=headers, data=body)
    assert response.status_code == status
    assert response.text  # says what is wrong
    assert company.one("SELECT count(*) AS n FROM etl_runs")["n"] == 0
    assert chain.sink.events == []


def test_an_event_for_another_function_is_refused(chain: Chain, company: Company) -> None:
    requested = CloudEvent({"type": "rosetta.finops.run.requested.v1", "source": "/s", "id": "1"}, {})
    assert chain.post("refresh_mvs", requested) == 400
    loaded = CloudEvent(
        {"type": "rosetta.finops.facts.loaded.v1", "source": "/s", "id": "1"},
        {"run_id": "11111111-1111-5111-8111-111111111111", "slices": []},
    )
    assert chain.post("ingest_open", loaded) == 400
    assert chain.post("refresh_mvs", loaded) == 204  # of a run that nobody knows: nothing to publish
    assert company.one("SELECT count(*) AS n FROM etl_runs")["n"] == 0


def test_too_large_and_other_methods(chain: Chain) -> None:
    client = chain.clients["load_facts"]
    assert client.post("/", headers=STRUCTURED, data=b" " * (LARGEST_EVENT + 1)).status_code == 413
    assert client.put("/").status_code == 405


@pytest.mark.parametrize("function", ["ingest_open", "ingest_cloud", "ingest_native", "load_facts", "refresh_mvs"])
def test_probes_and_metrics(chain: Chain, company: Company, function: str) -> None:
    client = chain.clients[function]
    client.post("/", headers={"Content-Type": "text/plain"}, data=b"x")
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert b'finops_events_total{status="415",type="unknown"}' in client.get("/metrics").data
    assert client.get("/other").status_code == 404
