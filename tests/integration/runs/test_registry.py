"""Functions say what their connectors accept, once per process, and how complete each step's relevés are."""

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.fix_chain import STARTERS, Chain, Environment, MakeChain, function_client
from tests.fix_company import THIS_MONTH, Company, server


def registered(company: Company) -> dict[tuple[str, str], DictRow]:
    rows = company.all("SELECT *, xmin::text AS written FROM connector")
    return {(row["ingest_function"], row["connector"]): row for row in rows}


def test_every_function_registers_its_connectors_when_it_is_ready(chain: Chain, company: Company) -> None:
    found = registered(company)
    assert {function for function, _ in found} == set(STARTERS)
    assert {("ingest_open", "cmdb"), ("ingest_cloud", "focus"), ("ingest_native", "gitlab")} <= set(found)
    cmdb = found["ingest_open", "cmdb"]
    assert (cmdb["answers"], cmdb["version"]) == ("snapshot", "test")
    assert cmdb["config_schema"]["additionalProperties"] is False
    assert {"source", "rules"} <= set(cmdb["config_schema"]["properties"])


def test_a_schema_is_written_only_when_it_differs(make_chain: MakeChain, company: Company) -> None:
    make_chain()
    before = registered(company)
    company.db.execute("UPDATE connector SET config_schema = '{}' WHERE connector = 'focus'")
    make_chain()
    after = registered(company)
    changed = {key for key in before if before[key]["written"] != after[key]["written"]}
    assert changed == {("ingest_cloud", "focus")}
    assert after["ingest_cloud", "focus"]["config_schema"] == before["ingest_cloud", "focus"]["config_schema"]


def test_a_locked_registry_holds_up_only_who_is_not_registered_yet(
    chain: Chain,
    company: Company,
    function_settings: Environment,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable, value in function_settings("ingest_open").items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("POSTGRES_LOCK_TIMEOUT_MS", "200")
    fresh, module = function_client("ingest_open")
    registered_before, chain.clients["ingest_open"] = chain.clients["ingest_open"], fresh
    with psycopg.connect(database_url) as other:
        other.execute("LOCK TABLE connector IN ACCESS EXCLUSIVE MODE")
        assert fresh.get("/readyz").status_code == 503
        run_id = chain.request(periods=[str(THIS_MONTH)], event_id="1")
        assert dict(chain.answers) == {**dict.fromkeys(STARTERS, 204), "ingest_open": 503}
        chain.clients["ingest_open"] = registered_before
        chain.request(periods=[str(THIS_MONTH)], event_id="1")
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert fresh.get("/readyz").status_code == 200
    module.service().close()


def test_quality_is_counted_per_metric(chain: Chain, company: Company) -> None:
    company.has("cmdb_ci_server", [server("1", "3", "sys-billing"), server("2", "1", None), server("3", "4", None, "")])
    run_id = chain.request(periods=[str(THIS_MONTH)])
    chain.settle()
    quality = company.steps(run_id)[f"open/{THIS_MONTH}"]["quality"]
    assert set(quality) == {"VCPU"}
    vcpu = quality["VCPU"]
    assert (vcpu["rows"], vcpu["magnitude"]) == (3, "8")
    assert (vcpu["no_application"], vcpu["no_product"], vcpu["no_environment"]) == (
        {"rows": 2, "magnitude": "5"},
        {"rows": 0, "magnitude": "0"},
        {"rows": 1, "magnitude": "4"},
    )
    checksum = company.one("SELECT config_checksum(d) AS now FROM dim_domain d")["now"]
    assert company.steps(run_id)[f"open/{THIS_MONTH}"]["config_checksum"] == checksum
