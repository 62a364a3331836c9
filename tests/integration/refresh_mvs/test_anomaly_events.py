"""Anomalies are told once, remembered, and recognised when they come back."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from cloudevents.http import CloudEvent

from finops_contract.events import event_id_of
from tests.fix_chain import Chain, Sink
from tests.fix_company import THIS_MONTH, Company, server
from tests.integration.refresh_mvs.costs import Cost, Costs, month

USUAL = {"billing": 20, "payroll": 40}
KIND = "rosetta.finops.anomaly.detected.v1"


@pytest.fixture
def history(company: Company) -> None:
    """Twelve months before the two that nights recalculate, each of them as the last one is; billing jumps now."""
    past = [str(THIS_MONTH.plus(-back)) for back in range(2, 14)]
    company.db.execute("SELECT ensure_month_partitions(%s, %s)", [month(past[-1]), THIS_MONTH.first_day])
    Costs(company.db).publish([Cost(name, who, cost) for name in past for who, cost in USUAL.items()])
    company.has("cmdb_ci_server", [server("1", "300", "sys-billing"), server("2", "4", "sys-payroll", "Test")])


def night(chain: Chain, company: Company) -> None:
    company.run(chain.night(datetime.now(UTC)))


def anomalies(company: Company) -> list[dict[str, object]]:
    return company.all("SELECT * FROM anomaly ORDER BY pricing_view_id, period_month, application_id")


def facts_loaded(sink: Sink) -> CloudEvent:
    return sink.of_type("facts.loaded")[-1]


@pytest.mark.usefixtures("history")
def test_i2_an_anomaly_is_told_once_however_often_the_facts_are_delivered(chain: Chain, company: Company) -> None:
    night(chain, company)
    chain.settle(copies=2)
    night(chain, company)
    chain.settle(copies=2)
    (told,) = chain.sink.of_type("anomaly.detected")
    (row,) = anomalies(company)
    assert told["id"] == event_id_of(UUID(str(row["anomaly_id"])), KIND, None)
    assert told["runid"] == str(row["first_run_id"])
    assert told.data["application_id"] == "billing"
    assert (told.data["period"], told.data["pricing_view"], told.data["currency"]) == (str(THIS_MONTH), "actual", "EUR")
    assert (told.data["cost"], told.data["expected"], told.data["generation"]) == ("3000", "20", 1)
    assert row["told_at"] is not None


@pytest.mark.usefixtures("history")
def test_other_views_are_remembered_and_not_told(chain: Chain, company: Company) -> None:
    company.prices("standard", {"linux-server": "10"})
    past = [str(THIS_MONTH.plus(-back)) for back in range(2, 14)]
    both = [Cost(n, who, cost, view=v) for n in past for who, cost in USUAL.items() for v in ("actual", "standard")]
    Costs(company.db).publish(both)
    night(chain, company)
    chain.settle()
    assert [(row["pricing_view_id"], row["told_at"] is None) for row in anomalies(company)] == [
        ("actual", False),
        ("standard", True),
    ]
    assert len(chain.sink.of_type("anomaly.detected")) == 1


@pytest.mark.usefixtures("history")
def test_what_the_broker_refused_is_told_when_the_facts_come_again(chain: Chain, company: Company) -> None:
    night(chain, company)
    while not chain.sink.of_type("facts.loaded"):
        event = chain.sink.events[chain.delivered]
        chain.delivered += 1
        if event["type"] == "rosetta.finops.releves.staged.v1":
            chain.post("load_facts", event)
    chain.sink.refusing = True
    assert chain.post("refresh_mvs", facts_loaded(chain.sink)) == 503
    assert [row["told_at"] for row in anomalies(company)] == [None]
    chain.sink.refusing = False
    assert chain.post("refresh_mvs", facts_loaded(chain.sink)) == 204
    assert len(chain.sink.of_type("anomaly.detected")) == 1
    assert chain.post("refresh_mvs", facts_loaded(chain.sink)) == 204
    assert len(chain.sink.of_type("anomaly.detected")) == 1


@pytest.mark.usefixtures("history")
def test_who_stopped_between_sending_and_marking_sends_the_same_event_again(chain: Chain, company: Company) -> None:
    night(chain, company)
    chain.settle()
    company.db.execute("UPDATE anomaly SET told_at = NULL")
    assert chain.post("refresh_mvs", facts_loaded(chain.sink)) == 204
    first, second = chain.sink.of_type("anomaly.detected")
    assert first["id"] == second["id"]
    assert first.data == second.data


@pytest.mark.usefixtures("history")
def test_one_that_goes_and_comes_back_is_the_same_and_stays_acknowledged(chain: Chain, company: Company) -> None:
    night(chain, company)
    chain.settle()
    company.db.execute("UPDATE anomaly SET acknowledged_at = now(), acknowledged_by = 'me', comment = 'migration'")
    jump = [server("1", "300", "sys-billing"), server("2", "4", "sys-payroll", "Test")]
    company.has("cmdb_ci_server", [server("1", "2", "sys-billing"), jump[1]])
    chain.request(periods=[str(THIS_MONTH)], force=True, reason="test")
    chain.settle()
    (gone,) = anomalies(company)
    assert gone["gone_at"] is not None
    company.has("cmdb_ci_server", jump)
    chain.request(periods=[str(THIS_MONTH)], force=True, reason="test")
    chain.settle()
    (back,) = anomalies(company)
    assert (back["anomaly_id"], back["gone_at"], back["acknowledged_by"]) == (gone["anomaly_id"], None, "me")
    assert len(chain.sink.of_type("anomaly.detected")) == 1


@pytest.mark.usefixtures("history")
def test_one_that_is_gone_before_it_was_told_is_not_told(chain: Chain, company: Company) -> None:
    night(chain, company)
    chain.settle()
    company.db.execute("UPDATE anomaly SET told_at = NULL, gone_at = now()")
    assert chain.post("refresh_mvs", facts_loaded(chain.sink)) == 204
    assert len(chain.sink.of_type("anomaly.detected")) == 1
