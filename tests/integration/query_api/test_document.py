"""The OpenAPI document against the code, and real answers against the document."""

import json
from typing import Any

import openapi_spec_validator
import psycopg
import pytest
from jsonschema import Draft202012Validator
from psycopg.rows import DictRow

from query_api.openapi import template
from query_api.routes import ROUTES
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import EARLIER_RUN, RUN

READS = [
    "me",
    "status",
    "dashboard",
    "domains",
    "domains/open",
    "domains/cloud",
    "domains/weights",
    "domains/off",
    "domains/open?application=shop",
    "applications",
    "applications/shop",
    "applications/idle",
    "applications/archive",
    "applications/unallocated",
    "history",
    "history?by=domain",
    "history?by=family",
    "history?by=application",
    "pricing-views",
    "unallocated",
    "unallocated?period=2030-01",
    "domains?from=2026-09&to=2026-10",
    "domains?period=2030-01",
    "dashboard?period=2030-01",
    "dashboard?application=shop&environment=production",
    "rankings",
    "rankings?order=growth",
    "rankings?by=product&order=reduction",
    "rankings?by=domain&against=lastYear",
    "rankings?by=family&period=2030-01",
    "anomalies",
    "anomalies?state=all&from=2026-09&to=2026-10",
    "anomalies?period=2030-01",
    "unpriced",
    "unpriced?from=2026-09&to=2026-10",
    "unpriced?period=2030-01",
    "families",
    "families?q=serv&application=shop",
    "families/servers",
    "families/(none)",
    "families/unmapped",
    "families/storage?application=shop",
    "families/servers?period=2030-01",
    "products",
    "products?against=lastYear&from=2026-09&to=2026-10",
    "products/vm",
    "products/disk",
    "products/(none)",
    "products/unmapped",
    "products/ec2?application=shop",
    "products/vm?period=2030-01",
    "history?by=product",
    "pricing-views/comparison?pricingView=actual&pricingView=budget",
    "pricing-views/comparison?pricingView=budget&pricingView=actual&by=product&application=shop",
]


@pytest.fixture(scope="module")
def document(api: Api) -> Any:
    return api.get("/openapi.json")


def validate(document: Any, path: str, method: str, answer: Any) -> None:
    """Raises ValidationError when an answer is not what the document says."""
    response = document["paths"][path][method]["responses"][str(answer.status_code)]
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
    content = response["content"]
    schema = {"$ref": content[answer.mimetype]["schema"]["$ref"], "components": document["components"]}
    Draft202012Validator(schema).validate(json.loads(answer.data))


def route_of(path: str) -> str:
    head, _, rest = path.partition("?")[0].partition("/")
    variable = {
        "domains": "/{domain}",
        "families": "/{family}",
        "products": "/{product}",
        "applications": "/{application}",
        "pricing-views": "/comparison",
    }.get(head, "")
    return f"/v1/local/{head}{variable if rest else ''}"


def test_every_route_is_in_it_and_nothing_else(api: Api, document: Any) -> None:
    served = {
        (template(rule.rule), method.lower())
        for rule in api.function.application().flask.url_map.iter_rules()
        for method in rule.methods - {"HEAD"}
    }
    written = {(path, method) for path, operations in document["paths"].items() for method in operations}
    assert served == written == {(template(route.path), route.method.lower()) for route in ROUTES}


@pytest.mark.parametrize("path", READS)
def test_answers_are_as_described(api: Api, document: Any, path: str) -> None:
    validate(document, route_of(path), "get", api.call(path))


@pytest.mark.parametrize("path", [path for path in READS if not set(path) & set("?/")])
def test_answers_before_anything_was_published_are_as_described(empty_api: Api, document: Any, path: str) -> None:
    validate(document, route_of(path), "get", empty_api.call(path))


def test_admin_answers_are_as_described(own_api: Api, document: Any) -> None:
    runs, one = "/v1/local/admin/runs", "/v1/local/admin/runs/{run}"
    validate(document, runs, "get", own_api.call("admin/runs", role="Rosetta_Admin"))
    validate(document, one, "get", own_api.call(f"admin/runs/{RUN}", role="Rosetta_Admin"))
    requested = own_api.request_run({"reason": "x"})
    validate(document, runs, "post", requested)
    validate(document, one, "get", own_api.call(requested.headers["Location"], role="Rosetta_Admin"))


