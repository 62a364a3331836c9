"""The year's business between the months and the night: budgets, a new price; afterwards, months that close."""

from dataclasses import dataclass
from decimal import Decimal

from finops_contract.period import Period
from finops_local.demo.administration import (
    PublishedPrices,
    close_month,
    import_budgets,
    prices_in_force,
    publish_prices,
    why_refused,
)
from finops_local.demo.api import Api
from finops_local.demo.books import Books
from finops_local.demo.ledger import Ledger, added
from finops_local.demo.nights import wait_for_run
from finops_local.demo.play import RUN_SECONDS, OnRun
from finops_local.demo.stage import Stage
from finops_local.sample.budgets import BudgetLine, budget_lines
from finops_local.sample.charges import LEAKING
from finops_local.sample.company import QUARTERLY
from finops_local.sample.domains.public_cloud import LateBill, write_late_bill
from finops_local.sample.prices import ACTUAL
from finops_local.sample.renegotiation import renegotiated, since_of

REASON_TO_CLOSE = "the figures are signed off"
_SECOND_PART = 1
_QUARTER = 3


@dataclass(frozen=True)
class NewPrices:
    """A change of prices: what was promised, and the ledgers before and after."""

    published: PublishedPrices
    before: Ledger
    after: Ledger


@dataclass(frozen=True)
class Closing:
    """Months that closed, the ledger then, what an admin was told who asked for the last of them again, and the bill
    that came too late for it."""

    periods: tuple[Period, ...]
    ledger: Ledger
    refusal: str | None
    late: LateBill


def admin_of(stage: Stage) -> Api:
    """The API, for somebody who administers."""
    return Api(stage.platform.url("query_api"), stage.access.admin_token())


def set_budgets(stage: Stage) -> list[BudgetLine]:
    """Import the year's budgets; the controllers know what the last quarter of the older half of the months cost."""
    company, admin = stage.company, admin_of(stage)
    quarter = company.periods[: (company.months + 1) // 2][-_QUARTER:]
    some = [company.applications[index] for index in (LEAKING, QUARTERLY) if index < company.apps]
    known = {"from": str(quarter[0]), "to": str(quarter[-1])}
    domains = _means(admin, known, "domain", limit="100")
    applications = (
        _means(admin, known, "application", application=[each.application_id for each in some]) if some else {}
    )
    lines = list(budget_lines(company, domains, applications))
    import_budgets(admin, ACTUAL.view_id, lines, "budgets of the year")
    return lines


def _means(admin: Api, months: dict[str, str], by: str, **asked: str | list[str]) -> dict[str, Decimal]:
    """What each of a kind cost in a month, on average, where it cost anything."""
    means = {}
    for series in admin.get("/v1/local/history", by=by, **months, **asked)["data"]:
        known = [point["cost"] for point in series["points"] if point["cost"] is not None]
        if known:
            means[series[f"{by}Id"]] = added(known) / len(known)
    return means


def change_prices(stage: Stage, books: Books, on_run: OnRun) -> NewPrices:
    """Publish a price that was negotiated anew for some months back, and wait until it is in force."""
    admin, before = admin_of(stage), books.ledger()
    lines = renegotiated(prices_in_force(admin, ACTUAL.view_id), since_of(stage.company))
    published = publish_prices(admin, ACTUAL.view_id, lines, "Linux servers negotiated anew")
    on_run("prices", wait_for_run(stage.platform.postgres_url, published.run_id, RUN_SECONDS))
    return NewPrices(published, before, books.ledger())


def close_months(stage: Stage, books: Books) -> Closing:
    """Close every month that is over, oldest first; ask for a run of the last of them; let its bill grow again."""
    admin, periods = admin_of(stage), stage.company.periods[:-1]
    for period in periods:
        close_month(admin, period, REASON_TO_CLOSE)
    asked = {"periods": [str(periods[-1])], "reason": "the bill was corrected"}
    refusal = why_refused(admin, "POST", "runs", asked)
    return Closing(periods, books.ledger(), refusal, write_late_bill(stage.company, stage.places.folder, _SECOND_PART))
