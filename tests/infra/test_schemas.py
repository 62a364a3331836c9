"""Every object of every kustomization is what upstream's schema of its kind says, and nothing more."""

import copy
from collections.abc import Callable

import pytest

from tests.infra.rendered import KNATIVE, ON_TOP, Object, kustomizations, pod_of, rendered
from tests.infra.schemas import faults

COMPONENTS = sorted(path.parent.name for path in KNATIVE.glob("components/*/kustomization.yaml"))


def test_every_overlay_is_rendered_here() -> None:
    assert {"base", "overlays/dev", "overlays/production", "overlays/production-kafka", "overlays/group"} <= set(
        kustomizations()
    )


@pytest.mark.parametrize("name", kustomizations())
def test_every_object_fits_its_schema(name: str) -> None:
    assert [fault for each in rendered(name).objects for fault in faults(each)] == []


def test_every_component_is_rendered_here() -> None:
    files = [*KNATIVE.rglob("base/kustomization.yaml"), *KNATIVE.rglob("overlays/*/kustomization.yaml")]
    used = "".join(file.read_text(encoding="utf-8") for file in files)
    elsewhere = {  # test_secrets.py, test_jobs.py, test_events.py
        "secrets-by-hand",
        "event-policies-of-jobs",
        "event-policies-of-export-group",
        "event-policies-of-group",
    }
    assert {name for name in COMPONENTS if f"components/{name}" not in used} == {*ON_TOP, *elsewhere}
    for component in ON_TOP:
        assert rendered(f"overlays/production + {component}").objects != rendered("overlays/production").objects


@pytest.mark.parametrize("name", kustomizations())
def test_no_object_is_there_twice(name: str) -> None:
    named = [
        (each["apiVersion"], each["kind"], each["metadata"].get("namespace"), each["metadata"]["name"])
        for each in rendered(name).objects
    ]
    assert len(named) == len(set(named))


def _misspell_delivery(trigger: Object) -> None:
    trigger["spec"]["delivery"]["deadLetter"] = trigger["spec"]["delivery"].pop("deadLetterSink")


def _misspell_concurrency(service: Object) -> None:
    pod_of(service)["containerConcurency"] = 4


def _quote_port(service: Object) -> None:
    pod_of(service)["containers"][0]["ports"][0]["containerPort"] = "8080"


def _bad_memory(service: Object) -> None:
    pod_of(service)["containers"][0]["resources"]["limits"]["memory"] = "1 GB"


def _bad_volume(service: Object) -> None:
    pod_of(service)["volumes"][0]["emptyDir"]["size"] = "1Gi"


@pytest.mark.parametrize(
    ("kind", "breakage", "complaint"),
    [
        (("eventing.knative.dev", "Trigger", "load-facts-watch"), _misspell_delivery, "deadLetter"),
        (("serving.knative.dev", "Service", "load-facts"), _misspell_concurrency, "containerConcurency"),
        (("serving.knative.dev", "Service", "load-facts"), _quote_port, "'8080'"),
        (("serving.knative.dev", "Service", "load-facts"), _bad_memory, "1 GB"),
        (("serving.knative.dev", "Service", "load-facts"), _bad_volume, "'size'"),
    ],
)
def test_a_wrong_field_is_found(kind: tuple[str, str, str], breakage: Callable[[Object], None], complaint: str) -> None:
    thing = copy.deepcopy(rendered("base").named(*kind))
    breakage(thing)
    assert any(complaint in fault for fault in faults(thing))
