"""The month as a FOCUS dataset, against the facts by hand and against the dashboard."""

import json
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

import psycopg
import pytest
from psycopg.rows import DictRow

from query_api.exports import focus_dataset
from query_api.exports.focus_columns import DATES, DECIMALS
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.exports.dataset import COSTS, amount, charges, total
from tests.integration.query_api.mart import FACTS, GENERATION, OCTOBER, PRICES, RUN, SEPTEMBER, cost

FILES = [f"version={version}&format={form}" for version in ("1.2", "1.0") for form in ("csv", "parquet")]
PRICED = [fact for fact in FACTS if fact.month == OCTOBER and fact.cost is not None]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("asked", ["", "&period=2026-09", "&pricingView=budget", "&period=2026-09&pricingView=budget"])
def test_i5_its_costs_add_up_to_what_the_dashboard_says(api: Api, file: str, asked: str) -> None:
    answer = api.call(f"export/focus?{file}{asked}")
    rows = charges(answer)
    assert rows
    meta = api.get(f"dashboard?{asked.removeprefix('&')}")["meta"]
    for column in COSTS:
        assert total(rows, column) == meta["total"]["cost"]
    assert {row["BillingCurrency"] for row in rows} == {meta["currency"]}
    assert Decimal(answer.headers["Finops-Total-Cost"]) == meta["total"]["cost"]
    assert answer.headers["Finops-Unpriced-Rows"] == str(meta["total"]["unpricedRows"])
    assert answer.headers["Finops-Rows"] == str(len(rows))
    assert answer.headers["Finops-Generation"] == str(GENERATION)


@pytest.mark.parametrize("file", FILES)
def test_every_priced_fact_is_a_charge(api: Api, file: str) -> None:
    rows = charges(api.call(f"export/focus?{file}"))
    found = {(row["x_ApplicationId"], row["x_DomainId"], row["x_ProductId"], row["x_Environment"]): row for row in rows}
    assert len(found) == len(rows) == len(PRICED)
    for fact in PRICED:
        row = found[fact.application, fact.domain, fact.product or "(none)", fact.environment]
        assert amount(row, "EffectiveCost") == fact.cost
        assert amount(row, "ConsumedQuantity") == amount(row, "PricingQuantity") == fact.quantity
        assert amount(row, "ListUnitPrice") == PRICES[fact.product or fact.domain]
        assert row["x_ConsumptionMetric"] == fact.metric
    assert total(rows) == cost(OCTOBER)


def test_both_formats_say_the_same(api: Api) -> None:
    for version in ("1.2", "1.0"):
        table, columnar = (charges(api.call(f"export/focus?version={version}&format={f}")) for f in ("csv", "parquet"))
        assert table == columnar


def test_i5_indirect_costs_are_charges_of_their_domain(api: Api) -> None:
    rows = [row for row in charges(api.call("export/focus")) if row["x_DomainId"] == "weights"]
    assert total(rows) == 1000
    for row in rows:
        assert (row["x_FamilyId"], row["x_ProductId"]) == ("(none)", "(none)")
        assert (row["x_DomainMode"], row["x_IndirectMethod"]) == ("INDIRECT", "external_coefficients")
        assert (row["ServiceName"], row["SkuId"]) == ("Floor space", "weights")
        assert row["ChargeDescription"] == "Floor space, Square metres"


def test_i6_what_has_no_price_is_counted_and_no_charge_of_zero(api: Api) -> None:
    answer = api.call("export/focus")
    rows = charges(answer)
    assert "disk" not in {row["x_ProductId"] for row in rows}
    assert all(amount(row, "EffectiveCost") != 0 for row in rows)
    assert answer.headers["Finops-Unpriced-Rows"] == "2"
    assert sum(row["unpricedRows"] for row in api.get("domains")["data"]) == 2
    # What the view does not value at all is neither.
    assert "BILLED_COST.USD" not in {row["x_ConsumptionMetric"] for row in rows}


