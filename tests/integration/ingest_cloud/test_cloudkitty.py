"""The `cloudkitty` connector against the stub process: paging, completeness, tokens, and what goes wrong."""

from datetime import UTC, datetime
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

from finops_contract.errors import (
    SourceIncomplete,
    SourceMalformed,
    SourceRefused,
    SourceUnavailable,
    SourceUnsettled,
)
from finops_runtime.raw_zone import RawZone
from ingest_cloud.cloudkitty.connector import CloudkittyConnector


@pytest.fixture
def cloudkitty(stubs: Stubs) -> Stub:
    """A CloudKitty that has rated five projects to the end of October."""
    stub = stubs("cloudkitty")
    stub.holds(state(5))
    return stub


def state(projects: int, **more: Any) -> dict[str, Any]:
    numbers = range(1, projects + 1)
    return {"dataframes": [frame(n) for n in numbers], "scopes": [scope(f"p{n}") for n in numbers], **more}


def frame(number: int, **more: Any) -> dict[str, Any]:
    about = {"begin": "2026-10-03T00:00:00+00:00", "type": "instance", "project_id": f"p{number}"}
    return {**about, "qty": number, "rate": number / 2, **more}


def scope(project: str, counted_to: str | None = "2026-11-01 00:00:00", **more: Any) -> dict[str, Any]:
    about = {"scope_id": project, "scope_key": "project_id", "collector": "gnocchi", "fetcher": "keystone"}
    return {**about, "last_processed_timestamp": counted_to, "active": True, **more}


def config(stub: Stub, **changes: Any) -> dict[str, Any]:
    return {
        "source": "openstack",
        "base_url": stub.url,
        "auth": TOKEN,
        "page_size": 2,
        "metrics": {"instance": {"metric": "VM_HOURS", "product": "vm"}},
        **changes,
    }


def connector(retries: int = 2, **secrets: str) -> CloudkittyConnector:
    return CloudkittyConnector(sources(retries, **secrets))


@pytest.mark.parametrize("projects", [1, 2, 3, 4, 5])
def test_every_page_is_landed_and_every_row_read_once(cloudkitty: Stub, raw_zone: RawZone, projects: int) -> None:
    cloudkitty.holds(state(projects))
    landing = land(raw_zone, connector(), config(cloudkitty))
    expected = [(f"p{number}", str(number)) for number in range(1, projects + 1)]
    assert counted(connector(), config(cloudkitty), landing) == expected
    summaries = [payload for payload in landing.payloads() if "/v2/summary" in payload.source]
    assert len(summaries) == (projects + 1) // 2
    assert summaries[0].source == (
        f"{cloudkitty.url}/v2/summary?begin=2026-10-01T00%3A00%3A00Z&end=2026-11-01T00%3A00%3A00Z"
        "&groupby=project_id%2Ctype&offset=0&limit=2"
    )


def test_only_the_month_counts_in_the_time_zone_of_the_settings(cloudkitty: Stub, raw_zone: RawZone) -> None:
    hours = ["2026-09-30T21:00:00", "2026-09-30T22:00:00", "2026-10-31T22:00:00", "2026-10-31T23:00:00"]
    frames = [frame(10**n, project_id="p", begin=f"{hour}+00:00") for n, hour in enumerate(hours)]
    cloudkitty.holds(state(0, dataframes=frames, scopes=[scope("p")]))
    in_paris, in_utc = config(cloudkitty, time_zone="Europe/Paris"), config(cloudkitty)
    assert counted(connector(), in_paris, land(raw_zone, connector(), in_paris)) == [("p", "110")]
    assert counted(connector(), in_utc, land(raw_zone, connector(), in_utc)) == [("p", "1100")]


def test_filters_and_other_attributes(cloudkitty: Stub, raw_zone: RawZone) -> None:
    frames = [frame(1, app="CRM", region="eu", stage="PRD"), frame(2, app="CRM", region="us"), frame(4, region="eu")]
    cloudkitty.holds(state(3, dataframes=frames))
    settings = config(
        cloudkitty, application="app", environment="stage", filters={"region": "eu"}, environments={"prd": "production"}
    )
    found = read(connector(), settings, land(raw_zone, connector(), settings)).releves
    assert [(r.application_key, r.environment, int(r.quantity)) for r in found] == [
        ("CRM", "production", 1),
        (None, "shared", 4),
    ]


def test_a_month_in_which_nothing_was_rated(cloudkitty: Stub, raw_zone: RawZone) -> None:
    cloudkitty.holds(state(0, scopes=[scope("p")]))
    assert counted(connector(), config(cloudkitty), land(raw_zone, connector(), config(cloudkitty))) == []


# Completeness


def test_a_month_is_not_read_before_every_active_scope_is_counted(cloudkitty: Stub, raw_zone: RawZone) -> None:
    scopes = [*(scope(f"p{n}") for n in range(6)), scope("late", "2026-10-31 22:00:00"), scope("new", None)]
    cloudkitty.holds(state(5, scopes=scopes))
    with pytest.raises(SourceIncomplete, match=r"/2026-10: 2 of 8 active scopes .* worst is new, never counted"):
        land(raw_zone, connector(), config(cloudkitty))
    assert raw_zone.latest(key(connector())) is None
    cloudkitty.holds(state(5, scopes=[*scopes[:6], scope("late", "2026-11-01T00:00:00"), scope("new", active=False)]))
    assert len(counted(connector(), config(cloudkitty), land(raw_zone, connector(), config(cloudkitty)))) == 5


