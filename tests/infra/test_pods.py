"""How each pod runs: whose, with what rights, how many at once, probed and bounded."""

import re

import pytest

from finops_runtime.settings import RawZoneSettings
from tests.infra.environment import environment
from tests.infra.rendered import (
    FUNCTIONS,
    ROOT,
    SERVICE,
    Object,
    functions_of,
    home_of,
    kustomizations,
    modules,
    pod_of,
    rendered,
)
from tests.unit.docs.test_docs import SETTINGS

BUNDLES = modules()
GROUP_GUIDE = (ROOT / "docs" / "how-to" / "deploy-a-group.md").read_text(encoding="utf-8")
MIGRATIONS = [name for name in kustomizations() if "migrations" in name]
KNATIVE_CEILING = 600
SPARE_THREADS = 2
_BYTES = {"Mi": 2**20, "Gi": 2**30}


def size(quantity: str) -> int:
    found = re.fullmatch(r"(\d+)(Mi|Gi)", quantity)
    assert found is not None, quantity
    return int(found[1]) * _BYTES[found[2]]


def scale(service: Object, end: str) -> int:
    return int(service["spec"]["template"]["metadata"]["annotations"][f"autoscaling.knative.dev/{end}-scale"])


def workloads(bundle: str) -> list[Object]:
    return [*rendered(bundle).of(*SERVICE), *rendered(bundle).of("batch", "Job")]


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_function_has_its_service_and_its_image(bundle: str) -> None:
    services = rendered(bundle).functions()
    assert sorted(services) == functions_of(bundle)
    images = {name: pod_of(service)["containers"][0]["image"] for name, service in services.items()}
    releases = {image.rsplit(":", 1)[1] for image in images.values()}
    assert len(releases) == 1, "one release, one version of every function"
    assert {name: image.rsplit("/", 1)[1].split(":")[0] for name, image in images.items()} == {
        name: name for name in functions_of(bundle)
    }


@pytest.mark.parametrize("bundle", kustomizations())
def test_a_pod_gives_up_what_it_does_not_need(bundle: str) -> None:
    for workload in workloads(bundle):
        pod = pod_of(workload)
        (container,) = pod["containers"]
        security = {**pod.get("securityContext", {}), **container["securityContext"]}
        assert security == {
            "runAsNonRoot": True,
            "runAsUser": 65532,
            "runAsGroup": 65532,
            "readOnlyRootFilesystem": True,
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "seccompProfile": {"type": "RuntimeDefault"},
        }
        account = rendered(bundle).named("", "ServiceAccount", pod["serviceAccountName"])
        assert pod["serviceAccountName"] == workload["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/name"]
        assert (pod["automountServiceAccountToken"], account["automountServiceAccountToken"]) == (False, False)
        assert ":latest" not in container["image"]
        assert set(container["resources"]) == {"requests", "limits"}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_a_function_may_write_to_tmp_alone(bundle: str) -> None:
    for service in rendered(bundle).functions().values():
        pod = pod_of(service)
        empty = {volume["name"] for volume in pod["volumes"] if "emptyDir" in volume}
        mounts = pod["containers"][0]["volumeMounts"]
        assert {mount["mountPath"] for mount in mounts if mount["name"] in empty} == {"/tmp"}
        assert all(mount.get("readOnly") for mount in mounts if mount["name"] not in empty)


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_function_is_probed(bundle: str) -> None:
    for service in rendered(bundle).functions().values():
        container = pod_of(service)["containers"][0]
        asked = {kind: container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")}
        assert asked == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}
        for kind in asked:
            probe = container[f"{kind}Probe"]
            assert probe["timeoutSeconds"] <= probe["periodSeconds"]


@pytest.mark.parametrize("bundle", BUNDLES)
def test_each_request_has_a_thread_and_a_connection_and_probes_have_theirs(bundle: str) -> None:
    for service in rendered(bundle).functions().values():
        values = environment(rendered(bundle), service)
        concurrency = pod_of(service)["containerConcurrency"]
        assert int(values["THREADS"]) == int(values["POSTGRES_POOL_SIZE"]) == concurrency + SPARE_THREADS
    letters = pod_of(rendered(bundle).named(*SERVICE, "finops-dead-letters"))
    assert f"--threads={letters['containerConcurrency'] + SPARE_THREADS}" in letters["containers"][0]["args"]


