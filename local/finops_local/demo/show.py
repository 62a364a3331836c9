"""`demo`: the whole story in one go, from nothing to the month's costs, and whether all of it is right."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.books import Books
from finops_local.demo.checks import api_failures, run_failures, total_failures
from finops_local.demo.figure_checks import (
    anomaly_failures,
    budget_failures,
    closing_failures,
    price_failures,
    sample_failures,
)
from finops_local.demo.management import Closing, NewPrices, admin_of, change_prices, close_months, set_budgets
from finops_local.demo.management_report import (
    show_anomalies,
    show_budgets,
    show_closing,
    show_new_prices,
    show_views,
)
from finops_local.demo.play import OnRun, play_months, play_night
from finops_local.demo.report import (
    show_costs,
    show_domains,
    show_indirect,
    show_reconciliation,
    show_rejects,
    show_runs,
    show_unknown,
)
from finops_local.demo.screen import Screen
from finops_local.demo.stage import Stage
from finops_local.sample.budgets import BudgetLine
from finops_local.sample.domains.public_cloud import write_late_bill
from finops_local.sample.prices import PRICING_VIEWS, STANDARD

_IDLE_SECONDS = 60.0


@dataclass(frozen=True)
class Management:
    """What the admins did, and what was to be seen then."""

    budgets: list[BudgetLine]
    prices: NewPrices
    closing: Closing


@dataclass
class Played:
    """The runs with what was asked for, and everything that is not as it should be."""

    runs: list[tuple[str, DictRow]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    night: UUID | None = None
    management: Management | None = None

    def add(self, asked: str, run: DictRow) -> None:
        """One run that has ended."""
        self.runs.append((asked, run))


def play_all(stage: Stage, screen: Screen) -> Played:
    """Start, fill, run the months, then what a year brings. The platform is left running."""
    company, played = stage.company, Played()

    def on_run(asked: str, run: DictRow) -> None:
        played.add(asked, run)
        screen.say(
            f"  {asked:<8} {run['status']:<8} {run['records']:>7,} records {run['records_inserted']:>7,} facts "
            f"{float(run['seconds']):5.1f} s"
        )

    with screen.phase(f"starting PostgreSQL, MongoDB, broker and functions; writing {company.months} months of bills"):
        stage.start()
    with screen.phase(f"filling the data mart's referential and the raw zone: {company.apps} applications"):
        stage.fill()
    with screen.phase(f"running {company.months} months"):
        runs = play_months(stage, on_run)
    if runs[-1]["status"] == "SUCCESS":
        _play_business(stage, screen, played, on_run)
    played.failures += run_failures(run for _, run in played.runs)
    return played


def _play_business(stage: Stage, screen: Screen, played: Played, on_run: OnRun) -> None:
    """Budgets, a new price, late data in a night, months that close, a night with data that are too late."""
    with Books(stage.platform.postgres_url) as books:
        with screen.phase("importing budgets and publishing a price negotiated anew, by the API"):
            budgets = set_budgets(stage)
            prices = change_prices(stage, books, on_run)
        late = write_late_bill(stage.company, stage.places.folder)
        with screen.phase(f"one night, after the public cloud's bill of {late.period} has grown"):
            played.night = play_night(stage, on_run)["run_id"]
        with screen.phase(f"closing every month up to {late.period}; another night, its bill grown again"):
            closing = close_months(stage, books)
            play_night(stage, on_run)
            stage.platform.wait_idle(_IDLE_SECONDS)
    played.management = Management(budgets, prices, closing)


def show_all(stage: Stage, screen: Screen, played: Played) -> None:
    """Print the reports and add to `played.failures` what does not hold."""
    show_runs(screen, played.runs)
    if played.failures or played.night is None or played.management is None:
        return
    last: Period = stage.company.current
    api = Api(stage.platform.url("query_api"), stage.access.user_token())
    with Books(stage.platform.postgres_url) as books:
        show_domains(screen, books, played.night)
        show_reconciliation(screen, books, played.night, last)
        show_indirect(screen, books, last)
        show_rejects(screen, books, played.night)
        show_unknown(screen, books, last)
        show_costs(screen, api, books, last)
        played.failures += total_failures(books)
        for period in (stage.company.periods[0], last.plus(-1), last):
            played.failures += api_failures(api, books, period)
        played.failures += api_failures(api, books, last, STANDARD.view_id)
        played.failures += show_management(stage, screen, api, books, played.management)
    letters = sorted(stage.platform.dead_letters.glob("*.json"))
    played.failures += [f"an event could not be delivered: {letter}" for letter in letters]


def show_management(stage: Stage, screen: Screen, api: Api, books: Books, management: Management) -> list[str]:
    """Pricing views, the new price, budgets, anomalies and closed months; returns what does not hold of them."""
    admin, ledger = admin_of(stage), books.ledger()
    last, before = stage.company.current, stage.company.current.plus(-1)
    show_views(screen, last, [_domains(api, last, view.view_id) for view in PRICING_VIEWS])
    show_new_prices(screen, management.prices)
    budgets = api.whole("/v1/local/budgets/comparison", period=str(last))
    show_budgets(screen, last, budgets)
    anomalies = api.whole("/v1/local/anomalies", period=str(before))
    show_anomalies(screen, before, anomalies)
    months = list(admin.pages("/v1/local/admin/periods"))
    late = admin.get(f"/v1/local/admin/periods/{management.closing.periods[-1]}/late-data")["data"]
    show_closing(screen, management.closing, late)
    return [
        *price_failures(management.prices),
        *budget_failures(budgets["data"], management.budgets, ledger, last, running=last),
        *anomaly_failures(anomalies["data"], books, ledger, before, running=last),
        *sample_failures(stage.company, anomalies["data"], budgets["data"]),
        *closing_failures(management.closing, months, late, ledger),
    ]


def _domains(api: Api, period: Period, view: str) -> dict[str, Any]:
    return api.get("/v1/local/domains", period=str(period), pricingView=view, limit="200")


def show_verdict(screen: Screen, played: Played, log: Path) -> None:
    """Whether all went well; else what did not, and where to look."""
    screen.say()
    if not played.failures:
        screen.say("[bold green]Every run succeeded, every total reconciles, the API says what the facts say.[/]")
        return
    for failure in played.failures:
        screen.verbatim(f"FAILED: {failure}")
    screen.verbatim(f"the log of all processes is {log}")


def show_calls(screen: Screen, environment: Path, period: Period) -> None:
    """How to call the API while the platform is up."""
    user, admin = (f'curl -s -H "Authorization: Bearer $FINOPS_TOKEN_{who}"' for who in ("USER", "ADMIN"))
    screen.verbatim("\nCall the API:")
    screen.verbatim(f"  . {quote(str(environment))}")
    for path in (f"dashboard?period={period}", f"domains?period={period}", f"applications?period={period}&limit=5"):
        screen.verbatim(f'  {user} "$FINOPS_API_URL/v1/local/{path}"')
    body = json.dumps({"periods": [str(period)], "reason": "the bill was corrected"})
    screen.verbatim(
        f'  {admin} -H "Content-Type: application/json" -d \'{body}\' "$FINOPS_API_URL/v1/local/admin/runs"'
    )
