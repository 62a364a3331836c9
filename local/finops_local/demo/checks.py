"""What must hold at the end: every run succeeded, every total reconciles, the API says what the mart holds."""

from collections.abc import Iterable, Iterator
from typing import Any

from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.books import Books
from finops_local.demo.ledger import added
from finops_local.sample.prices import ACTUAL


def run_failures(runs: Iterable[DictRow]) -> Iterator[str]:
    """A line for each run that is not SUCCESS."""
    for run in runs:
        if run["status"] != "SUCCESS":
            months = ", ".join(str(Period.of(day)) for day in run["periods"])
            yield (
                f"run {run['run_id']} of {months} is {run['status']}: "
                f"{run['error_step']}: {run['error_code']}: {run['error_summary']}"
            )


def total_failures(books: Books) -> Iterator[str]:
    """A line for each total that does not add up (I1)."""
    for row in books.broken_totals():
        yield f"{row['domain_id']}/{Period.of(row['period_month'])}: the total of {row['metric']} does not add up"


def api_failures(api: Api, books: Books, period: Period, view: str = ACTUAL.view_id) -> Iterator[str]:
    """A line for each figure of a month in which the API and the facts differ: by domain, in total, by application."""
    facts = books.valued_facts(period.first_day, view)
    total = added(row["cost"] for row in facts.values())
    asked = {"period": str(period), "pricingView": view}
    domains = api.get("/v1/local/domains", limit="200", **asked)
    shown = {line["domainId"]: line for line in domains["data"]}
    for domain_id in sorted(facts.keys() | shown.keys()):
        yield from _differences(period, domain_id, facts.get(domain_id), shown.get(domain_id))
    if domains["meta"]["total"]["cost"] != total:
        yield f"{period}: the API's total is {domains['meta']['total']['cost']}, the facts give {total}"
    for what, listed in (
        ("families", _family_costs(api, asked, shown)),
        ("applications", api.pages("/v1/local/applications", **asked)),
    ):
        shown_total = added(line["cost"] for line in listed)
        if shown_total != total:
            yield f"{period}: the API's {what} add up to {shown_total}, the facts give {total}"


def _differences(period: Period, domain_id: str, fact: DictRow | None, line: dict[str, Any] | None) -> Iterator[str]:
    expected = (None, 0) if fact is None else (fact["cost"], fact["unpriced_rows"])
    found = (None, 0) if line is None else (line["cost"], line["unpricedRows"])
    if expected != found:
        yield f"{period}/{domain_id}: the API says {found} (cost, unpriced rows), the facts give {expected}"


def _family_costs(api: Api, asked: dict[str, str], domains: Iterable[str]) -> Iterator[dict[str, Any]]:
    for domain_id in domains:
        yield from api.get(f"/v1/local/domains/{domain_id}", **asked)["data"]["families"]
