"""What the demo shows of prices, budgets, anomalies and closed months, held against the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from finops_contract.period import Period
from finops_local.demo.books import Books
from finops_local.demo.forecast import forecast
from finops_local.demo.judgement import Judgement, anomalies
from finops_local.demo.ledger import Ledger, added, changes, difference
from finops_local.demo.management import Closing, NewPrices
from finops_local.sample.budgets import GENEROUS, TIGHT, BudgetLine
from finops_local.sample.charges import LEAKING
from finops_local.sample.company import QUARTERLY, Company
from finops_local.sample.prices import ACTUAL, STANDARD

_VIEW = ACTUAL.view_id
_MONTHS_TO_JUDGE = 24
_SHARE = Decimal("0.0001")
_NEARLY = Decimal("0.000001")
"""PostgreSQL rounds quotients where it likes; what follows from one is compared to six decimals."""

Answer = Mapping[str, Any]


def price_failures(prices: NewPrices) -> Iterator[str]:
    """What a new price has changed is what its preview promised, by month, domain and application, and nothing else."""
    promised, before, after = prices.published.promised, prices.before, prices.after
    months: dict[Period, Decimal] = {}
    for (_, period), delta in changes(before, after, _VIEW, "entity").items():
        months[period] = delta
    if {Period.parse(line["period"]): line["delta"] for line in promised["months"]} != months:
        yield f"new prices: the preview promised {promised['months']}, the facts say {months}"
    domains = {(line["domainId"], Period.parse(line["period"])): line["delta"] for line in promised["domains"]}
    if domains != changes(before, after, _VIEW, "domain"):
        yield "new prices: what the preview promised by domain is not what came of it"
    applications: dict[str, Decimal] = {}
    for (name, _), delta in changes(before, after, _VIEW, "application").items():
        applications[name] = added((applications.get(name), delta))
    shown = {line["applicationId"]: line["delta"] for line in promised["applications"]["largest"]}
    if promised["applications"]["count"] != len(applications) or not shown.items() <= applications.items():
        yield "new prices: what the preview promised by application is not what came of it"
    if changes(before, after, STANDARD.view_id, "domain"):
        yield "new prices: another pricing view has changed"


def budget_failures(
    standings: Iterable[Answer], lines: Iterable[BudgetLine], ledger: Ledger, period: Period, running: Period
) -> Iterator[str]:
    """Each budget with its costs: of the month, to date, of the year with its forecast."""
    budgets: dict[tuple[str, str], dict[Period, Decimal]] = {}
    for line in lines:
        budgets.setdefault((line.scope, line.scope_id), {})[line.month] = line.amount
    shown = {(standing["scope"], standing["scopeId"]): standing for standing in standings}
    if shown.keys() != budgets.keys():
        yield f"budgets: {sorted(shown.keys() ^ budgets.keys())} are compared or imported, but not both"
    for scope, standing in shown.items():
        costs = ledger.of(_VIEW, scope)
        for name, found, expected in _standing(standing, budgets.get(scope, {}), costs, period, running):
            if found != expected:  # numbers compare by value, whatever zeros they end with
                yield f"budget of {scope}: the API says {found} as {name}, the facts and the import say {expected}"


def _standing(
    standing: Answer,
    budget: Mapping[Period, Decimal],
    costs: Mapping[Period, Decimal | None],
    period: Period,
    running: Period,
) -> Iterator[tuple[str, object, object]]:
    year = [month for month in budget if month.year == period.year]
    to_date = [month for month in year if month <= period]
    expected = forecast(costs, running, year)
    for span, months in (("month", [period]), ("toDate", to_date), ("year", year)):
        planned, spent = added(budget.get(month) for month in months), added(costs.get(month) for month in months)
        yield f"{span}.budget", standing[span]["budget"], planned
        yield f"{span}.cost", standing[span]["cost"], spent
        yield f"{span}.remaining", standing[span]["remaining"], difference(planned, spent)
    yield "year.forecast", standing["year"]["forecast"], expected
    is_over = added(costs.get(month) for month in to_date) > added(budget.get(month) for month in to_date)
    is_at_risk = expected > added(budget.get(month) for month in year)
    yield "status", standing["status"], "over" if is_over else "at_risk" if is_at_risk else "under"


def anomaly_failures(
    shown: Iterable[Answer], books: Books, ledger: Ledger, period: Period, running: Period
) -> Iterator[str]:
    """The anomalies of a month are those that the ledger shows, each with its range and its explanation."""
    expected = {found.application_id: found for found in anomalies(ledger, _VIEW, period, running)}
    found = {line["applicationId"]: line for line in shown}
    if expected.keys() != found.keys():
        yield f"anomalies of {period}: the API has {sorted(found)}, the facts show {sorted(expected)}"
    for name in expected.keys() & found.keys():
        line, judged = found[name], expected[name]
        amounts = (judged.cost, judged.expected, judged.low, judged.high)
        names = ("cost", "expected", "expectedLow", "expectedHigh")
        is_near = all(
            abs(difference(line[field], amount)) <= _NEARLY for field, amount in zip(names, amounts, strict=True)
        )
        if line["direction"] != judged.direction or line["cost"] != judged.cost or not is_near:
            yield f"anomaly of {name} in {period}: the API says {line}, the facts show {judged}"
        yield from _explanation_failures(line, books, judged, period)


def _explanation_failures(line: Answer, books: Books, judged: Judgement, period: Period) -> Iterator[str]:
    months = (period.first_day, judged.usual_month.first_day)
    deltas: dict[tuple[str, str], Decimal] = {}
    for row in books.application_products(judged.application_id, months, _VIEW):
        key = (row["domain_id"], row["product_id"])
        part = row["cost"] if row["period_month"] == period.first_day else -row["cost"] * judged.factor
        deltas[key] = added((deltas.get(key), part))
    deviation = difference(judged.cost, judged.expected)
    for why in line["explainedBy"]:
        delta = deltas[why["domainId"], why["productId"]]
        if abs(difference(why["delta"], delta)) > _NEARLY or abs(why["share"] - delta / deviation) > _SHARE:
            yield f"anomaly of {judged.application_id}: {why['productId']} explains {delta}, the API says {why}"


def sample_failures(company: Company, shown: Iterable[Answer], standings: Iterable[Answer]) -> Iterator[str]:
    """The sample company is seen for what it is, once there are months enough to judge it by.

    Of the month before the current one, the leak is an anomaly, explained by what leaks; who is busy at every quarter's
    end is none. One domain is over its budget, another is not.
    """
    if company.months < _MONTHS_TO_JUDGE:
        return
    status = {line["scopeId"]: line["status"] for line in standings}
    if (status[TIGHT], status[GENEROUS]) != ("over", "under"):
        yield f"budgets: {TIGHT} is {status[TIGHT]} and {GENEROUS} is {status[GENEROUS]}"
    found = {line["applicationId"]: line for line in shown}
    if company.apps > LEAKING:
        leak = found.get(company.applications[LEAKING].application_id)
        if leak is None or leak["explainedBy"][0]["productId"] != "aws-s3":
            yield f"the sample's anomaly was not found for what it is: {leak}"
    if company.apps > QUARTERLY and company.applications[QUARTERLY].application_id in found:
        yield "the application that closes the books at every quarter's end is taken for an anomaly"


def closing_failures(closing: Closing, months: Iterable[Answer], late: Iterable[Answer], now: Ledger) -> Iterator[str]:
    """Closed months stayed as they were, and what came late for the last of them is listed to the last digit (I10)."""
    closed = tuple(sorted(Period.parse(line["period"]) for line in months if line["status"] == "CLOSED"))
    if closed != closing.periods:
        yield f"closed months: the API says {closed}, asked for were {closing.periods}"
    if closing.refusal is None:
        yield f"a run of the closed month {closing.periods[-1]} was not refused"
    for view in now.costs:
        for (name, period), delta in changes(closing.ledger, now, view, "domain").items():
            if period in closing.periods:
                yield f"{view}: {name} of {period} is closed and has changed by {delta}"
    listed = {(line["domainId"], line["metric"]): line["delta"] for line in late}
    expected = {("public_cloud", metric): quantity for metric, quantity in closing.late.quantities.items()}
    if listed != expected:
        yield f"late data of {closing.periods[-1]}: the API lists {listed}, the bill brought {expected}"