def test_what_is_unallocated_is_of_no_sub_account(api: Api) -> None:
    (row,) = [row for row in charges(api.call("export/focus")) if row["x_ApplicationId"] == "unallocated"]
    assert (row["SubAccountId"], row["SubAccountName"], row["SubAccountType"]) == (None, None, None)
    assert json.loads(row["Tags"] or "") == {"environment": "production"}


def test_the_other_columns(api: Api) -> None:
    (row,) = [row for row in charges(api.call("export/focus")) if row["x_Environment"] == "staging"]
    assert (row["BillingPeriodStart"], row["ChargePeriodStart"]) == ("2026-10-01T00:00:00Z",) * 2
    assert (row["BillingPeriodEnd"], row["ChargePeriodEnd"]) == ("2026-11-01T00:00:00Z",) * 2
    assert (row["SubAccountId"], row["SubAccountName"], row["SubAccountType"]) == ("shop", "Web shop", "Application")
    assert (row["PublisherName"], row["ServiceName"], row["SkuPriceId"]) == ("Open systems", "Servers", "vm:VCPU_HOURS")
    assert (row["x_RunId"], row["x_PricingView"], row["x_Generation"]) == (str(RUN), "actual", str(GENERATION))
    assert json.loads(row["Tags"] or "") == {"application": "shop", "environment": "staging"}


def test_texts_stand_as_they_are(api: Api) -> None:
    """Programs join by them; a spreadsheet that opens the file may take the label for a formula."""
    (row,) = [row for row in charges(api.call("export/focus")) if row["x_ApplicationId"] == "new"]
    assert row["SubAccountName"] == "=1+1"


@pytest.mark.parametrize("version", ["1.2", "1.0"])
def test_rules_that_the_validator_skips(api: Api, version: str) -> None:
    answer = api.call(f"export/focus?version={version}")
    rows = charges(answer)
    names = answer.get_data(as_text=True).partition("\r\n")[0].split(",")
    ours = [name for name in names if name.startswith("x_")]
    assert names == [name for name in names if name not in ours] + ours  # NullHandling, ColumnHandling
    assert names == sorted(names, key=lambda name: (name.startswith("x_"), name))
    for name in names:
        assert re.fullmatch(r"(x_)?([A-Z][a-z]+)+", name), name
        assert len(name) <= 50
    for row in rows:
        for name, value in row.items():
            if value is not None:
                assert value.strip() == value
                assert value.lower() not in ("null", "none", "n/a", "not applicable", "not specified")
            if name in DATES:
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value or ""), name
            if name in DECIMALS and value is not None:
                assert re.fullmatch(r"-?\d+\.\d+", value), name
        for price, priced in (("ListUnitPrice", "ListCost"), ("ContractedUnitPrice", "ContractedCost")):
            assert amount(row, price) * amount(row, "PricingQuantity") == amount(row, priced)
            assert amount(row, price) >= 0
        tags = json.loads(row["Tags"] or "", object_pairs_hook=lambda pairs: pairs)
        assert len({key for key, _ in tags}) == len(tags)
        assert all(isinstance(value, str) for _, value in tags)
    for child, parent in (("SkuPriceId", "SkuId"), ("ServiceName", "ServiceCategory")):
        assert len({(row[child], row[parent]) for row in rows}) == len({row[child] for row in rows})


def test_versions_differ_in_columns_only(api: Api) -> None:
    old, new = charges(api.call("export/focus?version=1.0")), charges(api.call("export/focus"))
    assert [{name: row[name] for name in old[0]} for row in new] == old
    assert {"SubAccountType", "ServiceSubcategory", "PricingCurrency", "InvoiceId"} <= set(new[0]) - set(old[0])


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/csv"),
        ("*/*", "text/csv"),
        ("text/csv", "text/csv"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("text/csv;q=0.5, application/vnd.apache.parquet", "application/vnd.apache.parquet"),
    ],
)
def test_format_by_accept(api: Api, accept: str | None, media_type: str) -> None:
    answer = api.call("export/focus", headers={"Accept": accept} if accept else {})
    assert len(charges(answer)) == len(PRICED)
    assert answer.mimetype == media_type
    suffix = "csv" if media_type == "text/csv" else "parquet"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="focus-1.2-2026-10.{suffix}"'


