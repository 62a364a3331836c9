"""The tables of what is argued over: pricing views side by side, a new price, budgets, anomalies, closed months."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from finops_contract.period import Period
from finops_local.demo.ledger import difference
from finops_local.demo.management import Closing, NewPrices
from finops_local.demo.screen import Screen
from finops_local.sample.prices import PRICING_VIEWS

Answer = Mapping[str, Any]

_PERCENT = 100


def show_views(screen: Screen, period: Period, domains: Sequence[Answer]) -> None:
    """Costs by domain in every pricing view, `domains` one answer of the API for each of them."""
    by_view = [{line["domainId"]: line for line in answer["data"]} for answer in domains]
    labels = {name: line["domainLabel"] for lines in by_view for name, line in lines.items()}
    first, second = ([(lines.get(name) or {}).get("cost") for name in labels] for lines in by_view)
    table = [(label, *costs, _percent(*costs)) for label, *costs in zip(labels.values(), first, second, strict=True)]
    totals = [answer["meta"]["total"]["cost"] for answer in domains]
    titles = [
        f">{view.label}, {answer['meta']['currency']}" for view, answer in zip(PRICING_VIEWS, domains, strict=True)
    ]
    screen.table(
        f"Costs of {period} in {len(PRICING_VIEWS)} pricing views: the same quantities at other prices",
        ("domain", *titles, ">difference"),
        [*table, ("all", *totals, _percent(*totals))],
    )


def show_new_prices(screen: Screen, prices: NewPrices) -> None:
    """What the preview promised and what the months that it touched cost since."""
    promised = prices.published.promised
    screen.table(
        f"Version {prices.published.version} of the actual prices is in force: exactly the months that it touches were "
        "costed again",
        ("month", ">cost before", ">promised change", ">cost now", "as promised"),
        (
            (
                line["period"],
                line["publishedCost"],
                line["delta"],
                now := prices.after.of("actual", ("entity", "local"))[Period.parse(line["period"])],
                "to the cent" if difference(now, line["publishedCost"]) == line["delta"] else "NO",
            )
            for line in promised["months"]
        ),
    )
    screen.say(f"{promised['applications']['count']} applications cost something else than before.")


def show_budgets(screen: Screen, period: Period, answer: Answer) -> None:
    """Budgets beside costs: the month, the year to date, and the year with its forecast."""
    screen.table(
        f"Budgets of {period}, version {answer['meta']['budgetVersion']}, in {answer['meta']['currency']}",
        ("budget of", ">month", ">spent", ">to date", ">spent", ">%", ">year", ">forecast", ">%", ""),
        (
            (
                line["scopeLabel"] if line["scope"] == "domain" else f"{line['scope']} {line['scopeLabel']}",
                _whole(line["month"]["budget"]),
                _whole(line["month"]["cost"]),
                _whole(line["toDate"]["budget"]),
                _whole(line["toDate"]["cost"]),
                _whole(line["toDate"]["percent"]),
                _whole(line["year"]["budget"]),
                _whole(line["year"]["forecast"]),
                _whole(line["year"]["forecastPercent"]),
                line["status"].replace("_", " "),
            )
            for line in answer["data"]
        ),
    )


def show_anomalies(screen: Screen, period: Period, answer: Answer, most: int = 6) -> None:
    """Each anomaly as a sentence, what deviates most first."""
    lines, currency = answer["data"], answer["meta"]["currency"]
    screen.say()
    screen.say(f"[bold]Anomalies of {period}[/]: {len(lines) or 'none'}")
    for line in lines[:most]:
        screen.verbatim(f"  {_sentence(line, currency)}")
    if len(lines) > most:
        screen.say(f"  and {len(lines) - most} smaller ones")


def _sentence(line: Answer, currency: str) -> str:
    low, high = _whole(line["expectedLow"]), _whole(line["expectedHigh"])
    why = next(iter(line["explainedBy"]), None)
    cost = f"{line['applicationLabel']}: {_whole(line['cost']):,} {currency}, expected {low:,} to {high:,}"
    if why is None:
        return cost
    of = why["domainLabel"] if why["productId"] == "(none)" else why["productLabel"]
    return f"{cost}; {of} explains {why['share'] * _PERCENT:.0f}%"


def show_closing(screen: Screen, closing: Closing, late: Iterable[Answer]) -> None:
    """Which months are closed, what that means, and what came too late for the last of them."""
    first, last = closing.periods[0], closing.periods[-1]
    screen.say()
    screen.say(f"[bold]Closed: {first} to {last}[/], {len(closing.periods)} months. To run {last} again was refused:")
    screen.verbatim(f"  {closing.refusal}")
    screen.table(
        f"What the night found late for {last}: listed, not published",
        ("domain", "metric", ">published", ">found", ">difference"),
        (
            (line["domainLabel"], line["metric"], line["publishedQuantity"], line["foundQuantity"], line["delta"])
            for line in late
        ),
    )


def _percent(cost: Decimal | None, other: Decimal | None) -> str | None:
    return f"{difference(other, cost) / cost * _PERCENT:+.1f} %" if cost and other is not None else None


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else round(amount)
