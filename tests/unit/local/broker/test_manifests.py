from pathlib import Path

import pytest

from finops_contract.events import NIGHTLY_SOURCE, PING, TYPES, WATCH_SOURCE
from finops_local.broker.filters import matches
from finops_local.broker.manifests import BadManifest, Manifests, read_manifests
from finops_local.broker.pings import source_of

BASE = Path(__file__).parents[4] / "infra" / "knative" / "base"

REQUESTED = "rosetta.finops.run.requested.v1"
ROUTES = {
    (REQUESTED, "/anyone"): {"ingest-open", "ingest-cloud", "ingest-native", "load-facts"},
    (PING, NIGHTLY_SOURCE): {"ingest-open", "ingest-cloud", "ingest-native", "load-facts"},
    (PING, WATCH_SOURCE): {"load-facts"},
    ("rosetta.finops.releves.staged.v1", "/anyone"): {"load-facts"},
    ("rosetta.finops.facts.loaded.v1", "/anyone"): {"refresh-mvs"},
    ("rosetta.finops.mvs.refreshed.v1", "/anyone"): set(),
    ("rosetta.finops.run.failed.v1", "/anyone"): set(),
    ("rosetta.finops.prices.published.v1", "/anyone"): {"refresh-mvs"},
    ("rosetta.finops.product.moved.v1", "/anyone"): {"refresh-mvs"},
    # For whoever wants to be told.
    ("rosetta.finops.budget.exceeded.v1", "/anyone"): set(),
    ("rosetta.finops.anomaly.detected.v1", "/anyone"): set(),
}


@pytest.fixture(scope="module")
def base() -> Manifests:
    return read_manifests(BASE)


def test_every_event_type_of_the_contract_has_a_route_stated_here() -> None:
    assert {kind for kind, _ in ROUTES} == {PING, *TYPES}


@pytest.mark.parametrize(("kind", "source"), ROUTES)
def test_each_event_reaches_exactly_these_services_once(base: Manifests, kind: str, source: str) -> None:
    reached = [
        trigger.spec.subscriber.ref.name
        for trigger in base.triggers
        if matches(trigger.spec.filter.attributes, {"type": kind, "source": source})
    ]
    assert sorted(reached) == sorted(ROUTES[kind, source])


def test_every_trigger_insists_and_keeps_dead_letters(base: Manifests) -> None:
    for trigger in base.triggers:
        delivery = trigger.spec.delivery
        assert (delivery.retry, delivery.backoff_policy, delivery.backoff_delay.total_seconds()) == (
            10,
            "exponential",
            1,
        )
        assert delivery.dead_letter_sink is not None
        assert delivery.dead_letter_sink.ref.name == "finops-dead-letters"


def test_the_two_pings_have_the_sources_that_functions_expect(base: Manifests) -> None:
    assert {source_of(ping): (ping.spec.schedule, str(ping.spec.timezone)) for ping in base.pings} == {
        NIGHTLY_SOURCE: ("0 2 * * *", "Europe/Paris"),
        WATCH_SOURCE: ("*/5 * * * *", "Europe/Paris"),
    }


TRIGGER = """
kind: Trigger
metadata: {name: t}
spec:
  broker: default
  subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: s}}
"""


@pytest.mark.parametrize(
    ("addition", "complaint"),
    [
        ("  filters: [{exact: {type: a}}]\n", "filters"),
        ("  delivery: {retry: -1}\n", "retry"),
        ("  delivery: {backoffDelay: soon}\n", "backoffDelay"),
        ("  delivery: {format: json}\n", "format"),
        ("  broker: another\n", "another"),
    ],
)
def test_what_this_broker_does_not_do_is_an_error(tmp_path: Path, addition: str, complaint: str) -> None:
    text = TRIGGER.replace("  broker: default\n", "") if "broker:" in addition else TRIGGER
    (tmp_path / "kustomization.yaml").write_text("namespace: n\nresources: [all.yaml]\n")
    (tmp_path / "all.yaml").write_text("kind: Broker\nmetadata: {name: default}\n---" + text + addition)
    with pytest.raises(BadManifest, match=complaint):
        read_manifests(tmp_path)


def test_a_listed_file_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources: [gone.yaml]\n")
    with pytest.raises(BadManifest, match=r"gone\.yaml"):
        read_manifests(tmp_path)
