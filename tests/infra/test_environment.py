"""Every variable that a manifest sets is one that the function reads, and the other way round; and they can be read."""

import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.infra.environment import environment
from tests.infra.rendered import FUNCTIONS, kustomizations, modules, rendered
from tests.unit.docs.test_docs import SETTINGS

BUNDLES = modules()
LEFT = tomllib.loads((Path(__file__).parent / "left_at_default.toml").read_text(encoding="utf-8"))
LEFT_AT_DEFAULT = {name for reason in LEFT.values() for name in reason["settings"]}
READ_BY_OTHERS = {
    "THREADS": "functions-framework",
    "PGSSLMODE": "libpq",
    "PGSSLROOTCERT": "libpq",
    "PGTARGETSESSIONATTRS": "libpq",
    "AWS_ACCESS_KEY_ID": "pyarrow",
    "AWS_SECRET_ACCESS_KEY": "pyarrow",
}


def read_by(function: str) -> set[str]:
    return {name.upper() for name in SETTINGS[function.replace("-", "_")].model_fields}


def given(bundle: str, function: str) -> dict[str, str]:
    return environment(rendered(bundle), rendered(bundle).functions()[function])


@pytest.mark.parametrize("bundle", BUNDLES)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_set_is_read(bundle: str, function: str) -> None:
    assert set(given(bundle, function)) - read_by(function) - set(READ_BY_OTHERS) == set()


@pytest.mark.parametrize("bundle", BUNDLES)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_read_is_set_or_left_at_its_default_on_purpose(bundle: str, function: str) -> None:
    assert read_by(function) - set(given(bundle, function)) - LEFT_AT_DEFAULT == set()


def test_what_is_left_at_its_default_is_read_by_somebody_and_set_by_nobody() -> None:
    assert LEFT_AT_DEFAULT - {name for function in FUNCTIONS for name in read_by(function)} == set()
    for function in FUNCTIONS:
        assert LEFT_AT_DEFAULT & set(given("base", function)) == set()


@pytest.mark.parametrize("bundle", BUNDLES)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_starts_with_what_is_set(bundle: str, function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given(bundle, function).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("K_SINK", "https://broker-ingress.knative-eventing.svc.cluster.local/finops/default")
    SETTINGS[function.replace("-", "_")]()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_in_production_a_function_does_not_start_with_a_broker_without_tls(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given("overlays/production", function).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("K_SINK", "http://broker-ingress.knative-eventing.svc.cluster.local/finops/default")
    with pytest.raises(ValidationError, match="K_SINK must begin with https"):
        SETTINGS[function.replace("-", "_")]()


def test_only_rabbitmq_s_broker_is_spoken_to_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = {bundle for bundle in BUNDLES if "K_SINK_PLAIN" in given(bundle, "load-facts")}
    assert plain == {"overlays/production + rabbitmq-broker"}
    for name, value in given("overlays/production + rabbitmq-broker", "load-facts").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("K_SINK", "http://default-broker-ingress.finops.svc.cluster.local")
    SETTINGS["load_facts"]()


@pytest.mark.parametrize("bundle", [name for name in kustomizations() if name.startswith("overlays/production")])
def test_production_verifies_every_server(bundle: str) -> None:
    objects = rendered(bundle)
    for workload in (*objects.functions().values(), *objects.of("batch", "Job")):
        values = environment(objects, workload)
        assert (values["PGSSLMODE"], values["PGSSLROOTCERT"]) == ("verify-full", "/etc/finops/ca/ca.crt")
        for name in ("POSTGRES_URL", "POSTGRES_ADMIN_URL"):
            assert "sslmode" not in values.get(name, "")
        if "MONGO_URL" in values:
            assert values["MONGO_URL"].endswith("&tls=true&tlsCAFile=/etc/finops/ca/ca.crt")
        if workload["kind"] != "Job":
            assert values["FINOPS_REQUIRE_TLS"] == "true"
