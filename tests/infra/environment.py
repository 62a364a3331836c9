"""The environment that a manifest gives a container."""

import re
from collections.abc import Iterator

from tests.infra.rendered import Bundle, Object, pod_of

_TEMPLATE = re.compile(r"\{\{[^}]*\}\}")


def environment(bundle: Bundle, workload: Object) -> dict[str, str]:
    """Variable -> value, of the one container of a Knative Service or a Job; a Secret's with `x` for what the vault
    holds. Raises KeyError for a ConfigMap, Secret or key that is not in the bundle and not optional.
    """
    (container,) = pod_of(workload)["containers"]
    found: dict[str, str] = {}
    for source in container.get("envFrom", []):
        assert set(source) == {"configMapRef"}, "variables of a Secret are named one by one"
        found |= bundle.named("", "ConfigMap", source["configMapRef"]["name"])["data"]
    for variable in container.get("env", []):
        if "value" in variable:
            found[variable["name"]] = variable["value"]
            continue
        reference = variable["valueFrom"]["secretKeyRef"]
        kept = secrets(bundle).get(reference["name"], {})
        if reference["key"] in kept or not reference.get("optional"):
            found[variable["name"]] = kept[reference["key"]]
        else:
            found[variable["name"]] = ""
    return found


def secrets(bundle: Bundle) -> dict[str, dict[str, str]]:
    """Secret -> key -> value with `x` for what the vault holds, as the ExternalSecrets of the bundle make them."""
    return {
        each["spec"]["target"]["name"]: dict(_keys(each["spec"]))
        for each in bundle.of("external-secrets.io", "ExternalSecret")
    }


def _keys(spec: Object) -> Iterator[tuple[str, str]]:
    asked = {each["secretKey"] for each in spec.get("data", [])}
    template = spec["target"].get("template", {}).get("data")
    if template is None:
        yield from ((key, "x") for key in asked)
        return
    for key, text in template.items():
        used = set(re.findall(r"\{\{ \.(\w+)", text))
        assert used <= asked, f"{key} uses {used - asked}, which nobody fetches"
        yield key, _TEMPLATE.sub("x", text)
