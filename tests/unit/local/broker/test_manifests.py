from pathlib import Path

import pytest

from finops_contract.events import EXPORT_SWEEP_SOURCE, GROUP_WATCH_SOURCE, NIGHTLY_SOURCE, PING, TYPES, WATCH_SOURCE
from finops_local.broker.filters import matches
from finops_local.broker.kustomization import BadManifest
from finops_local.broker.manifests import Manifests, read_manifests
from finops_local.broker.pings import source_of

KNATIVE = Path(__file__).parents[4] / "infra" / "knative"
BASE, EXPORT, GROUP = KNATIVE / "base", KNATIVE / "components" / "export-group", KNATIVE / "components" / "group"
MODULES = {
    "an entity": read_manifests(BASE),
    "an entity of a group": read_manifests(BASE, EXPORT),
    "the group": read_manifests(BASE, GROUP),
}

REQUESTED = "rosetta.finops.run.requested.v1"
STARTED = {"ingest-open", "ingest-cloud", "ingest-native", "load-facts"}
ROUTES = {
    (REQUESTED, "/anyone"): STARTED,
    (PING, NIGHTLY_SOURCE): STARTED,
    (PING, WATCH_SOURCE): {"load-facts"},
    (PING, EXPORT_SWEEP_SOURCE): {"export-group"},
    (PING, GROUP_WATCH_SOURCE): {"load-group"},
    ("rosetta.finops.releves.staged.v1", "/anyone"): {"load-facts"},
    ("rosetta.finops.facts.loaded.v1", "/anyone"): {"refresh-mvs"},
    ("rosetta.finops.mvs.refreshed.v1", "/anyone"): {"export-group"},
    ("rosetta.finops.group.export.requested.v1", "/anyone"): {"export-group"},
    ("rosetta.finops.run.failed.v1", "/anyone"): set(),
    ("rosetta.finops.prices.published.v1", "/anyone"): {"refresh-mvs"},
    ("rosetta.finops.product.moved.v1", "/anyone"): {"refresh-mvs"},
    # For whoever wants to be told.
    ("rosetta.finops.budget.exceeded.v1", "/anyone"): set(),
    ("rosetta.finops.anomaly.detected.v1", "/anyone"): set(),
}
THERE = {
    "an entity": {*STARTED, "refresh-mvs"},
    "an entity of a group": {*STARTED, "refresh-mvs", "export-group"},
    "the group": {"refresh-mvs", "load-group"},
}
"""Of the services in `ROUTES`, those that run there."""
NIGHT = {NIGHTLY_SOURCE: ("0 2 * * *", "Europe/Paris"), WATCH_SOURCE: ("*/5 * * * *", "Europe/Paris")}
PINGS = {
    "an entity": NIGHT,
    "an entity of a group": NIGHT | {EXPORT_SWEEP_SOURCE: ("17 * * * *", "Europe/Paris")},
    "the group": {GROUP_WATCH_SOURCE: ("*/5 * * * *", "Europe/Paris")},
}


def test_every_event_type_of_the_contract_has_a_route_stated_here() -> None:
    assert {kind for kind, _ in ROUTES} == {PING, *TYPES}


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize(("kind", "source"), ROUTES)
def test_each_event_reaches_exactly_these_services_once(module: str, kind: str, source: str) -> None:
    reached = [
        trigger.spec.subscriber.ref.name
        for trigger in MODULES[module].triggers
        if matches(trigger.spec.filter.attributes, {"type": kind, "source": source})
    ]
    assert sorted(reached) == sorted(ROUTES[kind, source] & THERE[module])


@pytest.mark.parametrize("module", MODULES)
def test_every_service_that_takes_events_is_there(module: str) -> None:
    assert MODULES[module].subscribers() == THERE[module]


@pytest.mark.parametrize("manifests", MODULES.values(), ids=list(MODULES))
def test_every_trigger_insists_and_keeps_dead_letters(manifests: Manifests) -> None:
    for trigger in manifests.triggers:
        delivery = trigger.spec.delivery
        assert (delivery.retry, delivery.backoff_policy, delivery.backoff_delay.total_seconds()) == (
            10,
            "exponential",
            1,
        )
        assert delivery.dead_letter_sink is not None
        assert delivery.dead_letter_sink.ref.name == "finops-dead-letters"


@pytest.mark.parametrize("module", MODULES)
def test_the_pings_have_the_sources_that_functions_expect(module: str) -> None:
    found = {source_of(ping): (ping.spec.schedule, str(ping.spec.timezone)) for ping in MODULES[module].pings}
    assert found == PINGS[module]


def test_an_overlay_is_read_with_all_that_it_is_made_of() -> None:
    assert read_manifests(KNATIVE / "overlays" / "group") == MODULES["the group"]
    assert read_manifests(KNATIVE / "overlays" / "production") == MODULES["an entity"]


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


PATCHED = """
resources: [all.yaml]
patches:
  - target: {target}
    patch: |
      {patch}
"""
CHANGE = "[{op: replace, path: /spec/broker, value: other}]"


@pytest.mark.parametrize(
    ("target", "patch", "complaint"),
    [
        ("{kind: Trigger}", CHANGE, "a patch of Trigger t"),
        ("{group: eventing.knative.dev, name: t}", CHANGE, "a patch of Trigger t"),
        ("{annotationSelector: a=b}", CHANGE, "annotationSelector"),
        ("{kind: Trigger, labelSelector: a in (b)}", CHANGE, "labelSelector"),
        ("{name: default}", "$patch: delete", "named but not there: default"),
    ],
)
def test_a_patch_that_would_change_what_matters_is_an_error(
    tmp_path: Path, target: str, patch: str, complaint: str
) -> None:
    (tmp_path / "kustomization.yaml").write_text(PATCHED.format(target=target, patch=patch))
    (tmp_path / "all.yaml").write_text("kind: Broker\nmetadata: {name: default}\n---" + TRIGGER)
    with pytest.raises(BadManifest, match=complaint):
        read_manifests(tmp_path)


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("{kind: Trigger}", 0),
        ("{name: t}", 0),
        ("{name: t.*}", 0),
        ("{name: te}", 1),
        ("{kind: Service, name: t}", 1),
        ("{kind: Trigger, labelSelector: of=me}", 0),
        ("{kind: Trigger, labelSelector: of=you}", 1),
    ],
)
def test_what_a_patch_deletes_is_gone(tmp_path: Path, target: str, left: int) -> None:
    (tmp_path / "kustomization.yaml").write_text(PATCHED.format(target=target, patch="$patch: delete"))
    trigger = TRIGGER.replace("{name: t}", "{name: t, labels: {of: me}}")
    (tmp_path / "all.yaml").write_text("kind: Broker\nmetadata: {name: default}\n---" + trigger)
    assert len(read_manifests(tmp_path).triggers) == left


def test_a_patch_without_a_target_is_about_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources: [all.yaml]\npatches: [{path: patch.yaml}]\n")
    (tmp_path / "all.yaml").write_text("kind: Broker\nmetadata: {name: default}\n---" + TRIGGER)
    (tmp_path / "patch.yaml").write_text("kind: NetworkPolicy\nmetadata: {name: t}\n")
    assert len(read_manifests(tmp_path).triggers) == 1
    (tmp_path / "patch.yaml").write_text("kind: Broker\nmetadata: {name: default}\n")
    with pytest.raises(BadManifest, match="a patch of Broker default"):
        read_manifests(tmp_path)


def test_a_listed_file_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources: [gone.yaml]\n")
    with pytest.raises(BadManifest, match=r"gone\.yaml"):
        read_manifests(tmp_path)
