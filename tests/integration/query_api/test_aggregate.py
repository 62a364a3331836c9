"""Any set of dimensions, filters and applications, against the facts by hand."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

import openpyxl
import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from query_api.aggregate.request import AggregateRequest
from query_api.route import XLSX
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import FACTS, GENERATION, OCTOBER, SEPTEMBER, Fact, cost
from tests.integration.query_api.test_document import validate

KEYS: dict[str, tuple[str, Callable[[Fact], str]]] = {
    "month": ("period", lambda fact: fact.month),
    "domain": ("domainId", lambda fact: fact.domain),
    "family": ("familyId", lambda fact: fact.family or "(none)"),
    "product": ("productId", lambda fact: fact.product or "(none)"),
    "application": ("applicationId", lambda fact: fact.application),
    "environment": ("environment", lambda fact: fact.environment),
    "metric": ("metric", lambda fact: fact.metric),
}
RANGE: dict[str, Any] = {"from": SEPTEMBER, "to": OCTOBER}
SUBSETS = [subset for size in range(len(KEYS) + 1) for subset in combinations(KEYS, size)]
FILTERS: list[tuple[dict[str, Any], Callable[[Fact], bool]]] = [
    ({}, lambda fact: True),
    ({"environments": ["production", "staging"]}, lambda fact: fact.environment in ("production", "staging")),
    ({"domains": ["open", "weights"]}, lambda fact: fact.domain in ("open", "weights")),
    ({"families": ["servers"]}, lambda fact: fact.family == "servers"),
    (
        {"products": ["vm", "ec2"], "environments": ["production"]},
        lambda fact: fact.product in ("vm", "ec2") and fact.environment == "production",
    ),
    ({"applications": ["shop", "pay", "unallocated"]}, lambda fact: fact.application in ("shop", "pay", "unallocated")),
    (
        {"applications": ["shop"], "domains": ["cloud"]},
        lambda fact: fact.application == "shop" and fact.domain == "cloud",
    ),
]


def post(api: Api, body: Any, **more: Any) -> TestResponse:
    return api.call("aggregate", method="POST", json=body, **more)


def ask(api: Api, *, status: int = 200, **body: Any) -> Any:
    return api.get("aggregate", method="POST", json=body, status=status)


def add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def groups(dimensions: Sequence[str], keep: Callable[[Fact], bool], month: str) -> dict[tuple[str, ...], list[Fact]]:
    found = defaultdict(list)
    for fact in FACTS:
        if fact.month == month and fact.is_valued and keep(fact):
            found[tuple(KEYS[dimension][1](fact) for dimension in dimensions)].append(fact)
    return found


def keyed(dimensions: Sequence[str], rows: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    found = {tuple(row[KEYS[dimension][0]] for dimension in dimensions): row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize("filters", FILTERS, ids=lambda pair: ",".join(pair[0]) or "all")
def test_i5_every_set_of_dimensions_is_what_the_facts_say(
    api: Api, filters: tuple[dict[str, Any], Callable[[Fact], bool]]
) -> None:
    asked, keep = filters
    for dimensions in SUBSETS:
        answer = ask(api, dimensions=dimensions, limit=1000, **asked)
        expected = groups(dimensions, keep, OCTOBER)
        rows = keyed(dimensions, answer["data"])
        assert {key for key, row in rows.items() if row["cost"] != 0 or key in expected} >= set(expected)
        for key, facts in expected.items():
            row = rows[key]
            assert row["cost"] == add(fact.cost for fact in facts), (dimensions, key)
            assert row["unpricedRows"] == sum(fact.cost is None for fact in facts)
            metrics = {fact.metric for fact in facts}
            if len(metrics) == 1:
                assert (row["metric"], row["quantity"]) == (metrics.pop(), sum(fact.quantity for fact in facts))
            else:
                assert (row["metric"], row["quantity"]) == (None, None)
        assert add(row["cost"] for row in rows.values()) == add(
            fact.cost for facts in expected.values() for fact in facts
        )
        assert answer["meta"]["total"]["cost"] == cost(OCTOBER, keep)
        assert answer["meta"]["aggregate"]["rows"] == len(rows)


@pytest.mark.parametrize("dimensions", [("domain",), ("application", "product"), ("month", "family"), ("environment",)])
def test_previous_costs_are_those_of_the_months_before(api: Api, dimensions: tuple[str, ...]) -> None:
    answer = ask(api, dimensions=dimensions, limit=1000)
    rows = keyed(dimensions, answer["data"])
    before = {
        tuple(OCTOBER if part == SEPTEMBER else part for part in key): add(fact.cost for fact in facts)
        for key, facts in groups(dimensions, lambda fact: True, SEPTEMBER).items()
    }
    assert {key: row["previousCost"] for key, row in rows.items() if row["previousCost"] is not None} == {
        key: amount for key, amount in before.items() if amount is not None
    }
    assert answer["meta"]["total"]["previousCost"] == cost(SEPTEMBER)
    for row in rows.values():
        known = row["cost"] is not None and row["previousCost"] is not None
        assert row["delta"] == (row["cost"] - row["previousCost"] if known else None)


def test_a_range_by_month(api: Api) -> None:
    answer = ask(api, dimensions=["month", "domain"], **RANGE, sort="keys")
    rows = keyed(["month", "domain"], answer["data"])
    assert list(rows) == sorted(rows)
    for month in (SEPTEMBER, OCTOBER):
        assert add(row["cost"] for key, row in rows.items() if key[0] == month) == cost(month)
    assert answer["meta"]["total"]["cost"] == cost(SEPTEMBER) + cost(OCTOBER)
    assert answer["meta"]["total"]["previousCost"] is None  # July and August were never published


def test_i6_gone_is_zero_only_where_the_domain_is_published(api: Api) -> None:
    rows = keyed(["domain", "application"], ask(api, dimensions=["domain", "application"])["data"])
    assert (rows["open", "old"]["cost"], rows["open", "old"]["quantity"]) == (0, None)
    assert rows["gone", "pay"]["cost"] is None
    assert rows["open", "archive"]["cost"] is None
    by_product = keyed(["product"], ask(api, dimensions=["product"])["data"])
    assert by_product[("saas",)]["cost"] is None
    by_month = keyed(["month", "family"], ask(api, dimensions=["month", "family"])["data"])
    assert by_month[OCTOBER, "sold"]["cost"] is None


@pytest.mark.parametrize(
    "dimensions", [["application"], ["application", "product", "environment"], ["product", "month"]]
)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_totals_do_not_depend_on_limit_or_page(api: Api, dimensions: list[str], limit: int) -> None:
    whole = ask(api, dimensions=dimensions)
    pages: list[Any] = []
    cursor: str | None = None
    while cursor is not None or not pages:
        more: dict[str, Any] = {"cursor": cursor} if cursor else {}
        page = ask(api, dimensions=dimensions, limit=limit, **more)
        assert {**page["meta"], "page": None} == {**whole["meta"], "page": None}
        pages += page["data"]
        cursor = page["meta"]["page"]["next"]
    assert pages == whole["data"]


@pytest.mark.parametrize(
    "dimensions", [["application"], ["product", "environment"], ["domain", "application", "metric"]]
)
@pytest.mark.parametrize("limit", [1, 2, 4])
@pytest.mark.parametrize("sort", ["-cost", "keys", "delta"])
def test_i5_with_others_the_rows_add_up_to_the_total(api: Api, dimensions: list[str], limit: int, sort: str) -> None:
    whole = ask(api, dimensions=dimensions, sort=sort)
    answer = ask(api, dimensions=dimensions, sort=sort, limit=limit, others=True)
    *rows, others = answer["data"]
    assert rows == whole["data"][:limit]
    folded = whole["data"][limit:]
    assert (others["reserved"], others["foldedRows"]) == (True, len(folded))
    assert {others[KEYS[dimension][0]] for dimension in dimensions if dimension != "metric"} == {None}
    for name in ("cost", "previousCost"):
        assert others[name] == add(row[name] for row in folded)
        assert add(row[name] for row in answer["data"]) == answer["meta"]["total"][name]
    assert sum(row["unpricedRows"] for row in answer["data"]) == answer["meta"]["total"]["unpricedRows"]
    assert answer["meta"]["page"]["next"] is None


def test_no_others_when_nothing_is_beyond_the_limit(api: Api) -> None:
    assert ask(api, dimensions=["domain"], others=True) == ask(api, dimensions=["domain"])


def test_i6_others_of_unknown_cost_are_unknown(api: Api) -> None:
    answer = ask(api, dimensions=["application"], applications=["shop", "archive"], limit=1, others=True)
    assert (answer["data"][1]["cost"], answer["data"][1]["unpricedRows"]) == (None, 1)


@pytest.mark.parametrize("name", ["cost", "previousCost", "delta", "deltaPercent"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_order(api: Api, name: str, sign: str) -> None:
    rows = ask(api, dimensions=["application"], sort=sign + name)["data"]
    assert rows[-1]["applicationId"] == "unallocated"
    values = [row[name] for row in rows[:-1]]
    known = [value for value in values if value is not None]
    assert values == sorted(known, reverse=sign == "-") + [None] * (len(values) - len(known))


def test_keys_sort_in_the_order_of_the_dimensions(api: Api) -> None:
    for dimensions in (["application", "domain"], ["domain", "application"]):
        rows = ask(api, dimensions=dimensions, sort="keys")["data"]
        keys = [tuple(row[KEYS[dimension][0]] for dimension in dimensions) for row in rows]
        assert keys == sorted(keys)


def test_five_thousand_applications_in_one_question(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO dim_application SELECT 'app-' || n, 'App ' || n FROM generate_series(1, 4998) n")
    db.execute(
        "INSERT INTO mv_cost_app_domain_month SELECT 'acme', '2026-10-01', 'actual', 'open', 'app-' || n, 'production',"
        " 'VCPU_HOURS', n, n, 0, 1 FROM generate_series(1, 4998) n"
    )
    ids = [f"app-{n}" for n in range(1, 4999)]
    answer = ask(own_api, dimensions=["application"], applications=[*ids, "nobody", "nothing"], limit=3, others=True)
    assert answer["meta"]["total"]["cost"] == 4998 * 4999 // 2
    assert answer["meta"]["aggregate"]["rows"] == 4998
    assert answer["meta"]["aggregate"]["unknownApplications"] == {"count": 2, "first": ["nobody", "nothing"]}
    assert [row["cost"] for row in answer["data"]] == [4998, 4997, 4996, sum(range(1, 4996))]


def test_the_longest_body_that_is_allowed_fits(api: Api) -> None:
    ids = [f"{n:04}" + "é" * 508 for n in range(5000)]
    answer = ask(api, applications=ids)
    unknown = answer["meta"]["aggregate"]["unknownApplications"]
    assert (unknown["count"], len(unknown["first"])) == (5000, 100)
    assert answer["data"] == []
    assert answer["meta"]["total"] == {"cost": 0, "previousCost": 0, "unallocatedCost": 0, "unpricedRows": 0}
    assert post(api, {"applications": [*ids, "one more"]}).status_code in (400, 413)


def test_ids_that_stand_twice_count_once(api: Api) -> None:
    once = ask(api, dimensions=["application"], applications=["shop", "nobody"])
    assert ask(api, dimensions=["application"], applications=["nobody", "shop", "nobody", "shop"]) == once
    assert once["meta"]["aggregate"]["unknownApplications"] == {"count": 1, "first": ["nobody"]}


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ({}, "domain"),
        ({"dimensions": ["month", "domain", "environment"], "domains": ["x"]}, "domain"),
        ({"dimensions": ["family"]}, "product"),
        ({"products": ["x"]}, "product"),
        ({"dimensions": ["metric"]}, "product"),
        ({"applications": ["x"]}, "app_domain"),
        ({"dimensions": ["application", "domain"]}, "app_domain"),
        ({"dimensions": ["family"], "applications": ["x"]}, "app_family"),
        ({"dimensions": ["application"], "families": ["x"]}, "app_family"),
        ({"dimensions": ["application", "metric"]}, "app_product"),
        ({"applications": ["x"], "families": ["x"], "products": ["x"]}, "app_product"),
    ],
)
def test_the_smallest_aggregate_that_can_answer_is_read(body: dict[str, Any], source: str) -> None:
    assert AggregateRequest.model_validate(body).source == source


@pytest.mark.parametrize("source", ["domain", "product", "app_domain", "app_family", "app_product"])
def test_every_source_gives_the_same_total(api: Api, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr(AggregateRequest, "source", source)
    answer = ask(api, dimensions=["domain", "environment"], limit=1000, sort="keys")
    monkeypatch.undo()
    assert answer == ask(api, dimensions=["domain", "environment"], limit=1000, sort="keys")


BAD: list[tuple[Any, str]] = [
    ({"dimension": ["month"]}, "dimension"),
    ({"dimensions": ["colour"]}, "dimensions.0"),
    ({"dimensions": ["month", "month"]}, "request"),
    ({"dimensions": "month"}, "dimensions"),
    ({"period": "2026-13"}, "period"),
    ({"period": 202610}, "period"),
    ({"period": "2026-10", "from": "2026-09", "to": "2026-10"}, "request"),
    ({"from": "2026-09"}, "request"),
    ({"from": "2026-10", "to": "2026-09"}, "request"),
    ({"from": "1500-01", "to": "2026-09"}, "from"),
    ({"limit": 0}, "limit"),
    ({"limit": 10_001}, "limit"),
    ({"limit": "5"}, "limit"),
    ({"limit": True}, "limit"),
    ({"others": 1}, "others"),
    ({"sort": "label"}, "sort"),
    ({"applications": [str(n) for n in range(5001)]}, "applications"),
    ({"applications": ["x" * 513]}, "applications.0"),
    ({"applications": [""]}, "applications.0"),
    ({"applications": [7]}, "applications.0"),
    ({"applications": ["a\x00"]}, "applications.0"),
    ({"applications": ["\ud800"]}, "applications.0"),
    ({"applications": None}, "applications"),
    ({"environments": "production"}, "environments"),
    ({"domains": [str(n) for n in range(101)]}, "domains"),
    ({"pricingView": ""}, "pricingView"),
    ({"cursor": "7.1.0000000000000000"}, "cursor"),
    ({"cursor": "7.1.0000000000000000", "others": True}, "request"),
    ([], "request"),
]


@pytest.mark.parametrize(("body", "at"), BAD)
def test_bad_bodies_are_told_what_is_wrong(api: Api, body: Any, at: str) -> None:
    problem = json.loads(post(api, body).data)
    assert problem["status"] == 400
    assert at in [error["at"] for error in problem["errors"]]


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b'{"sort": "cost", "sort": "-cost"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"limit": NaN}', "application/json", 400),
        (b"{}", "text/plain", 415),
        (b" " * (16 << 20) + b"{}", "application/json", 413),
    ],
)
def test_bodies_that_are_none(api: Api, data: bytes, content_type: str, status: int) -> None:
    answer = api.call("aggregate", method="POST", data=data, headers={"Content-Type": content_type})
    assert answer.status_code == status


def test_parameters_go_into_the_body(api: Api) -> None:
    assert api.call("aggregate?period=2026-10", method="POST", json={}).status_code == 400
    assert api.call("aggregate").status_code == 405


@pytest.mark.parametrize("text", ["' OR '1'='1", "%(entity)s", "$1", "{}", "\\", "\u202e"])
@pytest.mark.parametrize("name", ["environments", "domains", "families", "products", "applications"])
def test_text_is_only_text(api: Api, name: str, text: str) -> None:
    filters: dict[str, Any] = {name: [text]}
    answer = ask(api, dimensions=["domain"], **filters)
    assert (answer["data"], answer["meta"]["total"]["cost"]) == ([], 0)


def test_a_cursor_belongs_to_its_question_and_generation(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    body: dict[str, Any] = {"dimensions": ["application"], "limit": 1, "applications": ["shop", "pay"]}
    cursor = ask(own_api, **body)["meta"]["page"]["next"]
    ask(own_api, **{**body, "applications": ["pay", "shop", "pay"], "limit": 5, "cursor": cursor})
    ask(own_api, status=400, **{**body, "applications": ["shop"], "cursor": cursor})
    ask(own_api, status=400, **{**body, "dimensions": ["application", "month"], "cursor": cursor})
    db.execute("UPDATE publication SET generation = generation + 1 WHERE entity_id = 'acme'")
    assert ask(own_api, status=409, **{**body, "cursor": cursor})["type"].endswith("outdated-cursor")


def test_unknown_view_unpublished_month_and_nothing_at_all(api: Api, empty_api: Api) -> None:
    ask(api, status=404, pricingView="nothing")
    november = ask(api, period="2026-11", dimensions=["domain"])
    assert (november["data"], november["meta"]["complete"], november["meta"]["generation"]) == ([], False, GENERATION)
    nothing = ask(empty_api, dimensions=["month", "application"])
    assert (nothing["data"], nothing["meta"]["generation"], nothing["meta"]["total"]["cost"]) == ([], 0, 0)


def test_as_csv_and_as_workbook(api: Api) -> None:
    body: dict[str, Any] = {"dimensions": ["application", "month"], "limit": 3, "pricingView": "actual"}
    whole = ask(api, **body)
    answer = post(api, body, headers={"Accept": "text/csv"})
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(table[0])[:4] == ["applicationId", "applicationLabel", "owner", "period"]
    assert "domainId" not in table[0]
    assert [Decimal(line["cost"]) for line in table] == [row["cost"] for row in whole["data"]]
    assert answer.headers["Finops-Next-Cursor"] == whole["meta"]["page"]["next"]
    assert answer.headers["Finops-Generation"] == str(GENERATION)
    workbook = openpyxl.load_workbook(io.BytesIO(post(api, body, headers={"Accept": XLSX}).data))
    header, *lines = workbook.active.values  # type: ignore[union-attr]  # has one sheet
    assert list(header) == list(table[0])
    costs = [line[header.index("cost")] for line in lines]
    assert [Decimal(str(amount)) for amount in costs] == [row["cost"] for row in whole["data"]]
    assert {type(amount) for amount in costs} >= {str}  # what a spreadsheet would round is a text
    named = post(api, {"dimensions": ["application"], "applications": ["new"]}, headers={"Accept": "text/csv"}).text
    assert "'=1+1" in named


def test_other_formats_are_not_to_be_had(api: Api) -> None:
    assert post(api, {}, headers={"Accept": "text/html"}).status_code == 406


def test_i9_only_readers_and_only_their_entity(api: Api) -> None:
    assert post(api, {}, role=None).status_code == 401
    assert post(api, {}, role="Rosetta_Group").status_code == 403
    text = post(api, {"dimensions": ["month", "application"], "from": "2026-09", "to": "2026-12"}).text
    assert "2026-11" not in text
    assert "1000000000" not in text


def test_answers_are_as_described(api: Api, empty_api: Api) -> None:
    document = api.get("/openapi.json")
    path = "/v1/local/aggregate"
    bodies: list[dict[str, Any]] = [
        {},
        {"dimensions": list(KEYS)},
        {"dimensions": ["application"], "limit": 1, "others": True},
        {"sort": "x"},
        {"pricingView": "x"},
    ]
    for body in bodies:
        validate(document, path, "post", post(api, body))
        validate(document, path, "post", post(empty_api, body))
