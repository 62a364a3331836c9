"""A dry run as admins see it: what would change, per domain and month."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.fix_chain import Chain
from tests.fix_company import THIS_MONTH, Company, server
from tests.integration.query_api.conftest import Api


def changes(api: Api, run_id: object) -> Any:
    return api.admin(f"admin/runs/{run_id}")["data"]["changes"]


def test_a_dry_run_says_what_would_change(empty_api: Api, chain: Chain, company: Company) -> None:
    night = chain.night(datetime.now(UTC))
    chain.settle()
    assert changes(empty_api, night) is None
    company.has(
        "cmdb_ci_server",
        # 30, 40 and 60 EUR until now: a tenth more is not worth a word, a cent beyond is.
        [server("1", "3.3", "sys-billing"), server("2", "4.5", "sys-payroll"), server("3", "6", None)],
    )
    dry = chain.request(periods=[str(THIS_MONTH)], dry_run=True)
    assert changes(empty_api, dry) is None  # not over
    chain.settle()
    assert changes(empty_api, dry) == [
        {
            "domainId": "open",
            "domainLabel": "Open",
            "period": str(THIS_MONTH),
            "rowsBefore": 3,
            "rowsAfter": 3,
            "rowsDelta": 0,
            "costBefore": 130,
            "costAfter": 138,
            "costDelta": 8,
            "currency": "EUR",
            "applicationsChanged": 1,
            "quantities": [
                {"metric": "VCPU", "before": 13, "after": Decimal("13.8"), "delta": Decimal("0.8")},
            ],
        }
    ]


def test_what_was_not_there_is_nothing_and_what_has_no_price_is_unknown(
    empty_api: Api, chain: Chain, company: Company
) -> None:
    first = chain.request(periods=[str(THIS_MONTH)], dry_run=True)
    chain.settle()
    (change,) = changes(empty_api, first)
    assert (change["rowsBefore"], change["costBefore"], change["costDelta"]) == (0, 0, 130)
    company.prices("actual", {})
    unpriced = chain.request(periods=[str(THIS_MONTH)], dry_run=True)
    chain.settle()
    (change,) = changes(empty_api, unpriced)
    assert (change["costBefore"], change["costAfter"], change["costDelta"]) == (0, None, None)


def test_a_report_of_an_earlier_release_is_shown_without_what_it_does_not_say(
    empty_api: Api, chain: Chain, company: Company
) -> None:
    dry = chain.request(periods=[str(THIS_MONTH)], dry_run=True)
    chain.settle()
    company.db.execute(
        "UPDATE etl_runs SET report = report #- '{slices,0,currency}' #- '{slices,0,applications_changed}'"
    )
    (change,) = changes(empty_api, dry)
    assert (change["currency"], change["applicationsChanged"]) == (None, None)
