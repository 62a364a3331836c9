"""Pages, tables, filters, answers that still hold, and questions that are none."""

import csv
import io
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from query_api.group.routes import ROUTES
from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.mart import GENERATION, insert_release
from tests.integration.query_api.group.test_access import path_of

Db = psycopg.Connection[DictRow]
OF_GENERATION = [route for route in ROUTES if route.is_of_generation]
LIVE = [route for route in ROUTES if route.method == "GET" and route.is_live]
LISTS = [route for route in ROUTES if route.is_list]
PAGED = ["entities", "domains", "applications", "rankings", "conformity", "ingestion-runs"]


@pytest.mark.parametrize("path", PAGED)
def test_pages_are_the_whole_list(group_api: GroupApi, path: str) -> None:
    whole = group_api.get(path)["data"]
    assert len(whole) > 1
    found: list[Any] = []
    cursor = ""
    while True:
        page = group_api.get(f"{path}?limit=1{cursor}")
        assert len(page["data"]) == 1
        found += page["data"]
        if page["meta"]["page"]["next"] is None:
            break
        cursor = f"&cursor={page['meta']['page']['next']}"
    assert found == whole


def test_a_cursor_of_another_question_or_generation_is_refused(own_group_api: GroupApi, db: Db) -> None:
    cursor = own_group_api.get("entities?limit=1")["meta"]["page"]["next"]
    own_group_api.get(f"entities?limit=1&entity=north&cursor={cursor}", status=400)
    own_group_api.get(f"domains?limit=1&cursor={cursor}", status=400)
    db.execute("UPDATE publication SET generation = generation + 1 WHERE entity_id = 'east'")
    own_group_api.get(f"entities?limit=1&cursor={cursor}", status=409)


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.path)
def test_lists_are_tables_too(group_api: GroupApi, route: Any) -> None:
    answer = group_api.call(path_of(route.path), headers={"Accept": "text/csv"})
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert rows
    listed = group_api.get(path_of(route.path))["data"]
    if "points" not in listed[0]:
        assert len(rows) == len(listed)
        for row, line in zip(rows, listed, strict=True):
            for name in ("cost", "previousCost", "share"):
                if name in line:
                    assert row[name] == ("" if line[name] is None else f"{line[name]:f}")


def test_what_looks_like_a_formula_is_none(group_api: GroupApi) -> None:
    answer = group_api.call("applications?period=2026-09", headers={"Accept": "text/csv"})
    assert "'=HR" in answer.text


@pytest.mark.parametrize(
    "sort", ["cost", "-cost", "previousCost", "-previousCost", "delta", "-delta", "label", "-label"]
)
@pytest.mark.parametrize("path", ["entities", "domains", "applications"])
def test_order(group_api: GroupApi, path: str, sort: str) -> None:
    rows = [row for row in group_api.get(f"{path}?period=2026-09&sort={sort}")["data"] if not row.get("reserved")]
    name = {"label": {"entities": "entityLabel", "domains": "domainLabel", "applications": "applicationLabel"}[path]}
    field = name.get(sort.removeprefix("-"), sort.removeprefix("-"))
    values = [row[field].lower() if isinstance(row[field], str) else row[field] for row in rows]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=sort.startswith("-"))
    assert values[: len(known)] == known, "what is unknown is last"


@pytest.mark.parametrize(
    "path", ["dashboard", "entities", "domains", "applications", "history?groupBy=entity", "rankings"]
)
def test_entities_are_a_filter(group_api: GroupApi, path: str) -> None:
    mark = "&" if "?" in path else "?"
    both = group_api.get(f"{path}{mark}entity=north&entity=east")
    each = [group_api.get(f"{path}{mark}entity={entity}") for entity in ("north", "east")]
    assert both["meta"]["entities"] == ["north", "east"]
    assert both["meta"]["total"]["cost"] == sum(one["meta"]["total"]["cost"] for one in each)
    assert [row["entityId"] for row in both["meta"]["missing"]] == ["east"]


