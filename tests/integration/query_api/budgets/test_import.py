"""Budgets as admins send and fetch them: every way in, every bad line named, months that are closed left alone."""

import io
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from openpyxl import Workbook
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from query_api.route import XLSX
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import GENERATION

ADMIN = "Rosetta_FinOps_Admin"
TABLE = """scope,scopeId,month,amount
entity,acme,2026-09,1000.10
domain,open,2026-09,5
domain,open,2026-10,6.000000000001
family,servers,2026-10,3
product,vm,2026-10,3
application,shop,2026-11,0
"""
JSON = '{"lines": [{"scope": "domain", "scopeId": "open", "month": "2026-10"%s}]}'


def put(api: Api, body: str | bytes, question: str = "?reason=plan", view: str = "actual", **more: Any) -> TestResponse:
    return api.call(
        f"admin/budgets/{view}{question}",
        role=more.pop("role", ADMIN),
        method="PUT",
        data=body,
        content_type=more.pop("content_type", "text/csv"),
        **more,
    )


def published(response: TestResponse) -> Any:
    assert response.status_code == 200, response.text
    assert response.json is not None
    return response.json


def rows(db: psycopg.Connection[DictRow], table: str) -> int:
    found = db.execute(f"SELECT count(*) AS rows FROM {table}".encode()).fetchone()
    assert found is not None
    return int(found["rows"])