def test_other_formats_are_not_to_be_had(api: Api) -> None:
    problem = api.get("export/focus", status=406, headers={"Accept": "application/json"})
    assert "parquet" in problem["detail"]


@pytest.mark.parametrize(
    "query",
    ["version=1.1", "version=", "format=xml", "format=csv&format=csv", "period=2026-13", "limit=1", "environment=x"],
)
def test_bad_questions(api: Api, query: str) -> None:
    assert api.get(f"export/focus?{query}", status=400)["errors"]


def test_unknown_pricing_view(api: Api) -> None:
    api.get("export/focus?pricingView=nothing", status=404)
    api.get("domains")  # and the connection is free again, of a pool of one


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_month_that_nobody_published_has_columns_and_no_charge(api: Api, form: str) -> None:
    answer = api.call(f"export/focus?period=2026-11&format={form}")
    assert charges(answer) == []
    assert (answer.headers["Finops-Rows"], answer.headers["Finops-Complete"]) == ("0", "false")
    assert "Finops-Total-Cost" not in answer.headers


def test_before_anything_was_published(empty_api: Api) -> None:
    answer = empty_api.call("export/focus")
    assert charges(answer) == []
    assert answer.headers["Finops-Generation"] == "0"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="focus-1.2.csv"'


def test_head_tells_what_there_is_and_frees_the_connection(api: Api) -> None:
    for _ in range(2):
        answer = api.call("export/focus", method="HEAD")
        assert (answer.status_code, answer.data, answer.headers["Finops-Rows"]) == (200, b"", str(len(PRICED)))
    api.get("domains")


@pytest.mark.parametrize("role", ["Rosetta_Group", "Nobody"])
def test_i9_only_readers(api: Api, role: str) -> None:
    assert api.call("export/focus", role=role).status_code == 403
    assert api.call("export/focus", role=None).status_code == 401


def test_i9_nothing_of_another_entity(api: Api) -> None:
    """The other entity's 1e9 hours of September and October are in the same tables."""
    for month in (SEPTEMBER, OCTOBER):
        rows = charges(api.call(f"export/focus?period={month}"))
        assert {row["BillingAccountId"] for row in rows} == {"acme"}
        assert total(rows) == cost(month)


def test_figures_too_long_for_parquet_are_refused_not_rounded(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("UPDATE mv_cost_app_product_month SET quantity = 1e25 WHERE application_id = 'shop'")
    problem = own_api.get("export/focus?format=parquet", status=406)
    assert "text/csv" in problem["detail"]
    assert any(row["ConsumedQuantity"] == f"{10**25}.0" for row in charges(own_api.call("export/focus")))


def test_a_file_is_of_one_generation(
    own_api: Api, db: psycopg.Connection[DictRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is published while it is read does not mix in (I4)."""
    monkeypatch.setattr(focus_dataset, "PAGE_ROWS", 2)
    whole = charges(own_api.call("export/focus"))
    answer = own_api.call("export/focus", buffered=False)
    chunks = cast(Iterator[bytes], iter(answer.response))
    read = [next(chunks)]
    db.execute("UPDATE publication SET generation = 99")
    db.execute("DELETE FROM mv_cost_app_product_month")
    read += chunks
    answer.close()
    answer.response = read
    assert charges(answer) == whole


def test_who_stops_reading_lets_the_snapshot_go(own_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(focus_dataset, "PAGE_ROWS", 2)
    monkeypatch.setattr(focus_dataset, "MOST_IDLE_MS", 100)
    answer = own_api.call("export/focus", buffered=False)
    chunks = iter(answer.response)
    next(chunks)
    time.sleep(0.5)
    with pytest.raises(Exception, match="PostgreSQL"):  # cut off in the middle, never ended as if whole
        list(chunks)
    answer.close()
    assert len(charges(own_api.call("export/focus"))) == len(PRICED)


def test_who_goes_away_frees_the_connection(own_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(focus_dataset, "PAGE_ROWS", 2)
    answer = own_api.call("export/focus", buffered=False)
    next(iter(answer.response))
    answer.close()
    own_api.get("domains")  # of a pool of one
