"""NetworkPolicies: nothing is open but what a function's settings say that it needs."""

import pytest
from pydantic_settings import BaseSettings

from finops_runtime.settings import HttpSettings, PostgresSettings, RawZoneSettings, SinkSettings, TracingSettings
from tests.infra.rendered import FUNCTIONS, HOMES, ROOT, SERVICE, Object, functions_of, modules, pod_of, rendered
from tests.infra.test_environment import read_by
from tests.unit.docs.test_docs import SETTINGS

BUNDLES = modules()
NEEDS: dict[str, type[BaseSettings]] = {
    "finops-to-broker": SinkSettings,
    "finops-to-postgresql": PostgresSettings,
    "finops-to-mongodb": RawZoneSettings,
    "finops-to-sources": HttpSettings,
    "finops-to-collector": TracingSettings,
}
GUIDE = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
# 8012, 8013, 8112: requests; 8022: the queue-proxy's own probes; 9090: what the autoscaler asks.
QUEUE_PROXY = {8012, 8013, 8112, 8022, 9090}


def policies(bundle: str) -> dict[str, Object]:
    found = rendered(bundle).of("networking.k8s.io", "NetworkPolicy")
    return {each["metadata"]["name"]: each["spec"] for each in found}


def selected(spec: Object) -> set[str]:
    """The names of the pods that a policy is about."""
    (expression,) = spec["podSelector"]["matchExpressions"]
    assert (expression["key"], expression["operator"]) == ("app.kubernetes.io/name", "In")
    return set(expression["values"])


def namespaces(peers: list[Object]) -> set[str]:
    """The namespaces that a rule names."""
    found: set[str] = set()
    for peer in peers:
        selector = peer.get("namespaceSelector", {})
        found |= set(selector.get("matchLabels", {}).values())
        for expression in selector.get("matchExpressions", []):
            found |= set(expression["values"])
    return found


@pytest.mark.parametrize("bundle", BUNDLES)
def test_everything_is_closed_first(bundle: str) -> None:
    closed = policies(bundle)["finops-nothing-else"]
    assert closed == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_pod_looks_names_up(bundle: str) -> None:
    names = policies(bundle)["finops-names"]
    assert (names["podSelector"], names["policyTypes"]) == ({}, ["Egress"])
    (rule,) = names["egress"]
    assert {(port["protocol"], port["port"]) for port in rule["ports"]} == {("UDP", 53), ("TCP", 53)}
    assert namespaces(rule["to"]) == {"kube-system"}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_events_go_to_eventing_and_traces_to_the_collector(bundle: str) -> None:
    for name, namespace in (("finops-to-broker", "knative-eventing"), ("finops-to-collector", "observability")):
        (rule,) = policies(bundle)[name]["egress"]
        assert namespaces(rule["to"]) == {namespace}


def test_rabbitmq_s_broker_hears_every_sender_and_reaches_its_server() -> None:
    named = policies("overlays/production + rabbitmq-broker")
    assert selected(named["finops-to-rabbitmq-broker"]) == selected(named["finops-to-broker"])
    to_server, _ = named["finops-rabbitmq-broker"]["egress"]
    assert namespaces(to_server["to"]) == {"rabbitmq"}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_namespace_that_is_let_in_or_reached_is_in_the_guide(bundle: str) -> None:
    for spec in policies(bundle).values():
        for rule in (*spec.get("ingress", []), *spec.get("egress", [])):
            for namespace in namespaces([*rule.get("from", []), *rule.get("to", [])]):
                assert f"`{namespace}`" in GUIDE


@pytest.mark.parametrize("bundle", BUNDLES)
@pytest.mark.parametrize("policy", NEEDS)
def test_what_a_function_may_reach_is_what_its_settings_name(bundle: str, policy: str) -> None:
    mine = set(functions_of(bundle))
    if policy == "finops-to-sources":
        mine.discard("export-group")  # which reads none: its policy is finops-to-group, below
    reaching = {name for name in mine if issubclass(SETTINGS[name.replace("-", "_")], NEEDS[policy])}
    found = policies(bundle)
    assert (selected(found[policy]) if policy in found else set()) & set(FUNCTIONS) == reaching


