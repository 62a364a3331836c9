"""How aggregates are asked for: how much at once, what is refused, in which formats, by whom."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import openpyxl
import psycopg
import pytest
from psycopg.rows import DictRow

from query_api.route import XLSX
from tests.integration.query_api.aggregates import KEYS, ask, post
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import GENERATION
from tests.integration.query_api.test_document import validate

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