def test_answers_about_domains_are_as_described(own_api: Api, document: Any, db: psycopg.Connection[DictRow]) -> None:
    admin: dict[str, Any] = {"role": "Rosetta_Admin"}
    one = "/v1/local/admin/domains/{domain}"
    db.execute("INSERT INTO connector VALUES ('ingest_native', 'gitlab', 'snapshot', '{}', '1')")
    body = {"domainLabel": "Labs", "availableFrom": "2026-09", "ingestFunction": "ingest_native", "connector": "gitlab"}
    written = own_api.call("admin/domains/labs", method="PUT", json={**body, "connectorConfig": {"a": [1]}}, **admin)
    validate(document, one, "put", written)
    refused = own_api.call("admin/domains/labs/activation", method="POST", json={}, **admin)
    assert refused.status_code == 409
    validate(document, f"{one}/activation", "post", refused)
    for method in ("POST", "DELETE"):
        switched = own_api.call("admin/domains/labs/activation", method=method, json={"reason": "x"}, **admin)
        validate(document, f"{one}/activation", method.lower(), switched)
    db.execute(
        "UPDATE etl_run_steps s SET config_checksum = config_checksum(d) FROM dim_domain d"
        " WHERE d.domain_id = s.domain_id"
    )
    for domain in ("labs", "open", "cloud"):
        validate(document, one, "get", own_api.call(f"admin/domains/{domain}", **admin))
    for path in ("admin/domains", "admin/connectors"):
        validate(document, f"/v1/local/{path}", "get", own_api.call(path, **admin))


def test_answers_about_months_are_as_described(own_api: Api, document: Any, db: psycopg.Connection[DictRow]) -> None:
    db.execute(
        "INSERT INTO late_data VALUES ('acme', '2026-09-01', 'open', 'X', NULL, 1, NULL, 2, %s, NULL, now(), now())",
        [RUN],
    )
    admin: dict[str, Any] = {"role": "Rosetta_Admin"}
    one = "/v1/local/admin/periods/{period}"
    validate(document, "/v1/local/admin/periods", "get", own_api.call("admin/periods", **admin))
    validate(document, one, "get", own_api.call("admin/periods/2026-10", **admin))
    validate(document, f"{one}/late-data", "get", own_api.call("admin/periods/2026-09/late-data", **admin))
    refused = own_api.call("admin/periods/2026-10/closure", method="POST", json={}, **admin)
    assert refused.status_code == 409
    validate(document, f"{one}/closure", "post", refused)
    for method in ("POST", "DELETE"):
        changed = own_api.call("admin/periods/2026-09/closure", method=method, json={"reason": "x"}, **admin)
        assert changed.status_code == 200
        validate(document, f"{one}/closure", method.lower(), changed)


