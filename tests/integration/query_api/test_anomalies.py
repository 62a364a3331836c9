"""Anomalies as the small mart holds them: anomalies.sql says which."""

import csv
import io
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import OCTOBER, SEPTEMBER

GONE = "77777777-7777-5777-8777-777777777777"


def applications(answer: Any) -> list[str]:
    return [row["applicationId"] for row in answer["data"]]


def anomaly_of(api: Api, application: str) -> dict[str, Any]:
    row: dict[str, Any] = api.get(f"anomalies?state=all&application={application}")["data"][0]
    return row


def acknowledge(api: Api, anomaly: str, comment: object, *, status: int = 200) -> Any:
    path = f"admin/anomalies/{anomaly}/acknowledgement"
    return api.admin(path, method="POST", json={"comment": comment}, status=status)


def test_everything_about_one(api: Api) -> None:
    shop = anomaly_of(api, "shop")
    assert (shop["period"], shop["cost"], shop["expected"]) == (OCTOBER, Decimal("150.000000000001"), 100)
    assert (shop["expectedLow"], shop["expectedHigh"], shop["score"], shop["historyMonths"]) == (90, 110, 12.5, 12)
    assert (shop["deviation"], shop["deviationPercent"]) == (Decimal("50.000000000001"), 50)
    assert (shop["applicationLabel"], shop["owner"], shop["acknowledged"]) == ("Web shop", "sales", None)
    assert [tuple(part.values()) for part in shop["explainedBy"]] == [
        ("ec2", "EC2", "cloud", "Public cloud", Decimal("40.000000000001"), Decimal("0.8")),
        ("(none)", "(none)", "weights", "Floor space", 10, Decimal("0.2")),
    ]


def test_what_was_expected_to_cost_nothing_has_no_percentage(api: Api) -> None:
    unallocated = anomaly_of(api, "unallocated")
    assert (unallocated["deviationPercent"], unallocated["explainedBy"], unallocated["reserved"]) == (None, [], True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["shop", "unallocated"]),
        ("state=all", ["pay", "shop", "unallocated"]),
        ("state=acknowledged", ["pay"]),
        ("state=all&direction=low", ["pay"]),
        ("state=all&direction=high", ["shop", "unallocated"]),
        ("application=shop&application=pay", ["shop"]),
        (f"period={SEPTEMBER}", ["old"]),
        (f"from={SEPTEMBER}&to={OCTOBER}&state=all", ["pay", "shop", "old", "unallocated"]),
        ("pricingView=budget", ["new"]),
        ("application=nobody", []),
        ("period=2030-01", []),
    ],
)
def test_filters(api: Api, query: str, expected: list[str]) -> None:
    answer = api.get(f"anomalies?{query}")
    assert sorted(applications(answer)) == sorted(expected)
    assert answer["meta"]["total"]["anomalies"] == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("deviation", ["unallocated", "shop", "pay"]),
        ("-deviation", ["pay", "shop", "unallocated"]),
        ("score", ["unallocated", "shop", "pay"]),
        ("-score", ["pay", "shop", "unallocated"]),
    ],
)
def test_order_is_by_magnitude(own_api: Api, db: psycopg.Connection[DictRow], sort: str, expected: list[str]) -> None:
    if "deviation" in sort:  # what scores least deviates most
        db.execute("UPDATE mv_anomalies_month SET cost = -200, expected_low = -100 WHERE application_id = 'pay'")
        db.execute("UPDATE mv_anomalies_month SET score = -1 WHERE application_id = 'pay'")
    assert applications(own_api.get(f"anomalies?state=all&sort={sort}")) == expected


def test_total_is_of_every_page(api: Api) -> None:
    first = api.get("anomalies?state=all&limit=1")
    rest = api.get(f"anomalies?state=all&limit=2&cursor={first['meta']['page']['next']}")
    whole = api.get("anomalies?state=all")
    assert first["data"] + rest["data"] == whole["data"]
    assert rest["meta"]["page"]["next"] is None
    assert (
        first["meta"]["total"]
        == whole["meta"]["total"]
        == {
            "anomalies": 3,
            "high": 2,
            "low": 1,
            "acknowledged": 1,
            "deviation": Decimal("-33.000000000000") + Decimal("0.000000000001"),
        }
    )


def test_as_csv(api: Api) -> None:
    rows = list(csv.DictReader(io.StringIO(api.call("anomalies?state=all", headers={"Accept": "text/csv"}).text)))
    assert [row["applicationId"] for row in rows] == ["pay", "shop", "unallocated"]
    assert rows[1]["cost"] == "150.000000000001"
    assert '"productId": "ec2"' in rows[1]["explainedBy"]
    assert (rows[0]["acknowledgedComment"], rows[1]["acknowledgedComment"]) == ("moved out", "")