def test_missing_is_said_for_each_month_that_is_asked_for(group_api: GroupApi) -> None:
    whole = group_api.get("entities?period=2026-09")["meta"]
    assert (whole["complete"], whole["missing"]) == (True, [])
    october = group_api.get("entities")["meta"]
    assert october["complete"] is False
    assert [(row["entityId"], row["status"]) for row in october["missing"]] == [
        *(("east", "partial"), ("south", "missing"), ("west", "missing")),
    ]
    assert october["missing"][0]["domains"][0]["domainId"] == "weights"
    months = group_api.get("entities?from=2026-07&to=2026-11")["meta"]
    assert {row["entityId"] for row in months["missing"] if row["period"] == "2026-11"} == {
        *("north", "south", "east", "west"),
    }
    assert not [row for row in months["missing"] if row["period"] < "2026-10"]
    before = group_api.get("entities?period=2026-11")["meta"]["comparedWith"]
    assert before is None
    later = group_api.get("entities?period=2026-10")["meta"]["comparedWith"]
    assert (later["from"], later["missing"]) == ("2026-09", [])


def test_i4_answers_hold_until_something_is_published(own_group_api: GroupApi, db: Db) -> None:
    paths = [path_of(route.path) for route in OF_GENERATION]
    assert len(paths) > 8
    etags = _answers_of(own_group_api, paths, {}, GENERATION)
    for path, etag in etags.items():
        assert own_group_api.call(path, headers={"If-None-Match": etag}).status_code == 304, path
    db.execute("UPDATE publication SET generation = generation + 1 WHERE entity_id = 'south'")
    etags = _answers_of(own_group_api, paths, etags, GENERATION + 1)
    with db.transaction():
        insert_release(db)
    _answers_of(own_group_api, paths, etags, GENERATION + 4)


def _answers_of(api: GroupApi, paths: list[str], known: dict[str, str], generation: int) -> dict[str, str]:
    """The ETag of each path, which answered whole although an earlier ETag was shown."""
    etags = {}
    for path in paths:
        answer = api.call(path, headers={"If-None-Match": known[path]} if known else {})
        assert (answer.status_code, answer.headers["Finops-Generation"]) == (200, str(generation)), path
        etags[path] = answer.headers["ETag"]
    return etags


@pytest.mark.parametrize("route", LIVE, ids=lambda route: route.path)
def test_what_a_clock_changes_is_kept_by_nobody(group_api: GroupApi, route: Any) -> None:
    answer = group_api.call(path_of(route.path))
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_before_anything_was_published(empty_group_api: GroupApi) -> None:
    for route in ROUTES:
        if route.method != "GET":
            continue
        answer = empty_group_api.call(path_of(route.path))
        variable = "<" in route.path
        assert answer.status_code == (404 if variable else 200), (route.path, answer.text)
        if not variable and not route.path.endswith("/me"):
            meta = empty_group_api.get(path_of(route.path))["meta"]
            assert (meta["generation"], meta["runId"], meta["release"]) == (0, None, None), route.path


def test_a_release_before_the_first_publication(empty_group_api: GroupApi, db: Db) -> None:
    with db.transaction():
        insert_release(db)
    meta = empty_group_api.get("entities?period=2026-10")["meta"]
    assert (meta["complete"], len(meta["missing"]), meta["total"]["cost"]) == (False, 4, Decimal(0))


@pytest.mark.parametrize(
    "path",
    [
        "dashboard?period=2026-13",
        "dashboard?from=2026-09&to=2026-10",
        "dashboard?application=shop",
        "entities?from=2026-10&to=2026-09",
        "entities?from=2026-10",
        "entities?entity=",
        "entities?entity=%00",
        "entities?limit=0",
        "entities?sort=color",
        "entities?cursor=x",
        "entities?from=2025-01&to=2026-10&against=lastYear",
        "history?groupBy=product",
        "history?by=entity",
        "rankings?by=domain",
        "completeness?status=missing",
        "completeness?period=2026-10",
        "conformity?severity=ignored",
        "conformity?cursor=x",
        "conformity?cursor=WyJhIl0=",
        "ingestion-runs?status=SUCCESS",
        "ingestion-runs?cursor=2026-10-01",
        "releases?limit=1",
        "me?entity=north",
    ],
)
def test_questions_that_are_none(group_api: GroupApi, path: str) -> None:
    problem = group_api.get(path, status=400)
    assert problem["errors"]


@pytest.mark.parametrize(
    "path",
    [
        "entities/nobody",
        "domains/nothing",
        "applications/nobody",
        "releases/2",
        "releases/0",
        "releases/x",
        "releases/99999999999",
        "entities?pricingView=none",
        "status",
        "products",
    ],
)
def test_what_is_not_there(group_api: GroupApi, path: str) -> None:
    group_api.get(path, status=404)
