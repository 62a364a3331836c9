"""Triggers, pings and policies against the contract, and against what each function says that it takes and sends."""

import re

import pytest

from finops_contract.events import OUTPUTS, PING, TYPES
from tests.infra.readmes import events, pings
from tests.infra.rendered import (
    FUNCTIONS,
    HOMES,
    SERVICE,
    TRIGGER,
    Object,
    functions_of,
    home_of,
    modules,
    pod_of,
    rendered,
    with_component,
)
from tests.infra.test_environment import sends

BUNDLES = modules()
FOR_THE_GROUP = {"rosetta.finops.group.export.requested.v1"}
"""What only an entity of a group has a subscriber for."""
POLICIES = {
    "overlays/production": None,
    HOMES["export-group"]: "components/event-policies-of-export-group",
    "overlays/group": "components/event-policies-of-group",
}
"""Module -> what is on top of the event policies there."""
SOURCE = "/apis/v1/namespaces/{namespace}/pingsources/{name}"


def wanted(trigger: Object) -> dict[str, str]:
    attributes: dict[str, str] = trigger["spec"]["filter"]["attributes"]
    return attributes


def ping_sources(bundle: str) -> set[str]:
    return {SOURCE.format(**ping["metadata"]) for ping in rendered(bundle).of("sources.knative.dev", "PingSource")}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_filter_is_a_type_that_the_contract_defines(bundle: str) -> None:
    for trigger in rendered(bundle).of(*TRIGGER):
        filtered = wanted(trigger)
        assert filtered["type"] in {PING, *TYPES}, trigger["metadata"]["name"]
        assert set(filtered) == ({"type", "source"} if filtered["type"] == PING else {"type"})
        assert filtered.get("source", "") in {"", *ping_sources(bundle)}


def subscribed(bundle: str) -> set[str]:
    return {wanted(trigger)["type"] for trigger in rendered(bundle).of(*TRIGGER)}


def test_every_type_has_a_subscriber_or_is_an_output() -> None:
    assert subscribed(HOMES["export-group"]) - {PING} | OUTPUTS == set(TYPES)
    assert set(TYPES) - subscribed("base") - OUTPUTS == FOR_THE_GROUP


@pytest.mark.parametrize("bundle", BUNDLES)
def test_what_a_function_sends_has_a_subscriber_in_its_module(bundle: str) -> None:
    sent = {kind for function in functions_of(bundle) for kind in events(function, "out")}
    if bundle == "overlays/group":
        sent -= events("query-api", "out") - subscribed(bundle)  # an entity's requests, for which a group has no routes
    assert sent - subscribed(bundle) <= OUTPUTS | FOR_THE_GROUP


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_ping_is_heard(bundle: str) -> None:
    heard = {wanted(trigger).get("source") for trigger in rendered(bundle).of(*TRIGGER)} - {None}
    assert heard == ping_sources(bundle)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_sent_what_it_says_that_it_takes(function: str) -> None:
    mine = [
        wanted(trigger)
        for trigger in home_of(function).of(*TRIGGER)
        if trigger["spec"]["subscriber"]["ref"]["name"] == function
    ]
    assert sorted(each["type"] for each in mine if each["type"] != PING) == sorted(events(function, "in") - {PING})
    assert {each["source"].rsplit("/", 1)[1] for each in mine if each["type"] == PING} == pings(function)


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_trigger_insists_as_long_as_a_function_may_take(bundle: str) -> None:
    objects = rendered(bundle)
    for trigger in objects.of(*TRIGGER):
        delivery, reference = trigger["spec"]["delivery"], trigger["spec"]["subscriber"]["ref"]
        receiver = objects.named(reference["apiVersion"].rpartition("/")[0], reference["kind"], reference["name"])
        assert reference["apiVersion"] == receiver["apiVersion"]
        assert (delivery["retry"], delivery["backoffPolicy"], delivery["backoffDelay"]) == (10, "exponential", "PT1S")
        minutes = re.fullmatch(r"PT(\d+)M", delivery["timeout"])
        assert minutes is not None
        if reference["kind"] == "Service":  # a JobSink answers as soon as the Job is there
            assert int(minutes[1]) * 60 >= pod_of(receiver)["timeoutSeconds"]
            # A function answers at the end of its work: without this, Knative's own default would end it after 300 s.
            assert pod_of(receiver)["responseStartTimeoutSeconds"] == pod_of(receiver)["timeoutSeconds"]
        objects.named(*SERVICE, delivery["deadLetterSink"]["ref"]["name"])
        objects.named("eventing.knative.dev", "Broker", trigger["spec"]["broker"])


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_sender_is_bound_to_the_broker(bundle: str) -> None:
    bound = {
        binding["spec"]["subject"]["name"]: binding["spec"]["sink"]["ref"]["name"]
        for binding in rendered(bundle).of("sources.knative.dev", "SinkBinding")
        if binding["spec"]["subject"]["kind"] == "Service"
    }
    assert bound == dict.fromkeys((name for name in functions_of(bundle) if sends(name)), "default")


@pytest.mark.parametrize("bundle", BUNDLES)
def test_pings_say_their_time_zone(bundle: str) -> None:
    for ping in rendered(bundle).of("sources.knative.dev", "PingSource"):
        assert ping["spec"]["timezone"] == "Europe/Paris"


@pytest.mark.parametrize(("module", "component"), POLICIES.items())
def test_a_sender_may_send_what_it_says_that_it_sends_and_no_more(module: str, component: str | None) -> None:
    allowed: dict[str, set[str]] = {}
    policies = with_component(component, "event-policies") if component else rendered("event-policies")
    for policy in policies.of("eventing.knative.dev", "EventPolicy"):
        spec = policy["spec"]
        assert [(each["ref"]["kind"], each["ref"]["name"]) for each in spec["to"]] == [("Broker", "default")]
        (rule,) = spec["filters"]
        types = {each["exact"]["type"] for each in rule.get("any", [rule])}
        for sender in spec["from"]:
            allowed[f"{sender['ref']['kind']} {sender['ref']['name']}"] = types
    sources = rendered(module).of("sources.knative.dev", "PingSource")
    pinging = {f"PingSource {ping['metadata']['name']}": {PING} for ping in sources}
    senders = [function for function in functions_of(module) if events(function, "out")]
    assert allowed == pinging | {f"SinkBinding {function}": events(function, "out") for function in senders}


def test_load_facts_may_send_every_type_that_a_trigger_of_ours_delivers() -> None:
    """The runbook sends dead letters once more from its pod."""
    policy = rendered("event-policies").named("eventing.knative.dev", "EventPolicy", "load-facts")["spec"]
    allowed = {each["exact"]["type"] for each in policy["filters"][0]["any"]}
    assert {wanted(trigger)["type"] for trigger in rendered("overlays/production").of(*TRIGGER)} <= allowed
