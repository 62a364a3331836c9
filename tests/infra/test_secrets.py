"""No manifest holds a secret: each is a reference to what the vault fills."""

import re
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from tests.infra.environment import secrets
from tests.infra.rendered import FUNCTIONS, Object, home_of, kustomizations, pod_of, rendered, with_component
from tests.unit.docs.test_docs import SETTINGS

SECRET_SETTINGS = {
    name.upper()
    for settings in SETTINGS.values()
    for name, field in settings.model_fields.items()
    if SecretStr in (field.annotation, *getattr(field.annotation, "__args__", ()))
}
# Of the traces' receiver: an address, a secret only if it names a user.
ADDRESS = "OTEL_EXPORTER_OTLP_ENDPOINT"


def workloads(bundle: str) -> list[Object]:
    kinds = ("serving.knative.dev", "Service"), ("batch", "Job")
    return [each for kind in kinds for each in rendered(bundle).of(*kind)]


def texts(thing: object) -> Iterator[str]:
    if isinstance(thing, dict):
        for value in thing.values():
            yield from texts(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from texts(value)
    elif isinstance(thing, str):
        yield thing


def test_settings_that_are_secrets_are_known() -> None:
    assert {"POSTGRES_URL", "POSTGRES_ADMIN_URL", "MONGO_URL", "OIDC_CLIENT_SECRET", ADDRESS} <= SECRET_SETTINGS


@pytest.mark.parametrize("bundle", kustomizations())
def test_there_is_no_secret_but_by_reference(bundle: str) -> None:
    assert list(rendered(bundle).of("", "Secret")) == []
    for workload in workloads(bundle):
        for variable in pod_of(workload)["containers"][0].get("env", []):
            if variable["name"] in SECRET_SETTINGS:
                assert set(variable["valueFrom"]) == {"secretKeyRef"}
    for settings in rendered(bundle).of("", "ConfigMap"):
        assert set(settings["data"]) & SECRET_SETTINGS <= {ADDRESS}


@pytest.mark.parametrize("bundle", kustomizations())
def test_no_text_names_a_password(bundle: str) -> None:
    for each in rendered(bundle).objects:
        for text in texts(each):
            for password in re.findall(r"://[^/@\s]*:([^/@]+)@", text):
                assert re.fullmatch(r"\{\{ \.\w+ \| urlquery \}\}", password), each["metadata"]["name"]


@pytest.mark.parametrize("bundle", kustomizations())
def test_every_reference_leads_to_a_secret_that_is_made(bundle: str) -> None:
    made = secrets(rendered(bundle))
    for workload in workloads(bundle):
        pod = pod_of(workload)
        for volume in pod.get("volumes", []):
            if "secret" in volume:
                assert volume["secret"]["secretName"] in made
        for variable in pod["containers"][0].get("env", []):
            reference = variable.get("valueFrom", {}).get("secretKeyRef")
            if reference is not None and not reference.get("optional"):
                assert reference["key"] in made[reference["name"]]


@pytest.mark.parametrize("bundle", kustomizations())
def test_every_secret_comes_from_the_one_store(bundle: str) -> None:
    objects = rendered(bundle)
    for each in objects.of("external-secrets.io", "ExternalSecret"):
        objects.named("external-secrets.io", "SecretStore", each["spec"]["secretStoreRef"]["name"])


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_secrets_of_its_own(function: str) -> None:
    pod = pod_of(home_of(function).functions()[function])
    references = [each.get("valueFrom", {}).get("secretKeyRef", {}).get("name") for each in pod["containers"][0]["env"]]
    mounted = [each.get("secret", {}).get("secretName") for each in pod["volumes"]]
    used = {each for each in (*references, *mounted) if each is not None}
    assert used <= {"finops-ca", f"finops-{function}", f"finops-{function}-sources"}


def test_without_external_secrets_the_same_secrets_are_referred_to() -> None:
    bare = with_component("components/secrets-by-hand", "overlays/production-kafka")
    groups = {str(each["apiVersion"]).split("/")[0] for each in bare.objects}
    assert "external-secrets.io" not in groups
    assert len(bare.objects) < len(rendered("overlays/production-kafka").objects)