def test_a_version_is_in_force_at_once_with_a_generation_and_an_entry(
    company_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    answer = published(put(company_api, TABLE))
    assert answer["meta"]["generation"] == GENERATION + 1
    counted = {key: answer["data"][key] for key in ("version", "lines", "added", "removed", "changed", "unchanged")}
    assert counted == {"version": 1, "lines": 6, "added": 6, "removed": 0, "changed": 0, "unchanged": 0}
    assert company_api.get("status")["meta"]["generation"] == GENERATION + 1
    entry = db.execute("SELECT * FROM audit_log").fetchone()
    assert entry is not None
    assert (entry["actor"], entry["action"], entry["target"], entry["reason"]) == (
        "adam",
        "budgets.published",
        "actual",
        "plan",
    )
    listed = company_api.admin("admin/budgets")["data"]
    assert [(row["version"], row["inForce"], row["lines"], row["from"], row["to"]) for row in listed] == [
        (1, True, 6, "2026-09", "2026-11")
    ]


def test_the_answer_says_what_changed(company_api: Api) -> None:
    put(company_api, TABLE)
    second = TABLE.replace("2026-09,5\n", "2026-09,7.5\n").replace("product,vm,2026-10,3\n", "")
    data = published(put(company_api, second + "domain,cloud,2026-10,1\n"))["data"]
    assert data["version"] == 2
    assert data["changes"] == [
        {"scope": "domain", "scopeId": "cloud", "month": "2026-10", "before": None, "after": 1},
        {"scope": "domain", "scopeId": "open", "month": "2026-09", "before": 5, "after": 7.5},
        {"scope": "product", "scopeId": "vm", "month": "2026-10", "before": 3, "after": None},
    ]
    totals = {(line["scope"], line["month"]): (line["before"], line["after"]) for line in data["months"]}
    assert totals["domain", "2026-09"] == (5, 7.5)
    assert totals["product", "2026-10"] == (3, None)
    assert [row["inForce"] for row in company_api.admin("admin/budgets")["data"]] == [True, False]


def test_the_same_again_makes_no_version(company_api: Api, db: psycopg.Connection[DictRow]) -> None:
    put(company_api, TABLE)
    answer = published(put(company_api, TABLE.replace("1000.10", "1000.1000")))
    assert (answer["data"]["isNew"], answer["data"]["version"]) == (False, 1)
    assert answer["meta"]["generation"] == GENERATION + 1
    assert (rows(db, "budget_version"), rows(db, "audit_log")) == (1, 1)


def test_another_fiscal_year_is_another_version(make_api: MakeApi, referential: None) -> None:
    put(make_api(), TABLE)
    data = published(put(make_api(FINOPS_FISCAL_YEAR_START="4"), TABLE))["data"]
    assert (data["version"], data["unchanged"]) == (2, 6)


def test_a_dry_run_says_the_same_and_leaves_no_trace(company_api: Api, db: psycopg.Connection[DictRow]) -> None:
    dry = published(put(company_api, TABLE, "?dryRun=true"))
    assert (dry["meta"]["generation"], dry["data"]["version"]) == (GENERATION, None)
    assert [rows(db, table) for table in ("budget_version", "budget_line", "audit_log")] == [0, 0, 0]
    real = published(put(company_api, TABLE))
    differing = {"dryRun", "version"}
    assert {k: v for k, v in dry["data"].items() if k not in differing} == {
        k: v for k, v in real["data"].items() if k not in differing
    }


def workbook(lines: list[list[Any]]) -> bytes:
    made, written = Workbook(), io.BytesIO()
    assert made.active is not None
    for line in lines:
        made.active.append(line)
    made.save(written)
    return written.getvalue()


def test_csv_xlsx_and_json_come_back_as_they_went(company_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO dim_application VALUES ('=odd,\"key\"', 'Odd')")
    put(company_api, TABLE + '''application,"'=odd,""key""",2026-10,123456789012345678.123456789012\n''')
    path = "admin/budgets/actual/versions/1"
    whole = company_api.admin(path)["data"]
    assert {"scope": "application", "scopeId": '=odd,"key"', "month": "2026-10"}.items() <= whole["lines"][0].items()
    assert whole["lines"][0]["amount"] == Decimal("123456789012345678.123456789012")
    for media_type in ("text/csv", XLSX):
        answer = company_api.call(path, role=ADMIN, headers={"Accept": media_type})
        assert answer.mimetype == media_type
        again = published(put(company_api, answer.data, "?dryRun=true", content_type=media_type))["data"]
        assert (again["isNew"], again["unchanged"]) == (False, 7), media_type
    sent = company_api.call(path, role=ADMIN).text
    body = f'{{"lines": {sent[sent.index("[{") : sent.rindex("}]") + 2]}}}'
    again = published(put(company_api, body, "?dryRun=true", content_type="application/json"))["data"]
    assert (again["isNew"], again["unchanged"]) == (False, 7)


def test_a_spreadsheet_of_real_numbers_and_dates(company_api: Api) -> None:
    import datetime

    table = workbook([["month", "scope", "scopeId", "amount"], [datetime.date(2026, 10, 1), "domain", "open", 0.1]])
    data = published(put(company_api, table, content_type=XLSX))["data"]
    assert data["changes"] == [{"scope": "domain", "scopeId": "open", "month": "2026-10", "before": None, "after": 0.1}]
    assert '"amount" : 0.1' in company_api.call("admin/budgets/actual/versions/1", role=ADMIN).text


def test_the_entity_needs_no_name_and_semicolons_and_a_bom_are_understood(company_api: Api) -> None:
    table = "\ufeffscope;scopeId;month;amount\r\nentity;;2026-10;5.5\r\n\r\n"
    assert published(put(company_api, table))["data"]["changes"][0]["scopeId"] == "acme"


@pytest.mark.parametrize(
    ("line", "at", "message"),
    [
        ("planet,x,2026-10,1", "line 3, scope", "one of entity, domain"),
        ("Domain,open,2026-10,1", "line 3, scope", "one of entity, domain"),
        ("domain,,2026-10,1", "line 3, scopeId", "is missing"),
        ("domain,nowhere,2026-10,1", "line 3, scopeId", "no such domain"),
        ("family,open,2026-10,1", "line 3, scopeId", "no such family"),
        ("product,servers,2026-10,1", "line 3, scopeId", "no such product"),
        ("application,nobody,2026-10,1", "line 3, scopeId", "no such application"),
        ("entity,other,2026-10,1", "line 3, scopeId", "no such entity"),
        ("domain,open,2026-13,1", "line 3, month", "not a month"),
        ("domain,open,,1", "line 3, month", "is missing"),
        ("domain,open,October,1", "line 3, month", "not a month"),
        ("domain,open,2026-10,", "line 3, amount", "is missing"),
        ("domain,open,2026-10,-1", "line 3, amount", "from 0"),
        ("domain,open,2026-10,NaN", "line 3, amount", ""),
        ("domain,open,2026-10,Infinity", "line 3, amount", ""),
        ("domain,open,2026-10,1e400", "line 3, amount", ""),
        ("domain,open,2026-10,1.0000000000001", "line 3, amount", "12 digits"),
        ("domain,open,2026-10,1000000000000000000", "line 3, amount", "from 0"),
        ('domain,open,2026-10,"1,5"', "line 3, amount", "point"),
        ("domain,cloud,2026-10,1.0", "line 3", "line 2"),
        ("domain,open,2026-10,1,9", "line 3", "more cells"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_stored(api: Api, line: str, at: str, message: str) -> None:
    answer = put(api, f"scope,scopeId,month,amount\ndomain,cloud,2026-10,2\n{line}\n")
    assert answer.status_code == 400
    assert answer.json is not None
    fault = answer.json["errors"][0]
    assert fault["at"] == at
    assert message in fault["message"]
    assert api.admin("admin/budgets")["data"] == []
    assert api.get("status")["meta"]["generation"] == GENERATION


def test_everything_that_is_wrong_is_named_at_once(api: Api) -> None:
    answer = put(api, "scope,scopeId,month,amount\n" + "x,y,z,w\n" * 50)
    assert answer.json is not None
    assert (answer.status_code, len(answer.json["errors"])) == (400, 100)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("scope,scopeId,month,amount\n", "text/csv", 400),
        ("", "text/csv", 400),
        ("scope,scopeId,month\ndomain,open,2026-10\n", "text/csv", 400),
        ("scope,scopeId,month,amount,amount\ndomain,open,2026-10,1,1\n", "text/csv", 400),
        ("scope,scopeId,month,amount,colour\ndomain,open,2026-10,1,red\n", "text/csv", 400),
        (b"scope,scopeId,month,amount\ndomain,\xff,2026-10,1\n", "text/csv", 400),
        (TABLE, "text/plain", 415),
        (b"PK\x03\x04 no workbook", XLSX, 400),
        ('{"lines": []}', "application/json", 400),
        (JSON % "", "application/json", 400),
        (JSON % ', "amount": true', "application/json", 400),
        (JSON % ', "amount": NaN', "application/json", 400),
        (JSON % ', "amount": 1, "x": 1', "application/json", 400),
        ("[]", "application/json", 400),
        ("x" * (9 << 20), "text/csv", 413),
    ],
)
def test_what_is_no_table_of_budgets(api: Api, body: str | bytes, content_type: str, status: int) -> None:
    assert put(api, body, content_type=content_type).status_code == status


def test_json_lines_are_named_by_their_place(api: Api) -> None:
    whole = '{"reason": "r", "lines": [{"scope": "entity", "month": "2026-10", "amount": 1.10}, %s]}'
    body = whole % '{"scope": "domain", "scopeId": "x", "month": "2026-10", "amount": "2"}'
    answer = put(api, body, "", content_type="application/json")
    assert answer.json is not None
    assert answer.json["errors"] == [{"at": "lines.1, scopeId", "message": "there is no such domain"}]


def test_a_reason_is_needed_and_once(company_api: Api) -> None:
    assert put(company_api, TABLE, "").status_code == 400
    body = '{"reason": "r", "lines": [{"scope": "entity", "month": "2026-10", "amount": 1}]}'
    assert put(company_api, body, "?reason=x", content_type="application/json").status_code == 400
    assert put(company_api, body, "", content_type="application/json").status_code == 200


def test_only_admins_and_only_of_views_that_exist(company_api: Api) -> None:
    assert put(company_api, TABLE, role="Rosetta_User").status_code == 403
    assert put(company_api, TABLE, view="nope").status_code == 404
    assert company_api.call("admin/budgets").status_code == 403
    for version in ("1", "0", "x", "99999999999999999999"):
        assert company_api.call(f"admin/budgets/actual/versions/{version}", role=ADMIN).status_code == 404
    put(company_api, TABLE, view="budget")
    assert company_api.call("admin/budgets/actual/versions/1", role=ADMIN).status_code == 404


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("domain,open,2026-09,5", "domain,open,2026-09,6"), "5 -> 6"),
        (("domain,open,2026-09,5\n", ""), "5 -> no budget"),
        (("domain,open,2026-09,5", "domain,open,2026-09,5\ndomain,cloud,2026-09,5"), "no budget -> 5"),
    ],
)
def test_i10_budgets_of_closed_months_do_not_change(
    company_api: Api, db: psycopg.Connection[DictRow], change: tuple[str, str], message: str
) -> None:
    put(company_api, TABLE)
    db.execute("INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', '2026-09-01', 'CLOSED')")
    for question in ("?reason=x", "?dryRun=true"):
        refused = put(company_api, TABLE.replace(*change), question)
        assert refused.status_code == 409
        assert refused.json is not None
        assert refused.json["type"].endswith("closed-months")
        assert [fault["message"] for fault in refused.json["errors"]] == [message]
    open_month = TABLE.replace("family,servers,2026-10,3", "family,servers,2026-10,4")
    assert published(put(company_api, open_month))["data"]["changed"] == 1


def test_a_version_never_changes(company_api: Api, db: psycopg.Connection[DictRow]) -> None:
    put(company_api, TABLE)
    for change in (
        "UPDATE budget_line SET amount = 1",
        "DELETE FROM budget_line",
        "UPDATE budget_version SET reason = ''",
        "DELETE FROM budget_version",
        "INSERT INTO budget_line SELECT version_id, 'domain', 'gone', '2026-10-01', 1 FROM budget_version",
    ):
        with pytest.raises(psycopg.errors.RestrictViolation, match="publish a new version"):
            db.execute(change.encode())


def test_applications_by_the_thousand(company_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO dim_application SELECT 'a' || i, 'a' || i FROM generate_series(1, 4000) i")
    lines = [f"application,a{app},2027-{month:02d},{app}.{month}" for app in range(1, 4001) for month in range(1, 13)]
    data = published(put(company_api, "\n".join(["scope,scopeId,month,amount", *lines])))["data"]
    assert (data["lines"], len(data["changes"])) == (48_000, 1000)
