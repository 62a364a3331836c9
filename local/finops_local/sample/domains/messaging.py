"""Messaging: another API that a connector declared by data reads; it only tells how many mailboxes there are now."""

from typing import Any

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Family, Metric, Stub, priced
from finops_local.sample.company import LEVEL, Company
from finops_local.sample.places import Places

_KEY = "SOURCE_MESSAGING_KEY"


def _config(places: Places) -> dict[str, Any]:
    return {
        "source": "cost-centre",
        "base_url": places.url("messaging"),
        "auth": {"kind": "header", "name": "X-API-Key", "token": {"env": _KEY}},
        "path": "/api/usage/link",
        "params": {"size": "50"},
        "paging": {"kind": "link", "next": "links.next"},
        "total": "meta.total",
        "rows": "rows",
        "application": "costCentre",
        "quantities": [
            {"quantity": "mailboxes.user", "metric": "MAILBOX_MONTH", "product": {"constant": "mailbox-user"}},
            {"quantity": "mailboxes.shared", "metric": "MAILBOX_MONTH", "product": {"constant": "mailbox-shared"}},
        ],
    }


def _holds(company: Company, period: Period, _: Places) -> dict[str, Any]:
    """The cost centres at the end of that month: one of a company that was sold, one that counts on its fingers."""
    age = company.age(period)
    rows = [
        _row(application.cost_code, company.level(application, age) * 14 // LEVEL, 1 + application.index % 4)
        for application in company.users("messaging", age)
    ]
    return {"usage": [*rows, _row("CC-10001", 3, 0), _row("CC-10002", "many", 1)]}


def _row(cost_centre: str, user: int | str, shared: int) -> dict[str, Any]:
    return {"costCentre": cost_centre, "mailboxes": {"user": user, "shared": shared}}


MESSAGING = Domain(
    "messaging",
    "Messaging",
    "ingest_native",
    "rest_json_snapshot",
    "cost-centre",
    _config,
    (
        Family(
            "mailboxes",
            "Mailboxes",
            (
                priced("mailbox-user", "User mailboxes", MAILBOX_MONTH="4.20"),
                priced("mailbox-shared", "Shared mailboxes", MAILBOX_MONTH="1.10"),
            ),
        ),
    ),
    (Metric("MAILBOX_MONTH", "mailbox x month", "Mailboxes", "Boîtes aux lettres"),),
    stubs=(Stub("messaging", _holds, _KEY, module="cube"),),
    secrets=(_KEY,),
)