def test_acknowledging_is_seen_by_all_and_audited(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    shop = anomaly_of(own_api, "shop")["anomalyId"]
    answer = acknowledge(own_api, shop, "  a campaign ")
    assert answer["data"]["acknowledged"]["comment"] == "a campaign"
    assert answer["data"]["acknowledged"]["by"] == "adam"
    after = own_api.get("anomalies?state=acknowledged")
    assert after["meta"]["generation"] == answer["meta"]["generation"] == 8
    assert sorted(applications(after)) == ["pay", "shop"]
    assert after["data"][1]["acknowledged"] == answer["data"]["acknowledged"]
    entry = db.execute("SELECT * FROM audit_log").fetchall()
    assert [(row["actor"], row["action"], row["target"], row["reason"]) for row in entry] == [
        ("adam", "anomaly.acknowledged", shop, "a campaign")
    ]
    assert entry[0]["details"] == {"period": OCTOBER, "pricing_view": "actual", "application": "shop"}


def test_acknowledging_again_changes_nothing_or_is_refused(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    shop = anomaly_of(own_api, "shop")["anomalyId"]
    first = acknowledge(own_api, shop, "a campaign")
    assert acknowledge(own_api, shop, "a campaign") == first
    problem = acknowledge(own_api, shop, "no idea", status=409)
    assert problem["type"].endswith(":anomaly-acknowledged")
    assert len(db.execute("SELECT FROM audit_log").fetchall()) == 1
    assert own_api.get("status")["meta"]["generation"] == 8


def test_withdrawing_opens_it_again(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    pay = anomaly_of(own_api, "pay")["anomalyId"]
    for _ in range(2):  # nothing to withdraw the second time
        answer = own_api.admin(f"admin/anomalies/{pay}/acknowledgement", method="DELETE")
        assert (answer["data"]["acknowledged"], answer["meta"]["generation"]) == (None, 8)
    assert "pay" in applications(own_api.get("anomalies"))
    (entry,) = db.execute("SELECT action, target, details FROM audit_log").fetchall()
    assert (entry["action"], entry["target"]) == ("anomaly.acknowledgement_withdrawn", pay)
    assert (entry["details"]["comment"], entry["details"]["acknowledged_by"]) == ("moved out", "eve")
    assert acknowledge(own_api, pay, "no idea")["data"]["acknowledged"]["comment"] == "no idea"


def test_what_is_gone_can_be_acknowledged(own_api: Api) -> None:
    answer = acknowledge(own_api, GONE, "a credit came late")
    assert (answer["data"]["goneAt"], answer["data"]["period"]) == ("2026-10-20T02:04:11Z", SEPTEMBER)


@pytest.mark.parametrize("comment", ["", "  ", None, 7, "x" * 2001, "\x00"])
def test_a_comment_is_needed(own_api: Api, comment: object) -> None:
    acknowledge(own_api, GONE, comment, status=400)


def test_anomalies_of_others_do_not_exist(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    row = db.execute("SELECT anomaly_id FROM anomaly WHERE entity_id = 'other'").fetchone()
    assert row is not None
    for anomaly in (row["anomaly_id"], "00000000-0000-5000-8000-000000000000", "nonsense"):
        acknowledge(own_api, anomaly, "x", status=404)
        own_api.admin(f"admin/anomalies/{anomaly}/acknowledgement", method="DELETE", status=404)
    assert db.execute("SELECT FROM anomaly WHERE acknowledged_at IS NOT NULL").rowcount == 1


@pytest.mark.parametrize("role", ["Rosetta_User", "Rosetta_Referentiel_Admin"])
def test_i9_readers_acknowledge_nothing(own_api: Api, role: str) -> None:
    path = f"admin/anomalies/{GONE}/acknowledgement"
    assert own_api.call(path, role=role, method="POST", json={"comment": "x"}).status_code == 403
    assert own_api.call(path, role=role, method="DELETE").status_code == 403


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("state=closed", 400),
        ("direction=up", 400),
        ("sort=cost", 400),
        ("environment=production", 400),
        (f"period={OCTOBER}&from={OCTOBER}&to={OCTOBER}", 400),
        ("pricingView=nobody", 404),
    ],
)
def test_what_cannot_be_asked(api: Api, query: str, status: int) -> None:
    api.get(f"anomalies?{query}", status=status)
