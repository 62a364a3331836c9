"""The proxy's part of Backstage's configuration lets through what the API takes."""

import yaml

from query_api.routes import ROUTES
from tests.infra.rendered import ROOT


def test_the_proxy_passes_every_method_and_who_asks() -> None:
    text = (ROOT / "infra" / "backstage" / "app-config.yaml").read_text(encoding="utf-8")
    (endpoint,) = yaml.safe_load(text)["proxy"]["endpoints"].values()
    assert set(endpoint["allowedMethods"]) == {route.method for route in ROUTES}
    assert {"If-None-Match", "Idempotency-Key"} <= set(endpoint["allowedHeaders"])
    assert endpoint["credentials"] == "forward"
    assert "Authorization" not in endpoint["allowedHeaders"]  # which would do the same, unseen
    assert endpoint["target"] == "${FINOPS_API_URL}"


def test_the_group_s_endpoint_only_reads_and_is_the_one_that_the_screens_are_told_of() -> None:
    text = (ROOT / "infra" / "backstage" / "app-config.group.yaml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)
    (place,) = config["proxy"]["endpoints"]
    endpoint = config["proxy"]["endpoints"][place]
    assert config["finops"] == {"groupProxyPath": place}
    assert endpoint["allowedMethods"] == ["GET"]
    assert {"If-None-Match", "Finops-Generation", "Finops-Next-Cursor"} <= set(endpoint["allowedHeaders"])
    assert endpoint["credentials"] == "forward"
    assert endpoint["target"] == "${FINOPS_GROUP_API_URL}"