def test_answers_about_exports_are_as_described(own_api: Api, document: Any, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO group_outbox (entity_id, period_month, status) VALUES ('acme', '2026-10-01', 'LOADED')")
    admin: dict[str, Any] = {"role": "Rosetta_Admin"}
    exports = "/v1/local/admin/exports"
    validate(document, exports, "get", own_api.call("admin/exports", **admin))
    validate(
        document, exports, "post", own_api.call("admin/exports", method="POST", json={"periods": ["2026-10"]}, **admin)
    )


def test_answers_about_the_referential_are_as_described(
    own_api: Api, document: Any, db: psycopg.Connection[DictRow]
) -> None:
    db.execute("INSERT INTO alias_conflict VALUES ('cmdb', 'k', 'pay', 'feed', NULL, now(), now(), %s, NULL)", [RUN])
    db.execute(
        "INSERT INTO unknown_key VALUES"
        " ('acme', '2026-10-01', 'cloud', 'src', 'application', 'k', 'EFFECTIVE_COST.USD', 5.5, 1, 1)"
    )
    for path in ("conflicts", "unknown-keys"):
        answer = own_api.call(f"admin/referential/{path}", role="Rosetta_Admin")
        assert len(answer.json["data"]) == 1  # type: ignore[index]  # is JSON
        validate(document, f"/v1/local/admin/referential/{path}", "get", answer)
    validate(document, "/v1/local/unallocated", "get", own_api.call("unallocated"))
    body = {"sourceSystem": "cmdb", "foreignKey": "k", "applicationId": "pay", "reason": "x"}
    mapped = own_api.call("admin/referential/aliases", method="POST", role="Rosetta_Admin", json=body)
    validate(document, "/v1/local/admin/referential/aliases", "post", mapped)


def test_answers_for_admins_are_as_described(own_api: Api, document: Any, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO product_alias VALUES ('bill', 'k', 'vm')")
    db.execute("INSERT INTO application_alias VALUES ('bill', 'k', 'pay', 'admin')")
    db.execute(
        "INSERT INTO fact_coefficient VALUES ('acme', '2026-10-01', 'weights', 'shop', 3, 0.75, 'x', 'WEIGHT', 's', %s,"
        " now())",
        [RUN],
    )
    admin: dict[str, Any] = {"role": "Rosetta_Admin"}
    body = {"sourceSystem": "bill", "foreignKey": "j", "productId": "vm", "reason": "x"}
    for status, change in ((200, {}), (400, {"productId": "atlantis"}), (409, {"productId": "ec2"})):
        mapped = own_api.call("admin/referential/product-aliases", method="POST", json={**body, **change}, **admin)
        assert mapped.status_code == status
        validate(document, "/v1/local/admin/referential/product-aliases", "post", mapped)
    db.execute("UPDATE etl_runs SET status = 'RUNNING', ended_at = NULL WHERE run_id = %s", [RUN])
    for run, status in ((RUN, 200), (EARLIER_RUN, 409), ("nothing", 404)):
        answer = own_api.call(f"admin/runs/{run}/cancellation", method="POST", json={"reason": "x"}, **admin)
        assert answer.status_code == status
        validate(document, "/v1/local/admin/runs/{run}/cancellation", "post", answer)
        answer = own_api.call(f"admin/runs/{run}/resume", method="POST", json={}, **admin)
        assert answer.status_code == (404 if status == 404 else 409)
        validate(document, "/v1/local/admin/runs/{run}/resume", "post", answer)
    for path in ("aliases", "product-aliases", "applications", "families", "products"):
        answer = own_api.call(f"admin/referential/{path}", **admin)
        assert answer.json["data"]  # type: ignore[index]  # is JSON
        validate(document, f"/v1/local/admin/referential/{path}", "get", answer)
    for query in ("domain=open", "domain=weights", "domain=cloud&application=shop", "application=nothing"):
        validate(
            document, "/v1/local/admin/lineage", "get", own_api.call(f"admin/lineage?period=2026-10&{query}", **admin)
        )
    validate(document, "/v1/local/admin/audit", "get", own_api.call("admin/audit", **admin))


def test_answers_about_anomalies_are_as_described(own_api: Api, document: Any) -> None:
    one = "/v1/local/admin/anomalies/{anomaly}/acknowledgement"
    anomaly = own_api.get("anomalies")["data"][0]["anomalyId"]
    for method, body in (("POST", {"comment": "x"}), ("POST", {"comment": "y"}), ("DELETE", None)):
        path = f"admin/anomalies/{anomaly}/acknowledgement"
        answer = own_api.call(path, method=method, role="Rosetta_Admin", json=body)
        assert answer.status_code == (409 if body == {"comment": "y"} else 200)
        validate(document, one, method.lower(), answer)


@pytest.mark.parametrize(
    ("path", "route", "role"),
    [
        ("domains?x=1", "/v1/local/domains", "Rosetta_User"),
        ("domains", "/v1/local/domains", None),
        ("domains", "/v1/local/domains", "Nobody"),
        ("domains/x", "/v1/local/domains/{domain}", "Rosetta_User"),
        ("domains?pricingView=x", "/v1/local/domains", "Rosetta_User"),
    ],
)
def test_problems_are_as_described(api: Api, document: Any, path: str, route: str, role: str | None) -> None:
    validate(document, route, "get", api.call(path, role=role))


def test_validation_can_fail(api: Api, document: Any) -> None:
    answer = api.call("domains")
    answer.data = answer.data.replace(b'"unpricedRows"', b'"unpriced"')
    with pytest.raises(Exception, match="unpriced"):
        validate(document, "/v1/local/domains", "get", answer)


def test_every_parameter_the_models_take_is_described(document: Any) -> None:
    for route in ROUTES:
        operation = document["paths"][template(route.path)][route.method.lower()]
        described = {p["name"] for p in operation["parameters"] if p["in"] == "query"}
        assert described == {field.alias or name for name, field in route.parameters.model_fields.items()}


def test_it_is_an_openapi_document(document: Any) -> None:
    openapi_spec_validator.validate(json.loads(json.dumps(document, default=float)))
