"""The same images on OpenFaaS: `stack.yaml` against the functions' settings, its Triggers against Knative's."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.infra.environment import environment
from tests.infra.rendered import FUNCTIONS, ROOT, SERVICE, TRIGGER, pod_of, render, rendered
from tests.infra.schemas import faults
from tests.infra.test_environment import READ_BY_OTHERS, read_by
from tests.unit.docs.test_docs import SETTINGS

FOLDER = ROOT / "infra" / "openfaas"
STACK: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "stack.yaml").read_text(encoding="utf-8"))["functions"]
SECRETS = "/var/openfaas/secrets/"
POSTGRES, MONGO = "postgresql://me:x@db/finops_db", "mongodb://me:x@db/?tls=true"


def given(function: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in STACK[function]["environment_file"]:
        found.update(yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))["environment"])
    found.update(STACK[function]["environment"])
    return found


def test_every_function_is_there_with_the_image_that_knative_runs() -> None:
    assert sorted(STACK) == FUNCTIONS
    for name, service in rendered("base").functions().items():
        (container,) = pod_of(service)["containers"]
        assert STACK[name]["image"] == container["image"]
        assert (STACK[name]["requests"], STACK[name]["limits"]) == (
            container["resources"]["requests"],
            container["resources"]["limits"],
        )
        assert STACK[name]["readonly_root_filesystem"] is True


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_set_is_text_that_the_function_reads(function: str) -> None:
    values = given(function)
    assert [name for name, value in values.items() if not isinstance(value, str)] == []
    named = {name if name in read_by(function) else name.removesuffix("_FILE") for name in values}
    assert named - read_by(function) - set(READ_BY_OTHERS) == set()
    pool = environment(rendered("base"), rendered("base").functions()[function])["POSTGRES_POOL_SIZE"]
    assert values["THREADS"] == values["POSTGRES_POOL_SIZE"] == pool


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_secret_is_a_file_that_is_asked_for(function: str) -> None:
    named = {value.removeprefix(SECRETS) for value in given(function).values() if value.startswith(SECRETS)}
    assert named == set(STACK[function]["secrets"])
    assert all(name.startswith((f"{function}-", "finops-ca")) for name in named)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_starts_with_what_is_set(function: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert given(function)["K_CA_CERTS_FILE"].startswith(SECRETS), "K_SINK is https of the cluster's own authority"
    for name, value in given(function).items():
        monkeypatch.setenv(name, str(tmp_path / name) if name.endswith("_FILE") else value)
        if name.endswith("_FILE"):
            (tmp_path / name).write_text(MONGO if name.startswith("MONGO") else POSTGRES)
    SETTINGS[function.replace("-", "_")]()


def test_the_cron_connector_is_the_watch() -> None:
    clocks = {name: each["annotations"] for name, each in STACK.items() if "topic" in each["annotations"]}
    watch = rendered("base").named("sources.knative.dev", "PingSource", "finops-watch")
    assert {name: (each["topic"], each["schedule"]) for name, each in clocks.items()} == {
        "load-facts": ("cron-function", watch["spec"]["schedule"])
    }
    assert given("load-facts")["FINOPS_WATCH_BY_EMPTY_POST"] == "true"


def test_triggers_deliver_the_same_events_to_the_gateway() -> None:
    bundle = render(FOLDER / "eventing", "openfaas")
    assert [fault for each in bundle.objects for fault in faults(each)] == []
    assert {each["kind"] for each in bundle.objects} == {"Namespace", "Broker", "Trigger", "Deployment", "Service"}
    gateway = "http://gateway.openfaas.svc.cluster.local:8080/function/"
    there = {each["metadata"]["name"]: each["spec"] for each in bundle.of(*TRIGGER)}
    here = {each["metadata"]["name"]: each["spec"] for each in rendered("base").of(*TRIGGER)}
    assert there.keys() == here.keys()
    for name, spec in there.items():
        assert spec["filter"] == here[name]["filter"]
        assert spec["subscriber"] == {"uri": gateway + here[name]["subscriber"]["ref"]["name"]}


def test_dead_letters_are_kept_as_knative_keeps_them() -> None:
    bundle = render(FOLDER / "eventing", "openfaas")
    (letters,), (address,) = bundle.of("apps", "Deployment"), bundle.of("", "Service")
    sink = {"apiVersion": "v1", "kind": "Service", "name": address["metadata"]["name"]}
    assert {str(each["spec"]["delivery"]["deadLetterSink"]["ref"]) for each in bundle.of(*TRIGGER)} == {str(sink)}
    labels = letters["spec"]["template"]["metadata"]["labels"]
    assert address["spec"]["selector"] == letters["spec"]["selector"]["matchLabels"]
    assert address["spec"]["selector"].items() <= labels.items()
    knative = pod_of(rendered("base").named(*SERVICE, "finops-dead-letters"))
    (mine,), (its,) = pod_of(letters)["containers"], knative["containers"]
    for part in ("image", "command", "args", "resources"):
        assert mine[part] == its[part]
    assert {**pod_of(letters)["securityContext"], **mine["securityContext"]} == its["securityContext"]
    assert address["spec"]["ports"] == [{"port": 80, "targetPort": mine["ports"][0]["name"]}]
