"""Ingests as Jobs: what a JobSink runs is what the function's Service runs, with another command."""

import pytest

from finops_runtime.job import NEVER
from tests.infra.rendered import SERVICE, TRIGGER, Object, pod_of, rendered, with_component

BUNDLE = "overlays/production + ingest-jobs"
INGESTS = ["ingest-cloud", "ingest-native", "ingest-open"]
JOB_SINK = ("sinks.knative.dev", "JobSink")
SAME = ["image", "env", "envFrom", "resources", "volumeMounts", "securityContext"]


def job_of(name: str) -> Object:
    job: Object = rendered(BUNDLE).named(*JOB_SINK, name)["spec"]["job"]
    return job


def test_every_trigger_of_an_ingest_delivers_to_its_job_sink() -> None:
    subscribers = [trigger["spec"]["subscriber"]["ref"] for trigger in rendered(BUNDLE).of(*TRIGGER)]
    jobs = [ref["name"] for ref in subscribers if ref["kind"] == "JobSink"]
    assert sorted(set(jobs)) == INGESTS
    assert not [ref for ref in subscribers if ref["kind"] == "Service" and ref["name"] in INGESTS]


@pytest.mark.parametrize("name", INGESTS)
def test_a_job_has_all_that_the_service_has(name: str) -> None:
    service = pod_of(rendered(BUNDLE).named(*SERVICE, name))
    pod = pod_of(job_of(name))
    (mine,), (its,) = pod["containers"], service["containers"]
    assert {part: mine[part] for part in SAME} == {part: its[part] for part in SAME}
    for part in ("volumes", "serviceAccountName", "automountServiceAccountToken"):
        assert pod[part] == service[part]
    assert mine["command"] == ["python", "-m", "finops_runtime.job"]


@pytest.mark.parametrize("name", INGESTS)
def test_a_job_ends_by_its_exit_code_and_makes_room_for_a_repetition(name: str) -> None:
    spec = job_of(name)["spec"]
    codes = spec["podFailurePolicy"]["rules"][0]["onExitCodes"]
    assert (codes["containerName"], codes["values"]) == (pod_of(job_of(name))["containers"][0]["name"], [NEVER])
    assert spec["template"]["spec"]["restartPolicy"] == "Never"  # podFailurePolicy asks for it
    # The watch repeats a stalled run's event with its id; a JobSink makes no second Job while the first is there.
    assert spec["ttlSecondsAfterFinished"] <= 60
    assert spec["activeDeadlineSeconds"] >= 2 * 30 * 60


@pytest.mark.parametrize("name", INGESTS)
def test_a_job_is_bound_to_the_broker_and_may_send_what_its_service_may(name: str) -> None:
    bundle = rendered(BUNDLE)
    binding = bundle.named("sources.knative.dev", "SinkBinding", f"{name}-jobs")["spec"]
    assert binding["sink"] == bundle.named("sources.knative.dev", "SinkBinding", name)["spec"]["sink"]
    labels = job_of(name)["metadata"]["labels"]
    assert binding["subject"]["selector"]["matchLabels"].items() <= labels.items()
    policies = with_component("components/event-policies-of-jobs", "event-policies")
    senders = policies.named("eventing.knative.dev", "EventPolicy", name)["spec"]["from"]
    assert [each["ref"]["name"] for each in senders] == [name, f"{name}-jobs"]
