"""The `nova_usage` connector against the stub process: paging by server, API version, tokens, and what goes wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.fix_stubs import STUB_TOKEN, Stub, Stubs
from tests.integration.ingest_cloud.private_cloud import (
    TOKEN,
    counted,
    key,
    keystone_of,
    land,
    raw_documents,
    read,
    sources,
)

from finops_contract.errors import SourceMalformed, SourceRefused, SourceUnavailable
from finops_runtime.raw_zone import RawZone
from ingest_cloud.nova_usage.connector import NovaUsageConnector


@pytest.fixture
def nova(stubs: Stubs) -> Stub:
    """A Nova with five servers of three projects, each there for an hour of October."""
    stub = stubs("nova")
    stub.holds(state(1, 1, 2, 2, 3))
    return stub


def state(*projects: int, **more: Any) -> dict[str, Any]:
    """Servers of these projects, in Nova's order; each more powerful than the one before it."""
    servers = [server(n, f"p{project}", vcpus=10**n) for n, project in enumerate(projects)]
    return {"servers": servers, "now": "2026-11-20T02:00:00", **more}


def server(number: int, project: str, **more: Any) -> dict[str, Any]:
    times = {"started_at": "2026-10-03T08:00:00", "ended_at": "2026-10-03T09:00:00"}
    size = {"vcpus": 1, "memory_mb": 512, "local_gb": 20}
    return {"id": f"s{number}", "tenant_id": project, **times, **size, **more}


def config(stub: Stub, **changes: Any) -> dict[str, Any]:
    return {
        "source": "openstack",
        "base_url": f"{stub.url}/v2.1",
        "auth": TOKEN,
        "page_size": 2,
        "metrics": {"total_vcpus_usage": {"metric": "VCPU_HOURS", "product": "compute"}},
        **changes,
    }


def connector(retries: int = 2, **secrets: str) -> NovaUsageConnector:
    return NovaUsageConnector(sources(retries, **secrets))


@pytest.mark.parametrize("servers", [0, 1, 2, 3, 4, 5])
def test_every_page_is_landed_and_every_server_counted_once(nova: Stub, raw_zone: RawZone, servers: int) -> None:
    nova.holds(state(*[1] * servers))
    landing = land(raw_zone, connector(), config(nova))
    found = counted(connector(), config(nova), landing)
    assert sum(int(quantity) for _, quantity in found) == int("1" * servers or "0")
    assert len(list(landing.payloads())) == servers // 2 + 1


def test_a_project_on_two_pages_counts_once_from_each(nova: Stub, raw_zone: RawZone) -> None:
    nova.holds(state(1, 2, 2, 3, 3, public_url="http://10.0.0.1/compute/v2.1"))
    landing = land(raw_zone, connector(), config(nova))
    assert counted(connector(), config(nova), landing) == [
        ("p1", "1"),
        ("p2", "10"),
        ("p2", "100"),
        ("p3", "1000"),
        ("p3", "10000"),
    ]
    assert [payload.source.partition("?")[2] for payload in landing.payloads()][:2] == [
        "start=2026-10-01T00%3A00%3A00&end=2026-11-01T00%3A00%3A00&detailed=0&limit=2",
        "start=2026-10-01T00%3A00%3A00&end=2026-11-01T00%3A00%3A00&detailed=0&limit=2&marker=s1",
    ]


def test_hours_of_the_month_in_the_time_zone_of_the_settings(nova: Stub, raw_zone: RawZone) -> None:
    always = {"started_at": "2026-01-01T00:00:00", "ended_at": None}
    nova.holds({**state(), "servers": [server(1, "p1", **always)]})
    for zone, hours in (("UTC", "744"), ("Europe/Paris", "745"), ("America/New_York", "744")):
        settings = config(nova, time_zone=zone)
        assert counted(connector(), settings, land(raw_zone, connector(), settings)) == [("p1", hours)]


