"""The dashboard as a workbook: the figures of its JSON, every digit of them."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from query_api.route import XLSX
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import GENERATION, OCTOBER, cost

Sheets = dict[str, list[dict[str, Any]]]


def workbook(api: Api, query: str = "") -> Sheets:
    answer = api.call(f"dashboard{query}", headers={"Accept": XLSX})
    assert (answer.status_code, answer.mimetype) == (200, XLSX)
    sheets = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets:
        header, *lines = sheet.values
        sheets[sheet.title] = [dict(zip(map(str, header), line, strict=True)) for line in lines]
    return sheets


def exact(value: object) -> Decimal | None:
    """A number as the file has it, or the text that stands for one with more digits than a spreadsheet keeps."""
    return None if value is None else Decimal(str(value))


def summary(sheets: Sheets) -> dict[str, Any]:
    return {line["name"]: line["value"] for line in sheets["Summary"]}


def test_it_has_the_figures_of_the_dashboard(api: Api) -> None:
    shown, sheets = api.get("dashboard"), workbook(api)
    assert list(sheets) == ["Summary", "Domains", "Families", "Applications", "Trend", "Anomalies", "Missing"]
    told = summary(sheets)
    assert exact(told["cost"]) == shown["data"]["cost"] == cost(OCTOBER)
    assert exact(told["previousCost"]) == shown["data"]["previousCost"]
    assert (told["period"], told["currency"], told["generation"]) == (OCTOBER, "EUR", GENERATION)
    assert told["complete"] == "false"
    assert told["anomaliesCount"] == shown["data"]["anomalies"]["count"]
    for title, name in (("Domains", "topDomains"), ("Families", "topFamilies"), ("Applications", "topApplications")):
        assert len(sheets[title]) == len(shown["data"][name])
        for line, row in zip(sheets[title], shown["data"][name], strict=True):
            for figure in ("cost", "previousCost", "delta", "deltaPercent", "share", "unpricedRows"):
                assert exact(line[figure]) == row[figure]
    assert [line["applicationId"] for line in sheets["Anomalies"]] == [
        row["applicationId"] for row in shown["data"]["anomalies"]["top"]
    ]
    assert [line["domainId"] for line in sheets["Missing"]] == ["cloud", "gone"]


def test_amounts_are_numbers_where_a_spreadsheet_keeps_them(api: Api) -> None:
    domains = {line["domainId"]: line for line in workbook(api)["Domains"]}
    assert domains["weights"]["cost"] == 1000
    assert isinstance(domains["cloud"]["cost"], str)  # 21 digits
    assert domains["gone"]["cost"] is None  # unknown: an empty cell, no zero


def test_i5_the_trend_adds_up(api: Api) -> None:
    trend = workbook(api)["Trend"]
    months = {line["period"]: line for line in trend if line["domainId"] is None}
    assert len(months) == 13
    assert exact(months[OCTOBER]["cost"]) == cost(OCTOBER)
    parts = [exact(line["cost"]) for line in trend if line["period"] == OCTOBER and line["domainId"]]
    assert sum((part for part in parts if part is not None), Decimal(0)) == cost(OCTOBER)


def test_limit_and_filters_count(api: Api) -> None:
    sheets = workbook(api, "?limit=2&environment=production&application=pay&application=new")
    assert len(sheets["Applications"]) == 2
    assert sheets["Anomalies"] == []
    assert exact(summary(sheets)["cost"]) == cost(
        OCTOBER, lambda fact: fact.environment == "production" and fact.application in ("pay", "new")
    )


def test_no_text_is_a_formula(api: Api) -> None:
    labels = [line["applicationLabel"] for line in workbook(api, "?limit=50")["Applications"]]
    assert "'=1+1" in labels


def test_before_anything_was_published(empty_api: Api) -> None:
    sheets = workbook(empty_api)
    assert summary(sheets)["generation"] == 0
    assert sheets["Domains"] == sheets["Trend"] == []


def test_json_unless_asked_otherwise(api: Api) -> None:
    assert api.call("dashboard", headers={"Accept": f"{XLSX};q=0.1, application/json"}).mimetype == "application/json"


@pytest.mark.parametrize(("query", "status"), [("?limit=51", 400), ("?pricingView=nothing", 404)])
def test_problems_are_problems(api: Api, query: str, status: int) -> None:
    answer = api.call(f"dashboard{query}", headers={"Accept": f"{XLSX}, application/problem+json"})
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_other_formats_are_not_to_be_had(api: Api) -> None:
    assert XLSX in api.get("dashboard", status=406, headers={"Accept": "text/csv"})["detail"]
