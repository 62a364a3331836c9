"""The tables at the end: what ran, what reconciles, what was refused, what the month costs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.books import Books
from finops_local.demo.screen import Screen


def show_runs(screen: Screen, runs: Iterable[tuple[str, DictRow]]) -> None:
    """One line a run."""
    screen.table(
        "Runs",
        ("asked for", "status", ">steps", ">records", ">rejects", ">facts", ">generation", ">seconds"),
        (
            (
                asked,
                run["status"],
                run["steps"],
                run["records"],
                run["rejects"],
                run["records_inserted"],
                run["generation"],
                Decimal(run["seconds"]),
            )
            for asked, run in runs
        ),
    )


def show_reconciliation(screen: Screen, books: Books, run_id: UUID) -> None:
    """Source = allocated + unallocated + rejected, per domain, month and metric."""
    rows = []
    for row in books.reconciliation(run_id):
        parts = (row["allocated"], row["unallocated"], row["rejected"])
        holds = None not in parts and row["source"] == sum(parts, Decimal(0))
        rows.append(
            (
                row["domain_id"],
                Period.of(row["period_month"]),
                row["metric"],
                row["source"],
                *parts,
                "exact" if holds else "BROKEN",
            )
        )
    screen.table(
        "Reconciliation of the night: source = allocated + unallocated + rejected",
        ("domain", "month", "metric", ">source", ">allocated", ">unallocated", ">rejected", ""),
        rows,
    )


def show_rejects(screen: Screen, books: Books, run_id: UUID) -> None:
    """What was refused, by reason."""
    screen.table(
        "Rejected records of the night",
        ("domain", "reason", ">records", "for example"),
        ((row["domain_id"], row["reason"], row["records"], row["example"][:70]) for row in books.rejects(run_id)),
    )


def show_costs(screen: Screen, api: Api, books: Books, period: Period) -> None:
    """The month's costs as the API tells them, and what has no owner or no price."""
    answer = api.get("/v1/local/dashboard", period=str(period), limit="10")
    data, meta = answer["data"], answer["meta"]
    currency = meta["currency"]
    for title, lines, name in (
        ("domain", data["topDomains"], "domainLabel"),
        ("family", data["topFamilies"], "familyLabel"),
        ("application", data["topApplications"], "applicationLabel"),
    ):
        screen.table(
            f"Costs of {period} by {title}",
            (title, f">{currency}", ">month before", ">change", ">share"),
            (_line(line, name) for line in lines),
        )
    screen.say()
    screen.say(
        f"Total of {period}: [bold]{meta['total']['cost']:,.2f} {currency}[/], "
        f"of which unallocated {meta['total']['unallocatedCost']:,.2f} {currency}; "
        f"unpriced: {meta['total']['unpricedRows']} rows; generation {meta['generation']}"
    )
    screen.table(
        f"Without a price in {period}",
        ("domain", "product", "metric", ">quantity", ">rows"),
        (
            (row["domain_id"], row["product_id"], row["metric"], row["quantity"], row["rows"])
            for row in books.unpriced(period.first_day)
        ),
    )


def _line(line: dict[str, Any], name: str) -> tuple[object, ...]:
    share = line["share"]
    change = line["deltaPercent"]
    return (
        line[name],
        line["cost"],
        line["previousCost"],
        None if change is None else f"{change:+z.1f} %",
        None if share is None else f"{share * 100:.1f} %",
    )