def test_a_month_that_is_not_over_is_counted_until_now(nova: Stub, raw_zone: RawZone) -> None:
    always = {"started_at": "2026-01-01T00:00:00", "ended_at": None}
    nova.holds({**state(), "servers": [server(1, "p1", **always)], "now": "2026-10-02T01:30:00"})
    assert counted(connector(), config(nova), land(raw_zone, connector(), config(nova))) == [("p1", "25.5")]


def test_a_month_that_is_still_to_come_where_nova_is(nova: Stub, raw_zone: RawZone) -> None:
    in_new_york = config(nova, time_zone="America/New_York")
    begin = datetime(2026, 10, 1, 4, tzinfo=UTC)
    landing = land(raw_zone, connector(), in_new_york, at=begin)
    assert list(landing.payloads()) == []
    assert counted(connector(), in_new_york, landing) == []
    assert list(land(raw_zone, connector(), in_new_york, at=begin + timedelta(seconds=1)).payloads())


def test_the_four_numbers_of_nova(nova: Stub, raw_zone: RawZone) -> None:
    nova.holds({**state(), "servers": [server(1, "p1", vcpus=2, memory_mb=1536, local_gb=40)]})
    fields = ("total_hours", "total_vcpus_usage", "total_memory_mb_usage", "total_local_gb_usage")
    metrics: dict[str, Any] = {field: {"metric": field, "product": "compute"} for field in fields}
    metrics["total_memory_mb_usage"]["divide_by"] = "1024"
    settings = config(nova, metrics=metrics)
    found = read(connector(), settings, land(raw_zone, connector(), settings)).releves
    assert [(r.metric, f"{r.quantity:f}") for r in found] == list(zip(fields, ("1", "2", "1.5", "40"), strict=True))


def test_a_token_of_keystone(nova: Stub, stubs: Stubs, raw_zone: RawZone) -> None:
    nova.holds(state(1, 2, 3), {"kind": "expired_token", "times": 1, "from_page": 2})
    settings = config(nova, auth=keystone_of(stubs("keystone")))
    assert len(counted(connector(), settings, land(raw_zone, connector(), settings))) == 3
    assert STUB_TOKEN not in raw_documents(raw_zone)


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_what_passes_is_tried_again_within_the_call(nova: Stub, raw_zone: RawZone, kind: str) -> None:
    nova.holds(state(1, 2, 3), {"kind": kind, "times": 1, "from_page": 2})
    assert len(counted(connector(), config(nova), land(raw_zone, connector(), config(nova)))) == 3


@pytest.mark.parametrize(
    ("kind", "from_page", "expected", "says"),
    [
        ("bad_gateway", 2, SourceUnavailable, "502"),
        ("half_page", 2, SourceUnavailable, "broke off"),
        ("forbidden", 2, SourceRefused, "403"),
        ("moved", 1, SourceRefused, "another address"),
        ("error_page", 1, SourceMalformed, "not JSON"),
        ("error_page", 2, SourceMalformed, "not JSON"),
        ("same_page", 1, SourceMalformed, "read before|same page"),
        ("old_version", 1, SourceMalformed, "API 2.40"),
        ("old_version", 2, SourceMalformed, "API 2.40"),
        ("no_marker", 1, SourceMalformed, "no marker"),
        ("other_month", 2, SourceMalformed, "2019-06-01"),
    ],
)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    nova: Stub, raw_zone: RawZone, kind: str, from_page: int, expected: type[Exception], says: str
) -> None:
    nova.holds(state(1, 1, 2, 2, 3), {"kind": kind, "from_page": from_page})
    with pytest.raises(expected, match=says):
        land(raw_zone, connector(), config(nova))
    assert raw_zone.latest(key(connector())) is None


def test_a_wrong_token_is_refused_and_not_told(nova: Stub, raw_zone: RawZone) -> None:
    with pytest.raises(SourceRefused, match="401") as caught:
        land(raw_zone, connector(SOURCE_STUB_TOKEN="wrong-token"), config(nova))
    assert "wrong-token" not in str(caught.value)


def test_the_number_of_pages_is_bounded(nova: Stub, raw_zone: RawZone) -> None:
    with pytest.raises(SourceMalformed, match="max_pages"):
        land(raw_zone, connector(), config(nova, max_pages=2))
