"""Every variable that a manifest sets is one that the program reads; of functions, the other way round too."""

import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.infra.environment import environment
from tests.infra.rendered import (
    FUNCTIONS,
    HOMES,
    SERVICE,
    Object,
    component_of,
    kustomizations,
    modules,
    placed,
    pod_of,
    rendered,
)
from tests.unit.docs.test_docs import SETTINGS

BUNDLES = modules()
PRODUCTION = ("overlays/production", "overlays/group")
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
OTHERS = ("finops_runtime.dead_letters", "finops_sql")
"""What runs beside the functions, and in a kustomization of migrations."""


def read_by(function: str) -> set[str]:
    return {name.upper() for name in SETTINGS[function.replace("-", "_")].model_fields}


def sends(function: str) -> bool:
    return "K_SINK" in read_by(function)


def given(bundle: str, function: str) -> dict[str, str]:
    return environment(rendered(bundle), rendered(bundle).functions()[function])


@pytest.mark.parametrize(("bundle", "function"), placed())
def test_what_is_set_is_read(bundle: str, function: str) -> None:
    assert set(given(bundle, function)) - read_by(function) - set(READ_BY_OTHERS) == set()


def read_by_name(module: str) -> set[str]:
    """What a program without settings asks the environment for, by its source: of all modules of a package."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin)
    files = file.parent.rglob("*.py") if file.name == "__init__.py" else [file]
    text = "".join(each.read_text(encoding="utf-8") for each in files)
    return set(re.findall(r"""environ(?:\.get\(|\[)"(\w+)\"""", text))


def program_of(workload: Object) -> str:
    """The module that a container's command names: an application of gunicorn's, else what `python -m` runs."""
    (container,) = pod_of(workload)["containers"]
    python, option, module = container["command"]
    assert (python, option) == ("python", "-m")
    return str(container["args"][-1]).partition(":")[0] if module == "gunicorn" else str(module)


@pytest.mark.parametrize("bundle", [*BUNDLES, *(name for name in kustomizations() if "migrations" in name)])
def test_what_is_set_for_a_program_that_is_no_function_is_read(bundle: str) -> None:
    services = [each for each in rendered(bundle).of(*SERVICE) if component_of(each) != "function"]
    others = [*services, *rendered(bundle).of("batch", "Job")]
    assert [program_of(each) for each in others] == [OTHERS["migrations" in bundle]]
    for workload in others:
        read = read_by_name(program_of(workload)) | set(READ_BY_OTHERS) - {"THREADS"}
        assert set(environment(rendered(bundle), workload)) - read == set()


def test_what_a_program_reads_is_found_in_its_source() -> None:
    assert read_by_name("finops_runtime.dead_letters") == {"LOG_LEVEL"}
    assert "POSTGRES_URL" in read_by_name("finops_sql")


@pytest.mark.parametrize(("bundle", "function"), placed())
def test_what_is_read_is_set_or_left_at_its_default_on_purpose(bundle: str, function: str) -> None:
    assert read_by(function) - set(given(bundle, function)) - LEFT_AT_DEFAULT == set()


def test_what_is_left_at_its_default_is_read_by_somebody_and_set_by_nobody() -> None:
    assert LEFT_AT_DEFAULT - {name for function in FUNCTIONS for name in read_by(function)} == set()
    for function in FUNCTIONS:
        if function not in HOMES:
            assert LEFT_AT_DEFAULT & set(given("base", function)) == set()


@pytest.mark.parametrize(("bundle", "function"), placed())
def test_a_function_starts_with_what_is_set(bundle: str, function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given(bundle, function).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("K_SINK", "https://broker-ingress.knative-eventing.svc.cluster.local/finops/default")
    SETTINGS[function.replace("-", "_")]()


@pytest.mark.parametrize(
    ("bundle", "function"),
    [(bundle, function) for bundle, function in placed() if bundle in PRODUCTION and sends(function)],
)
def test_in_production_a_function_does_not_start_with_a_broker_without_tls(
    bundle: str, function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given(bundle, function).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("K_SINK", "http://broker-ingress.knative-eventing.svc.cluster.local/finops/default")
    with pytest.raises(ValidationError, match="K_SINK must begin with https"):
        SETTINGS[function.replace("-", "_")]()


def test_only_rabbitmq_s_broker_is_spoken_to_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = {bundle for bundle in BUNDLES if "K_SINK_PLAIN" in given(bundle, "refresh-mvs")}
    assert plain == {"overlays/production + rabbitmq-broker"}
    for name, value in given("overlays/production + rabbitmq-broker", "load-facts").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("K_SINK", "http://default-broker-ingress.finops.svc.cluster.local")
    SETTINGS["load_facts"]()


@pytest.mark.parametrize("bundle", [name for name in kustomizations() if name.startswith(PRODUCTION)])
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
