"""What a FinOps admin does, by the API: budgets, a new price, months that close."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from finops_contract.period import Period
from finops_local.demo.api import Api, ApiRefused
from finops_local.sample.budgets import BudgetLine
from finops_local.sample.renegotiation import PRICE_COLUMNS, Line

_ADMIN = "/v1/local/admin"
_BUDGET_COLUMNS = ("scope", "scopeId", "month", "amount")
CONFLICT = 409


@dataclass(frozen=True)
class PublishedPrices:
    """What the preview of a draft promised, and the run that keeps it."""

    promised: dict[str, Any]
    version: int
    run_id: UUID


def import_budgets(admin: Api, view: str, lines: Iterable[BudgetLine], reason: str) -> dict[str, Any]:
    """All budgets of a pricing view at once; the answer's data."""
    data: dict[str, Any] = admin.put_lines(f"{_ADMIN}/budgets/{view}", _BUDGET_COLUMNS, lines, reason=reason)["data"]
    return data


def prices_in_force(admin: Api, view: str) -> list[Line]:
    """The version that counts, as a spreadsheet would hold it."""
    views = admin.get(f"{_ADMIN}/pricing-views")["data"]
    (versions,) = (each["versions"] for each in views if each["pricingViewId"] == view)
    (version,) = (each["version"] for each in versions if each["state"] == "in_force")
    return admin.get_lines(f"{_ADMIN}/pricing-views/{view}/versions/{version}")


def publish_prices(admin: Api, view: str, lines: Iterable[Line], reason: str) -> PublishedPrices:
    """Draft, preview, publication; the months are costed again by the run that the answer names."""
    path = f"{_ADMIN}/pricing-views/{view}/draft"
    admin.put_lines(path, PRICE_COLUMNS, ([line[name] for name in PRICE_COLUMNS] for line in lines))
    preview = admin.get(f"{path}/changes")
    asked = {"reason": reason, "checksum": preview["meta"]["checksum"]}
    published = admin.send("POST", f"{path}/publication", asked)["data"]
    return PublishedPrices(preview["data"], int(published["version"]), UUID(published["runId"]))


def close_month(admin: Api, period: Period, reason: str) -> None:
    """From now on its figures stay as they are."""
    admin.send("POST", f"{_ADMIN}/periods/{period}/closure", {"reason": reason})


def why_refused(admin: Api, method: str, path: str, body: dict[str, Any]) -> str | None:
    """What a request that must be refused is told; None when it was not refused with 409."""
    try:
        admin.send(method, f"{_ADMIN}/{path}", body)
    except ApiRefused as error:
        return error.detail if error.status == CONFLICT else None
    return None