def test_the_current_month_must_be_counted_up_to_the_tolerated_lag(cloudkitty: Stub, raw_zone: RawZone) -> None:
    cloudkitty.holds(state(1, scopes=[scope("p1", "2026-10-19 02:00:00")]))
    night = datetime(2026, 10, 20, 2, tzinfo=UTC)
    land(raw_zone, connector(), config(cloudkitty), at=night)
    with pytest.raises(SourceIncomplete, match="2026-10-19T03:00:00Z"):
        land(raw_zone, connector(), config(cloudkitty, tolerated_lag_hours=23), at=night)


def test_a_late_month_can_be_accepted(cloudkitty: Stub, raw_zone: RawZone) -> None:
    cloudkitty.holds(state(1, scopes=[scope("p1", None)]))
    settings = config(cloudkitty, on_late="accept")
    assert counted(connector(), settings, land(raw_zone, connector(), settings)) == [("p1", "1")]


def test_only_the_scopes_of_the_settings_are_looked_at(cloudkitty: Stub, raw_zone: RawZone) -> None:
    cloudkitty.holds(state(1, scopes=[scope("p1"), scope("d", None, scope_key="domain_id"), scope("m", collector="m")]))
    land(raw_zone, connector(), config(cloudkitty, scope_key="project_id", collector="gnocchi"))
    with pytest.raises(SourceRefused, match="404"):
        land(raw_zone, connector(), config(cloudkitty, scope_key="nothing"))


def test_scopes_that_turn_in_circles(cloudkitty: Stub, raw_zone: RawZone) -> None:
    cloudkitty.holds(state(5), {"kind": "same_page", "at": "scope"})
    with pytest.raises(SourceMalformed, match="same page"):
        land(raw_zone, connector(), config(cloudkitty))


# Who one is


def test_a_token_of_keystone(cloudkitty: Stub, stubs: Stubs, raw_zone: RawZone) -> None:
    settings = config(cloudkitty, auth=keystone_of(stubs("keystone")))
    cloudkitty.holds(state(3), {"kind": "expired_token", "times": 1, "from_page": 2})
    assert len(counted(connector(), settings, land(raw_zone, connector(), settings))) == 3
    assert STUB_TOKEN not in raw_documents(raw_zone)


def test_a_secret_that_keystone_refuses(cloudkitty: Stub, stubs: Stubs, raw_zone: RawZone) -> None:
    settings = config(cloudkitty, auth=keystone_of(stubs("keystone")))
    with pytest.raises(SourceRefused, match="application credential") as caught:
        land(raw_zone, connector(SOURCE_KEYSTONE_SECRET="wrong-secret"), settings)
    assert "wrong-secret" not in str(caught.value)


def test_a_wrong_token_is_refused_and_not_told(cloudkitty: Stub, raw_zone: RawZone) -> None:
    with pytest.raises(SourceRefused, match="401") as caught:
        land(raw_zone, connector(SOURCE_STUB_TOKEN="wrong-token"), config(cloudkitty))
    assert "wrong-token" not in str(caught.value)


# What goes wrong


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_what_passes_is_tried_again_within_the_call(cloudkitty: Stub, raw_zone: RawZone, kind: str) -> None:
    cloudkitty.holds(state(5), {"kind": kind, "times": 1, "from_page": 2, "at": "summary"})
    assert len(counted(connector(), config(cloudkitty), land(raw_zone, connector(), config(cloudkitty)))) == 5


@pytest.mark.parametrize(
    ("kind", "from_page", "expected", "says"),
    [
        ("bad_gateway", 2, SourceUnavailable, "502"),
        ("half_page", 2, SourceUnavailable, "broke off"),
        ("forbidden", 1, SourceRefused, "403"),
        ("moved", 1, SourceRefused, "another address"),
        ("error_page", 1, SourceMalformed, "not JSON"),
        ("error_page", 2, SourceMalformed, "not JSON"),
        ("same_page", 1, SourceMalformed, "same page"),
        ("moved_row", 2, SourceUnsettled, "comes again"),
        ("other_total", 2, SourceUnsettled, "had 5 rows, and now has 6"),
        ("other_total", 1, SourceMalformed, "6 rows, and gave 5"),
        ("other_month", 1, SourceMalformed, "2019-06-01"),
        ("short_row", 2, SourceMalformed, "a row"),
        ("no_type", 2, SourceMalformed, "no column type"),
    ],
)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    cloudkitty: Stub, raw_zone: RawZone, kind: str, from_page: int, expected: type[Exception], says: str
) -> None:
    cloudkitty.holds(state(5), {"kind": kind, "from_page": from_page, "at": "summary"})
    with pytest.raises(expected, match=says):
        land(raw_zone, connector(), config(cloudkitty))
    assert raw_zone.latest(key(connector())) is None


def test_the_number_of_pages_is_bounded(cloudkitty: Stub, raw_zone: RawZone) -> None:
    cloudkitty.holds(state(5, scopes=[scope("p1")]))
    with pytest.raises(SourceMalformed, match="max_pages"):
        land(raw_zone, connector(), config(cloudkitty, max_pages=2))
