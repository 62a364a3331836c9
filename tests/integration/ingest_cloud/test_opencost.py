"""The `opencost` connector against the stub process: what is asked for, and what goes wrong."""

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.fix_stubs import Stub, Stubs
from tests.integration.ingest_cloud.private_cloud import counted, key, land, raw_documents, read, sources

from finops_contract.errors import SourceIncomplete, SourceMalformed, SourceRefused, SourceUnavailable
from finops_runtime.raw_zone import RawZone
from ingest_cloud.opencost.connector import OpencostConnector

MONTH = {"start": "2026-10-01T00:00:00Z", "end": "2026-11-01T00:00:00Z"}


@pytest.fixture
def opencost(stubs: Stubs) -> Stub:
    """An OpenCost with the workloads of two namespaces, and idle capacity."""
    stub = stubs("opencost")
    stub.holds(STATE)
    return stub


def allocation(name: str, cpu: float, window: dict[str, str] | None = None, **properties: Any) -> dict[str, Any]:
    about = {"properties": properties, "window": window or MONTH, "pvs": None}
    return {"name": name, **about, "cpuCoreHours": cpu, "ramByteHours": cpu * 1e9, "gpuHours": 0, "pvByteHours": 0}


STATE = {
    "allocations": [
        allocation("crm-1", 1.5, namespace="crm", cluster="one", labels={"app": "CRM"}),
        allocation("crm-2", 2, namespace="crm", cluster="one", labels={"app": "CRM"}),
        allocation("erp-1", 4, namespace="erp", cluster="one"),
        allocation("__idle__", 8, cluster="one"),
        allocation("before", 16, {"start": "2026-09-30T00:00:00Z", "end": "2026-10-01T00:00:00Z"}, namespace="crm"),
    ]
}


def config(stub: Stub, **changes: Any) -> dict[str, Any]:
    return {
        "source": "kubernetes",
        "base_url": stub.url,
        "auth": {"kind": "bearer", "token": {"env": "SOURCE_STUB_TOKEN"}},
        "metrics": {"cpuCoreHours": {"metric": "CPU_CORE_HOURS", "product": "k8s-cpu"}},
        **changes,
    }


def connector(retries: int = 2, **secrets: str) -> OpencostConnector:
    return OpencostConnector(sources(retries, **secrets))


def test_the_month_is_asked_for_once_and_added_up_by_namespace(opencost: Stub, raw_zone: RawZone) -> None:
    landing = land(raw_zone, connector(), config(opencost))
    assert counted(connector(), config(opencost), landing) == [("crm", "3.5"), ("erp", "4"), (None, "8")]
    (payload,) = landing.payloads()
    assert payload.source == (
        f"{opencost.url}/allocation?window=2026-10-01T00%3A00%3A00Z%2C2026-11-01T00%3A00%3A00Z"
        "&aggregate=namespace&accumulate=true&includeIdle=true"
    )
    assert "stub-token" not in raw_documents(raw_zone)


def test_by_label_with_idle_capacity_left_out(opencost: Stub, raw_zone: RawZone) -> None:
    by_label = config(
        opencost,
        path="/allocation/compute",
        aggregate=["label:app"],
        include_idle=False,
        application=[{"label": "app"}, {"field": "name"}],
    )
    landing = land(raw_zone, connector(), by_label)
    assert counted(connector(), by_label, landing) == [("CRM", "3.5"), (None, "4")]


def test_idle_capacity_as_a_product_of_its_own(opencost: Stub, raw_zone: RawZone) -> None:
    settings = config(opencost, reserved={"__idle__": "k8s-idle"})
    found = read(connector(), settings, land(raw_zone, connector(), settings)).releves
    assert [(r.application_key, r.product_key) for r in found][-1] == (None, "k8s-idle")


def test_sets_that_are_not_accumulated_are_added_up(opencost: Stub, raw_zone: RawZone) -> None:
    opencost.holds(STATE, {"kind": "not_accumulated"})
    found = counted(connector(), config(opencost), land(raw_zone, connector(), config(opencost)))
    assert found == [("crm", "1.5"), ("crm", "2"), ("erp", "4"), (None, "8")]


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_what_passes_is_tried_again_within_the_call(opencost: Stub, raw_zone: RawZone, kind: str) -> None:
    opencost.holds(STATE, {"kind": kind, "times": 1})
    assert len(counted(connector(), config(opencost), land(raw_zone, connector(), config(opencost)))) == 3


@pytest.mark.parametrize(
    ("kind", "expected", "says"),
    [
        ("bad_gateway", SourceUnavailable, "502"),
        ("half_page", SourceUnavailable, "broke off"),
        ("error_in_body", SourceUnavailable, "code 500 within"),
        ("forbidden", SourceRefused, "403"),
        ("moved", SourceRefused, "another address"),
        ("error_page", SourceMalformed, "not JSON"),
        ("other_window", SourceMalformed, "check time_zone"),
        ("no_data", SourceIncomplete, "no allocation"),
    ],
)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    opencost: Stub, raw_zone: RawZone, kind: str, expected: type[Exception], says: str
) -> None:
    opencost.holds(STATE, {"kind": kind})
    with pytest.raises(expected, match=says):
        land(raw_zone, connector(), config(opencost))
    assert raw_zone.latest(key(connector())) is None


def test_a_month_without_data_can_be_accepted(opencost: Stub, raw_zone: RawZone) -> None:
    opencost.holds({"allocations": []})
    settings = config(opencost, empty="accept")
    assert counted(connector(), settings, land(raw_zone, connector(), settings)) == []


def test_a_month_that_is_still_to_come_where_the_cluster_is(opencost: Stub, raw_zone: RawZone) -> None:
    in_new_york = config(opencost, time_zone="America/New_York")
    landing = land(raw_zone, connector(), in_new_york, at=datetime(2026, 10, 1, 4, tzinfo=UTC))
    assert list(landing.payloads()) == []
    assert counted(connector(), in_new_york, landing) == []


def test_a_wrong_token_is_refused_and_not_told(opencost: Stub, raw_zone: RawZone) -> None:
    with pytest.raises(SourceRefused, match="401") as caught:
        land(raw_zone, connector(SOURCE_STUB_TOKEN="wrong-token"), config(opencost))
    assert "wrong-token" not in str(caught.value)
