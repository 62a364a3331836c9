"""I5 and I6: every breakdown adds up to the last decimal; a missing price is never a zero."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import reduce

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from finops_contract.quantity import EXACT
from tests.fix_chain import Chain
from tests.fix_company import THIS_MONTH, Company, Server, server

quantities = st.decimals(min_value=0, max_value=10**9, places=18, allow_nan=False, allow_infinity=False)
prices = st.decimals(min_value=0, max_value=10**4, places=12, allow_nan=False, allow_infinity=False)
servers = st.lists(
    st.tuples(
        quantities,
        st.sampled_from(["sys-billing", "sys-payroll", "sys-nobody", None]),
        st.sampled_from(["Production", "Test", ""]),
    ),
    min_size=1,
    max_size=15,
)
AGGREGATES = (
    "mv_cost_app_product_month",
    "mv_cost_app_family_month",
    "mv_cost_app_domain_month",
    "mv_cost_application_month",
    "mv_cost_family_month",
    "mv_cost_domain_month",
)


def exact_sum(values: list[Decimal]) -> Decimal:
    return reduce(EXACT.add, values, Decimal(0))


# The fixtures are shared by the examples on purpose: each publishes over what the last one left. An example is a
# whole run, so a failing one is shown as it was found, not made smaller.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=servers, second=servers, price=prices)
def test_i5_every_breakdown_adds_up_whatever_the_quantities(
    chain: Chain,
    company: Company,
    first: list[tuple[Decimal, str | None, str]],
    second: list[tuple[Decimal, str | None, str]],
    price: Decimal,
) -> None:
    if not company.all("SELECT FROM dim_domain WHERE domain_id = 'databases'"):
        company.domain("databases", "cmdb_ci_database", "postgres")
    company.prices("actual", {"linux-server": str(price), "postgres": "0.000000000001"})
    company.has("cmdb_ci_server", cis("s", first))
    company.has("cmdb_ci_database", cis("d", second))
    run_id = chain.request(periods=[str(THIS_MONTH)], force=True, reason="property")
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    expected = EXACT.add(
        EXACT.multiply(exact_sum([quantity for quantity, _, _ in first]), price),
        EXACT.multiply(exact_sum([quantity for quantity, _, _ in second]), Decimal("0.000000000001")),
    )
    for aggregate in AGGREGATES:
        assert company.one(f"SELECT sum(cost) AS cost FROM {aggregate}")["cost"] == expected, aggregate


def cis(prefix: str, rows: list[tuple[Decimal, str | None, str]]) -> list[Server]:
    return [
        server(f"{prefix}{i}", f"{quantity:f}", application, environment)
        for i, (quantity, application, environment) in enumerate(rows)
    ]


def test_i6_a_missing_price_is_counted_and_never_a_zero(chain: Chain, company: Company) -> None:
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    company.has("cmdb_ci_database", [server("d1", "8", "sys-billing")])
    chain.night(datetime.now(UTC))
    chain.settle()
    unpriced = company.one(
        "SELECT cost, quantity, unpriced_rows FROM mv_cost_domain_month WHERE domain_id = 'databases'"
    )
    assert unpriced == {"cost": None, "quantity": 8, "unpriced_rows": 1}
    billing = company.one(
        "SELECT cost, unpriced_rows FROM mv_cost_application_month WHERE application_id = 'billing'"
        " AND period_month = %s",
        THIS_MONTH.first_day,
    )
    assert billing == {"cost": 30, "unpriced_rows": 1}


def test_i6_unknown_applications_and_products_keep_their_quantity(chain: Chain, company: Company) -> None:
    company.db.execute("DELETE FROM product_alias")
    chain.night(datetime.now(UTC))
    chain.settle()
    total = company.one(
        "SELECT product_id, quantity, unallocated_quantity FROM mv_quantity_product_month"
        " WHERE environment = 'production' AND period_month = %s",
        THIS_MONTH.first_day,
    )
    assert total == {"product_id": "unmapped", "quantity": 9, "unallocated_quantity": 6}
    assert company.one("SELECT DISTINCT family_id FROM fact_consumption") == {"family_id": "unmapped"}


def test_i5_a_product_of_another_domain_is_unmapped_or_families_would_not_add_up(
    chain: Chain, company: Company
) -> None:
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    company.has("cmdb_ci_database", [])
    company.db.execute("UPDATE product_alias SET product_id = 'postgres'")
    chain.night(datetime.now(UTC))
    chain.settle()
    assert company.all("SELECT DISTINCT domain_id, product_id FROM fact_consumption") == [
        {"domain_id": "open", "product_id": "unmapped"}
    ]


def test_a_metric_that_a_view_does_not_value_is_neither_costed_nor_unpriced(chain: Chain, company: Company) -> None:
    company.db.execute("INSERT INTO dim_metric VALUES ('OTHER', 'x', 'x', 'x')")
    company.prices("narrow", {}, metrics=["OTHER"])
    chain.night(datetime.now(UTC))
    chain.settle()
    assert company.all("SELECT FROM mv_cost_domain_month WHERE pricing_view_id = 'narrow'") == []
    assert company.cost(THIS_MONTH) == 130


def test_overlapping_prices_fail_the_publication_instead_of_one_being_taken(chain: Chain, company: Company) -> None:
    company.prices("other", {"linux-server": "1"})
    company.db.execute("ALTER TABLE unit_price DISABLE TRIGGER unit_price_immutable")
    company.db.execute(
        "INSERT INTO unit_price SELECT version_id, product_id, NULL, metric, 2, '2021-01-01'"
        " FROM unit_price JOIN pricing_view_version USING (version_id) WHERE pricing_view_id = 'other'"
    )
    run_id = chain.night(datetime.now(UTC))
    chain.settle()
    run = company.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "database_refused")
    assert "unit_price_month" in run["error_summary"]