def test_export_group_reaches_the_group_and_who_gives_tokens_and_no_source() -> None:
    found = policies(HOMES["export-group"])
    assert {name for name, spec in found.items() if "export-group" in str(spec["podSelector"])} == {
        "finops-requests",
        "finops-to-group",
        "finops-to-postgresql",
        "finops-to-collector",
    }
    assert selected(found["finops-to-group"]) == {"export-group"}
    (rule,) = found["finops-to-group"]["egress"]
    assert {port["port"] for port in rule["ports"]} == {443}
    assert all(peer["ipBlock"]["cidr"] for peer in rule["to"])


def test_of_load_group_only_the_path_of_exchanges_can_be_reached_from_outside() -> None:
    bundle = rendered("overlays/group")
    (route,) = bundle.of("gateway.networking.k8s.io", "HTTPRoute")
    (rule,) = route["spec"]["rules"]
    assert rule["matches"] == [{"path": {"type": "PathPrefix", "value": "/v1/exchange"}}]
    service = bundle.named(*SERVICE, "load-group")
    assert service["metadata"]["labels"]["networking.knative.dev/visibility"] == "cluster-local"
    (rewritten,) = rule["filters"]
    assert rewritten["urlRewrite"]["hostname"] == "load-group.finops.svc.cluster.local"
    assert rule["timeouts"]["request"] == f"{pod_of(service)['timeoutSeconds']}s"
    assert all(parent["sectionName"] == "https" for parent in route["spec"]["parentRefs"])
    (backend,) = rule["backendRefs"]
    (grant,) = bundle.of("gateway.networking.k8s.io", "ReferenceGrant")
    assert (grant["metadata"]["namespace"], grant["spec"]["to"][0]["name"]) == (backend["namespace"], backend["name"])
    assert backend["namespace"] in namespaces(policies("overlays/group")["finops-requests"]["ingress"][0]["from"])


@pytest.mark.parametrize("bundle", BUNDLES)
def test_only_who_checks_tokens_asks_issuers_and_migrations_reach_the_mart_alone(bundle: str) -> None:
    named = policies(bundle)
    checking = {name for name in functions_of(bundle) if "OIDC_ISSUERS" in read_by(name)}
    assert selected(named["finops-to-issuers"]) == checking
    reached = {name for name, spec in named.items() if "finops-migrations" in str(spec["podSelector"])}
    assert reached == {"finops-to-postgresql"}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_requests_reach_the_queue_proxy_of_every_service(bundle: str) -> None:
    requests = policies(bundle)["finops-requests"]
    assert selected(requests) == {service["metadata"]["name"] for service in rendered(bundle).of(*SERVICE)}
    from_knative, from_monitoring = requests["ingress"]
    assert {port["port"] for port in from_knative["ports"]} == QUEUE_PROXY
    assert {port["port"] for port in from_monitoring["ports"]} == {8080, 9091}
    assert {"knative-serving", "kourier-system", "istio-system"} <= namespaces(from_knative["from"])
    assert namespaces(from_monitoring["from"]) == {"monitoring"}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_no_egress_is_open_to_every_port(bundle: str) -> None:
    for name, spec in policies(bundle).items():
        for rule in spec.get("egress", []):
            assert rule["ports"], name


@pytest.mark.parametrize("bundle", [name for name in BUNDLES if "production" in name or "group" in name])
def test_production_says_where_its_servers_are(bundle: str) -> None:
    for name in {"finops-to-postgresql", "finops-to-mongodb"} & policies(bundle).keys():
        (rule,) = policies(bundle)[name]["egress"]
        assert all(peer["ipBlock"]["cidr"] for peer in rule["to"])