@pytest.mark.parametrize("bundle", BUNDLES)
def test_scale_and_time_are_bounded(bundle: str) -> None:
    for service in rendered(bundle).of(*SERVICE):
        assert 0 <= scale(service, "min") <= scale(service, "max") <= 4
        assert 0 < pod_of(service)["timeoutSeconds"] <= KNATIVE_CEILING


def test_production_keeps_one_query_api_warm_and_the_sink_of_dead_letters() -> None:
    assert warm("overlays/production") == {"query-api": 1, "finops-dead-letters": 1}
    assert warm("overlays/group") == warm("overlays/production")
    assert warm("overlays/dev") == {"finops-dead-letters": 1}


def warm(bundle: str) -> dict[str, int]:
    """How many instances of each Service are always there."""
    scales = {each["metadata"]["name"]: scale(each, "min") for each in rendered(bundle).of(*SERVICE)}
    return {name: least for name, least in scales.items() if least}


def test_a_drain_never_takes_all_of_query_api_and_is_never_held_up() -> None:
    (budget,) = rendered("overlays/production").of("policy", "PodDisruptionBudget")
    labels = rendered("overlays/production").functions()["query-api"]["spec"]["template"]["metadata"]["labels"]
    assert budget["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert "minAvailable" not in budget["spec"]
    assert budget["spec"]["maxUnavailable"] == 1


@pytest.mark.parametrize("bundle", BUNDLES)
def test_files_that_are_read_fit_into_tmp(bundle: str) -> None:
    for service in rendered(bundle).functions().values():
        values = environment(rendered(bundle), service)
        if "FINOPS_FILE_MAX_MB" in values:
            pod = pod_of(service)
            (room,) = (size(volume["emptyDir"]["sizeLimit"]) for volume in pod["volumes"] if "emptyDir" in volume)
            assert pod["containerConcurrency"] * int(values["FINOPS_FILE_MAX_MB"]) * 10**6 < room


def connections(bundle: str) -> int:
    """The most that all instances hold at once: pools, and query_api's one connection for the generation."""
    total = 0
    for name, service in rendered(bundle).functions().items():
        pools = 2 if name == "query-api" else 1
        one = pools * int(environment(rendered(bundle), service)["POSTGRES_POOL_SIZE"]) + (pools - 1)
        total += scale(service, "max") * one
    return total


def test_the_guide_says_how_many_connections_postgresql_must_allow() -> None:
    guide = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
    assert f"{connections('overlays/production')} connections" in guide
    more = connections("overlays/production + export-group") - connections("overlays/production")
    assert f"{more} connections more" in GROUP_GUIDE
    assert f"{connections('overlays/group')} connections" in GROUP_GUIDE


@pytest.mark.parametrize("bundle", MIGRATIONS)
def test_the_migrations_run_as_their_phase_by_a_name_of_its_own(bundle: str) -> None:
    (job,) = rendered(bundle).of("batch", "Job")
    phase = pod_of(job)["containers"][0]["args"][2]
    assert pod_of(job)["containers"][0]["command"] == ["python", "-m", "finops_sql"]
    if not bundle.endswith("job"):
        assert (phase, job["metadata"]["name"]) == (bundle.rsplit("/", 1)[1], f"finops-migrations-{phase}")


def test_only_functions_that_read_sources_have_the_raw_zone() -> None:
    for name in FUNCTIONS:
        bundle = home_of(name)
        reads = issubclass(SETTINGS[name.replace("-", "_")], RawZoneSettings)
        assert ("MONGO_URL" in environment(bundle, bundle.functions()[name])) == reads


def test_the_group_has_a_database_of_its_own() -> None:
    for name in ("overlays/group", "overlays/group/migrations/pre", "overlays/group/migrations/post"):
        for workload in (*rendered(name).functions().values(), *rendered(name).of("batch", "Job")):
            values = environment(rendered(name), workload)
            addresses = [value for key, value in values.items() if key in ("POSTGRES_URL", "POSTGRES_ADMIN_URL")]
            assert addresses
            assert {address.rsplit("/", 1)[1] for address in addresses} == {"finops_group_db"}


def test_nothing_of_an_entity_is_left_in_a_group() -> None:
    group = rendered("overlays/group")
    for gone in ("ingest-", "load-facts", "MONGO_", "finops-nightly", "finops-watch", "finops-runs", "finops-sources"):
        named = {each["metadata"]["name"] for each in group.objects if gone in str(each)}
        assert named - {"finops-dashboard"} == set(), gone
    values = environment(group, group.functions()["query-api"])
    assert (values["FINOPS_ENTITY_ID"], values["FINOPS_SCOPE"]) == ("group", "group")
