"""The same images on OpenFaaS: each stack against its functions' settings, its Triggers against Knative's."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.infra.environment import environment
from tests.infra.rendered import GROUP, HOMES, ROOT, SERVICE, TRIGGER, functions_of, pod_of, render, rendered
from tests.infra.schemas import faults
from tests.infra.test_environment import READ_BY_OTHERS, read_by, sends
from tests.unit.docs.test_docs import SETTINGS

FOLDER = ROOT / "infra" / "openfaas"
STACKS: dict[str, dict[str, dict[str, Any]]] = {
    name: yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["functions"]
    for name in ("stack", "stack-export-group", "stack-group")
}
KNATIVE = {"stack": "base", "stack-export-group": HOMES["export-group"], "stack-group": "overlays/group"}
"""Stack -> the module where Knative has its functions."""
PLACED = [(stack, function) for stack, functions in STACKS.items() for function in functions]
EVENTING = {
    "eventing": "overlays/production",
    "eventing-export-group": HOMES["export-group"],
    "eventing-group": "overlays/group",
}
CLOCKS = {
    "load-facts": ("finops-watch", "FINOPS_WATCH_BY_EMPTY_POST"),
    "export-group": ("finops-group-export", "FINOPS_EXPORT_BY_EMPTY_POST"),
    "load-group": ("finops-group-watch", "FINOPS_WATCH_BY_EMPTY_POST"),
}
"""Function -> the PingSource that the cron connector stands for, and what makes its POST one."""
SECRETS = "/var/openfaas/secrets/"
POSTGRES, MONGO = "postgresql://me:x@db/finops_db", "mongodb://me:x@db/?tls=true"


def given(stack: str, function: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in STACKS[stack][function]["environment_file"]:
        found.update(yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))["environment"])
    found.update(STACKS[stack][function]["environment"])
    return found


def test_every_function_is_there() -> None:
    assert sorted(STACKS["stack"]) == functions_of("base")
    assert sorted(STACKS["stack"] | STACKS["stack-export-group"]) == functions_of(HOMES["export-group"])
    assert sorted(STACKS["stack-group"]) == [*GROUP]


@pytest.mark.parametrize(("stack", "function"), PLACED)
def test_a_function_has_the_image_and_the_size_that_it_has_on_knative(stack: str, function: str) -> None:
    (container,) = pod_of(rendered(KNATIVE[stack]).functions()[function])["containers"]
    mine = STACKS[stack][function]
    assert mine["image"] == container["image"]
    assert {part: mine[part] for part in ("requests", "limits")} == container["resources"]
    assert mine["readonly_root_filesystem"] is True


@pytest.mark.parametrize(("stack", "function"), PLACED)
def test_what_is_set_is_text_that_the_function_reads(stack: str, function: str) -> None:
    values = given(stack, function)
    assert [name for name, value in values.items() if not isinstance(value, str)] == []
    named = {name if name in read_by(function) else name.removesuffix("_FILE") for name in values}
    assert named - read_by(function) - set(READ_BY_OTHERS) == set()
    knative = rendered(KNATIVE[stack])
    pool = environment(knative, knative.functions()[function])["POSTGRES_POOL_SIZE"]
    assert values["THREADS"] == values["POSTGRES_POOL_SIZE"] == pool


@pytest.mark.parametrize(("stack", "function"), PLACED)
def test_every_secret_is_a_file_that_is_asked_for(stack: str, function: str) -> None:
    named = {value.removeprefix(SECRETS) for value in given(stack, function).values() if value.startswith(SECRETS)}
    assert named == set(STACKS[stack][function]["secrets"])
    assert all(name.startswith((f"{function}-", "finops-ca")) for name in named)


@pytest.mark.parametrize(("stack", "function"), PLACED)
def test_a_function_starts_with_what_is_set(
    stack: str, function: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if sends(function):
        authority = given(stack, function)["K_CA_CERTS_FILE"]
        assert authority.startswith(SECRETS), "K_SINK is https of the cluster's own authority"
    for name, value in given(stack, function).items():
        monkeypatch.setenv(name, str(tmp_path / name) if name.endswith("_FILE") else value)
        if name.endswith("_FILE"):
            (tmp_path / name).write_text(MONGO if name.startswith("MONGO") else POSTGRES)
    SETTINGS[function.replace("-", "_")]()


def test_the_cron_connector_is_the_clock() -> None:
    clocks = {
        function: (stack, STACKS[stack][function]["annotations"])
        for stack, function in PLACED
        if "topic" in STACKS[stack][function]["annotations"]
    }
    assert clocks.keys() == CLOCKS.keys()
    for function, (stack, annotations) in clocks.items():
        name, setting = CLOCKS[function]
        ping = rendered(KNATIVE[stack]).named("sources.knative.dev", "PingSource", name)
        assert (annotations["topic"], annotations["schedule"]) == ("cron-function", ping["spec"]["schedule"])
        assert given(stack, function)[setting] == "true"


@pytest.mark.parametrize(("eventing", "module"), EVENTING.items())
def test_triggers_deliver_the_same_events_to_the_gateway(eventing: str, module: str) -> None:
    bundle = render(FOLDER / eventing, eventing)
    assert [fault for each in bundle.objects for fault in faults(each)] == []
    assert {each["kind"] for each in bundle.objects} == {"Namespace", "Broker", "Trigger", "Deployment", "Service"}
    gateway = "http://gateway.openfaas.svc.cluster.local:8080/function/"
    there = {each["metadata"]["name"]: each["spec"] for each in bundle.of(*TRIGGER)}
    here = {each["metadata"]["name"]: each["spec"] for each in rendered(module).of(*TRIGGER)}
    assert there.keys() == here.keys()
    for name, spec in there.items():
        assert spec["filter"] == here[name]["filter"]
        assert spec["subscriber"] == {"uri": gateway + here[name]["subscriber"]["ref"]["name"]}


@pytest.mark.parametrize(("eventing", "module"), EVENTING.items())
def test_dead_letters_are_kept_as_knative_keeps_them(eventing: str, module: str) -> None:
    bundle = render(FOLDER / eventing, eventing)
    (letters,), (address,) = bundle.of("apps", "Deployment"), bundle.of("", "Service")
    sink = {"apiVersion": "v1", "kind": "Service", "name": address["metadata"]["name"]}
    assert {str(each["spec"]["delivery"]["deadLetterSink"]["ref"]) for each in bundle.of(*TRIGGER)} == {str(sink)}
    labels = letters["spec"]["template"]["metadata"]["labels"]
    assert address["spec"]["selector"] == letters["spec"]["selector"]["matchLabels"]
    assert address["spec"]["selector"].items() <= labels.items()
    knative = pod_of(rendered(module).named(*SERVICE, "finops-dead-letters"))
    (mine,), (its,) = pod_of(letters)["containers"], knative["containers"]
    for part in ("image", "command", "args", "resources"):
        assert mine[part] == its[part]
    assert {**pod_of(letters)["securityContext"], **mine["securityContext"]} == its["securityContext"]
    assert address["spec"]["ports"] == [{"port": 80, "targetPort": mine["ports"][0]["name"]}]
