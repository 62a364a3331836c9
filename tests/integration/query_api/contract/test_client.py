"""The Python client against the API as a process: every operation that reads, and writes of each kind, exactly."""

import inspect
from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_type_hints

import pytest
import requests

from finops_client import Client, Conflict, Forbidden, NotFound, NotUnderstood, Table, Unauthorized, models
from finops_client.model import Model
from finops_client.operations import Operations
from tests.integration.query_api.contract.conftest import Served
from tests.integration.query_api.mart import GENERATION, OCTOBER, RUN, cost

KEYS = {
    "domain": "open",
    "domain_id": "open",
    "application": "shop",
    "application_id": "shop",
    "run": str(RUN),
    "period": OCTOBER,
    "family": "servers",
    "family_id": "servers",
    "product_id": "vm",
    "product": "vm",
    "view": "actual",
    "version": "1",
}
NEEDED: dict[str, dict[str, Any]] = {
    "admin_lineage": {"period": OCTOBER, "application": "shop"},
    "pricing_views_comparison": {"pricing_view": ["actual", "budget"]},
}
NEEDED |= {f"all_{name}": needed for name, needed in NEEDED.items()}
READS = [
    (name, method)
    for name, method in inspect.getmembers(Operations, inspect.isfunction)
    if not name.startswith(("_", "put_", "post_", "delete_"))
    if name != "download" and not name.startswith(("group_", "all_group_"))
]
ABSENT = {"admin_budget_version", "admin_pricing_view_draft_changes"}
"""Of these the mart holds none."""


@pytest.fixture
def admin(served_api: Served) -> Client:
    return Client(served_api.url, served_api.token("Rosetta_Admin"))


@pytest.mark.parametrize(("name", "method"), READS, ids=[name for name, _ in READS])
def test_every_operation_that_reads(admin: Client, name: str, method: Callable[..., Any]) -> None:
    parameters = list(inspect.signature(method).parameters.values())[1:]
    keys = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    assert set(keys) <= set(KEYS), "give the key of what is new a value above"
    call = getattr(admin, name)
    if name in ABSENT:
        with pytest.raises(NotFound):
            call(*(KEYS[key] for key in keys))
        return
    answer = call(*(KEYS[key] for key in keys), **NEEDED.get(name, {}))
    if isinstance(answer, list):
        assert all(isinstance(row, Model) for row in answer)
    else:
        assert type(answer) is get_type_hints(method)["return"]


def test_amounts_are_exact(admin: Client) -> None:
    answer = admin.domains(period=OCTOBER)
    assert answer.meta.generation == GENERATION
    assert isinstance(answer.meta.total.cost, Decimal)
    assert answer.meta.total.cost == cost(OCTOBER)
    assert sum(row.cost for row in answer.data if row.cost is not None) == cost(OCTOBER)
    staging = admin.domain("open", environment="staging")
    assert staging.meta.total.cost == cost(OCTOBER, lambda fact: fact.environment == "staging")


def test_every_page(admin: Client) -> None:
    whole = admin.applications().data
    assert len(whole) > 2
    assert admin.all_applications(limit=1) == whole


def test_tables(admin: Client) -> None:
    table = admin.download("domains", query={"period": OCTOBER}).decode()
    assert table.splitlines()[0].startswith("domainId,")
    assert len(table.splitlines()) == 1 + len(admin.domains(period=OCTOBER).data)


def test_answers_that_still_hold_are_not_sent_again(served_api: Served) -> None:
    session = requests.Session()
    seen: list[int] = []
    session.hooks["response"].append(lambda response, **_: seen.append(response.status_code))
    client = Client(served_api.url, served_api.token("Rosetta_User"), session=session)
    assert client.domains() == client.domains()
    assert seen in ([200, 304], [200, 200])


def test_problems(served_api: Served, admin: Client) -> None:
    with pytest.raises(NotUnderstood) as wrong:
        admin.domains(period="2026-13")
    assert [fault.at for fault in wrong.value.faults] == ["period"]
    with pytest.raises(NotFound):
        admin.application("nobody/knows ?")
    with pytest.raises(Unauthorized):
        Client(served_api.url, "none").domains()
    with pytest.raises(Forbidden):
        Client(served_api.url, served_api.token("Rosetta_User")).admin_runs()


def test_writes(own_served_api: Served) -> None:
    admin = Client(own_served_api.url, lambda: own_served_api.token("Rosetta_Admin"))
    view = admin.put_admin_pricing_view("plan", models.ViewRequest(label="Plan", currency="EUR", reason="a plan"))
    assert view.data.label == "Plan"
    exact = Decimal("0.123456789012")
    price = models.PriceRequest(product_id="vm", metric="VCPU_HOURS", unit_price=exact, first_month=OCTOBER)
    admin.put_admin_pricing_view_draft("plan", models.DraftRequest(metrics=["VCPU_HOURS"], prices=[price]))
    assert admin.admin_pricing_view_version("plan", "draft").data.prices[0].unit_price == exact
    lines = Table(b"productId,domainId,metric,unitPrice,firstMonth,lastMonth\nvm,,VCPU_HOURS,0.25,2026-10,\n")
    admin.put_admin_pricing_view_draft("plan", lines)
    assert admin.admin_pricing_view_version("plan", "draft").data.prices[0].unit_price == Decimal("0.25")
    admin.delete_admin_pricing_view_draft("plan")
    anomaly = admin.anomalies().data[0].anomaly_id
    known = admin.post_admin_anomaly_acknowledgement(str(anomaly), models.AcknowledgementRequest(comment="known"))
    assert known.data.acknowledged is not None
    with pytest.raises(Conflict):
        admin.post_admin_anomaly_acknowledgement(str(anomaly), models.AcknowledgementRequest(comment="other"))
    requested = admin.post_admin_runs(models.RunRequest(periods=[OCTOBER], reason="once more"))
    assert len(own_served_api.sink.of_type("run.requested")) == 1
    assert admin.admin_run(str(requested.data.run_id)).data.reason == "once more"
