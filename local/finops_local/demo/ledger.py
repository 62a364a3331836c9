"""Costs that no aggregate has a part in, and what follows from them: totals, years, changes between two moments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_local.sample.company import ENTITY

EXACT = Context(prec=1_000)
"""Nothing that the demo adds up has more digits; the usual 28 would round."""

Scope = tuple[str, str]
"""Kind and id: `("domain", "open")`."""


@dataclass(frozen=True)
class Ledger:
    """What each scope costs in each month, by pricing view. A month without any price has no cost, not 0.

    `unpriced`: the view, application and month of whatever lacks a price, in part at least.
    """

    costs: Mapping[str, Mapping[Scope, Mapping[Period, Decimal | None]]]
    unpriced: frozenset[tuple[str, str, Period]]

    def of(self, view: str, scope: Scope) -> Mapping[Period, Decimal | None]:
        """The months of one scope."""
        return self.costs[view].get(scope, {})

    def scopes(self, view: str, kind: str) -> list[str]:
        """The ids of a kind that cost anything in any month."""
        return sorted(scope_id for of, scope_id in self.costs[view] if of == kind)


def ledger_of(rows: Iterable[DictRow]) -> Ledger:
    """From rows of pricing view, month, and domain or application; the entity is the sum of its domains."""
    costs: dict[str, dict[Scope, dict[Period, Decimal | None]]] = {}
    unpriced = set()
    for row in rows:
        view, period = costs.setdefault(row["pricing_view_id"], {}), Period.of(row["period_month"])
        domain = row["domain_id"]
        scope = ("application", row["application_id"]) if domain is None else ("domain", domain)
        view.setdefault(scope, {})[period] = row["cost"]
        if domain is None and row["unpriced_rows"]:
            unpriced.add((row["pricing_view_id"], row["application_id"], period))
        if domain is not None and row["cost"] is not None:
            entity = view.setdefault(("entity", ENTITY), {})
            entity[period] = added((entity.get(period), row["cost"]))
    return Ledger(costs, frozenset(unpriced))


def added(costs: Iterable[Decimal | None]) -> Decimal:
    """Their sum, to the last digit; what is unknown adds nothing."""
    with localcontext(EXACT):
        return sum((cost for cost in costs if cost is not None), Decimal(0))


def difference(after: Decimal | None, before: Decimal | None) -> Decimal:
    """How much more it is now, to the last digit; what is unknown counts for nothing."""
    with localcontext(EXACT):
        return (after or Decimal(0)) - (before or Decimal(0))


def changes(before: Ledger, after: Ledger, view: str, kind: str) -> dict[tuple[str, Period], Decimal]:
    """How much more a scope costs in a month, by id and month; only what differs."""
    found = {}
    for scope in before.costs[view].keys() | after.costs[view].keys():
        was, is_now = before.of(view, scope), after.of(view, scope)
        for period in was.keys() | is_now.keys():
            delta = difference(is_now.get(period), was.get(period))
            if delta and scope[0] == kind:
                found[scope[1], period] = delta
    return found
