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

_EXAMPLES = 64
"""Letters of examples that fit into a line."""
_LINES = "15"


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


def show_domains(screen: Screen, books: Books, run_id: UUID) -> None:
    """One line a domain: what feeds it, what came, whether all of it is accounted for."""
    screen.table(
        "Domains of the night, both months together",
        ("domain", "mode", "connector", ">records", ">relevés", ">rejects", "totals"),
        (
            (
                row["domain_label"],
                row["domain_mode"],
                row["connector"],
                row["records"],
                row["releves"],
                row["rejects"],
                f"{row['exact']} of {row['totals']} exact",
            )
            for row in books.domains_of_run(run_id)
        ),
    )


def show_reconciliation(screen: Screen, books: Books, run_id: UUID, period: Period) -> None:
    """Source = allocated + unallocated + rejected, per domain and metric of a month."""
    rows = []
    for row in books.reconciliation(run_id, period.first_day):
        parts = (row["allocated"], row["unallocated"], row["rejected"])
        holds = None not in parts and row["source"] == sum(parts, Decimal(0))
        rows.append((row["domain_id"], row["metric"], row["source"], *parts, "exact" if holds else "BROKEN"))
    screen.table(
        f"Reconciliation of {period}: source = allocated + unallocated + rejected",
        ("domain", "metric", ">source", ">allocated", ">unallocated", ">rejected", ""),
        rows,
    )


def show_indirect(screen: Screen, books: Books, period: Period) -> None:
    """How costs that nobody consumes were shared out."""
    screen.table(
        f"INDIRECT domains of {period}: weights that add up to 1",
        ("domain", "shared out", ">applications", ">raw weights", ">sum", ">largest", "of", ">unallocated"),
        (
            (
                row["domain_id"],
                row["indirect_label"],
                row["applications"],
                row["raw_weight"],
                f"{row['weight'].normalize():f}",
                f"{row['largest_weight'] * 100:.2f} %",
                row["largest_label"],
                f"{row['unallocated_weight'] * 100:.2f} %",
            )
            for row in books.indirect_shares(period.first_day)
        ),
    )


def show_unknown(screen: Screen, books: Books, period: Period) -> None:
    """Keys that nobody has mapped, and aliases that two applications claim."""
    screen.table(
        f"Keys of {period} that no alias knows: their quantities are unallocated or unmapped, not lost",
        ("domain", "kind", "looked up in", ">keys", "for example"),
        (
            (row["domain_id"], row["kind"], row["source_system"], row["keys"], _examples(row))
            for row in books.unknown_keys(period.first_day)
        ),
    )
    screen.table(
        "Aliases that two applications claim: what stands stays until somebody decides",
        ("looked up in", "key", "claimed for", "stands for"),
        (
            (
                row["source_system"],
                row["foreign_key"],
                f"{row['claimant_label']} ({row['claimed_application_id']})",
                f"{row['standing_label']} ({row['standing_application_id']})" if row["standing_label"] else None,
            )
            for row in books.alias_conflicts()
        ),
    )


def _examples(row: DictRow) -> str:
    names = [part for part in (row["examples"], "records that name none" if row["some_name_none"] else None) if part]
    text = "; ".join(names)
    return text if len(text) <= _EXAMPLES else f"{text[:_EXAMPLES]} ..."


def show_rejects(screen: Screen, books: Books, run_id: UUID) -> None:
    """What was refused, by reason."""
    screen.table(
        "Rejected records of the night",
        ("domain", "reason", ">records", "for example"),
        ((row["domain_id"], row["reason"], row["records"], row["example"][:70]) for row in books.rejects(run_id)),
    )


def show_costs(screen: Screen, api: Api, books: Books, period: Period) -> None:
    """The month's costs as the API tells them, and what has no owner or no price."""
    answer = api.get("/v1/local/dashboard", period=str(period), limit=_LINES)
    data, meta = answer["data"], answer["meta"]
    currency = meta["currency"]
    for title, lines, names in (
        ("domain", data["topDomains"], ("domainLabel",)),
        ("family", data["topFamilies"], ("domainLabel", "familyLabel")),
        ("application", data["topApplications"], ("applicationLabel",)),
    ):
        screen.table(
            f"Costs of {period} by {title}",
            (title, f">{currency}", ">month before", ">change", ">share"),
            (_line(line, names) for line in lines),
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


def _line(line: dict[str, Any], names: tuple[str, ...]) -> tuple[object, ...]:
    share = line["share"]
    change = line["deltaPercent"]
    return (
        ": ".join(line[name] for name in names),
        line["cost"],
        line["previousCost"],
        None if change is None else f"{change:+z.1f} %",
        None if share is None else f"{share * 100:.1f} %",
    )
