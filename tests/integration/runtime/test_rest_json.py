"""`rest_json` against a platform's API in a process of its own: every kind of paging, and what goes wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from finops_contract.errors import FinopsError, SourceMalformed, SourceRefused, SourceUnavailable, SourceUnsettled
from finops_contract.period import Period
from finops_runtime.connectors.rest_json.connector import RestJsonConnector, RestJsonSnapshotConnector
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.recording import Findings, Recording, RecordingWriter, read_landing, trial_step
from finops_runtime.settings import HttpSettings
from tests.fix_stubs import STUB_TOKEN, Stub, Stubs

SETTINGS = HttpSettings(http_backoff_seconds=0.001, http_retries=2, http_retry_after_max_seconds=0)
SOURCES = Sources(SETTINGS, Secrets({"SOURCE_CUBE_TOKEN": STUB_TOKEN}, Path("/nowhere")))
PAGINGS: dict[str, dict[str, Any]] = {
    "": {"kind": "page", "size_param": "size", "size": 2},
    "/offset": {"kind": "offset", "size_param": "limit", "size": 2},
    "/cursor": {"kind": "cursor", "cursor": "meta.next"},
    "/link": {"kind": "link", "next": "links.next"},
}
WAYS = pytest.mark.parametrize("way", PAGINGS, ids=lambda way: way or "/page")


def usage(number: int, day: str = "2026-10-03") -> dict[str, Any]:
    return {
        "day": day,
        "application": f"app-{number}",
        "stage": "PROD",
        "service": "compute",
        "usage": {"cpuHours": number},
    }


@pytest.fixture
def cube(stubs: Stubs) -> Stub:
    """Five rows of October, one of each neighbour, and nothing wrong."""
    stub = stubs("cube")
    stub.holds({"usage": ROWS})
    return stub


ROWS = [usage(9, "2026-09-30"), *(usage(number) for number in range(1, 6)), usage(9, "2026-11-01")]


def config_of(cube: Stub, way: str = "", **changes: Any) -> dict[str, Any]:
    sized = {"size": "2"} if way in ("/cursor", "/link") else {}
    return {
        "source": "cube",
        "base_url": f"{cube.url}/api",
        "auth": {"kind": "bearer", "token": {"env": "SOURCE_CUBE_TOKEN"}},
        "path": f"/usage{way}",
        "params": {"from": "{month_start}", "to": "{month_end}", **sized},
        "paging": PAGINGS[way],
        "rows": "rows",
        "application": "application",
        "environment": "stage",
        "quantities": [{"quantity": "usage.cpuHours", "metric": "CPU_HOURS"}],
        **changes,
    }


def landed(folder: Path, config: dict[str, Any], connector: RestJsonSnapshotConnector | None = None) -> Findings:
    connector = connector or RestJsonConnector(SOURCES)
    step = trial_step(connector, config, Period(2026, 10))
    connector.land(step, connector.config.model_validate(config), RecordingWriter(folder / "landing"))
    return read_landing(connector, step, Recording(folder / "landing"))


@WAYS
@pytest.mark.parametrize("total", [None, "meta.total"])
def test_every_page_of_the_month_is_read(cube: Stub, tmp_path: Path, way: str, total: str | None) -> None:
    found = landed(tmp_path, config_of(cube, way, total=total))
    assert [(r.application_key, r.environment, int(r.quantity)) for r in found.releves] == [
        (f"app-{number}", "prod", number) for number in range(1, 6)
    ]
    assert (found.totals.records, found.rejects, found.differences()) == (5, [], {})


def test_the_link_header_leads_on_too(cube: Stub, tmp_path: Path) -> None:
    assert landed(tmp_path, config_of(cube, "/link", paging={"kind": "link"})).totals.records == 5


@pytest.mark.parametrize(
    ("ends", "total", "pages"), [("empty_page", None, 4), ("short_page", None, 3), ("empty_page", "meta.total", 3)]
)
def test_numbered_pages_end_where_the_settings_say(
    cube: Stub, tmp_path: Path, ends: str, total: str | None, pages: int
) -> None:
    paging = {**PAGINGS[""], "ends": ends}
    assert landed(tmp_path, config_of(cube, paging=paging, total=total)).totals.records == 5
    assert len(list(Recording(tmp_path / "landing").payloads())) == pages


def test_an_offset_moves_by_the_rows_that_came(cube: Stub, tmp_path: Path) -> None:
    cube.holds({"usage": [usage(number) for number in range(1, 451)]})
    paging = {"kind": "offset", "size_param": "limit", "size": 1000}  # of which the platform gives 200
    assert landed(tmp_path, config_of(cube, "/offset", paging=paging)).totals.records == 450


def test_a_month_without_rows_is_empty(cube: Stub, tmp_path: Path) -> None:
    cube.holds({"usage": []})
    assert landed(tmp_path, config_of(cube, total="meta.total")).as_json()["totals"] == {"records": 0, "by_metric": {}}


def test_a_snapshot_is_of_now(cube: Stub, tmp_path: Path) -> None:
    config = config_of(cube, params={})
    assert landed(tmp_path, config, RestJsonSnapshotConnector(SOURCES)).totals.records == 7


def test_addresses_are_kept_without_what_was_not_sent_openly(cube: Stub, tmp_path: Path) -> None:
    landed(tmp_path, config_of(cube, "/link"))
    sources = [payload.source for payload in Recording(tmp_path / "landing").payloads()]
    assert sources[1] == f"{cube.url}/api/usage/link?from=2026-10-01&to=2026-11-01&size=2"


def test_no_secret_is_landed(cube: Stub, tmp_path: Path) -> None:
    landed(tmp_path, config_of(cube))
    assert not any(STUB_TOKEN.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_what_the_settings_blank_is_not_landed(cube: Stub, tmp_path: Path) -> None:
    shown = {"api_token": 'se"cret\\', "nested": {"password": "pässword"}, "password_age": "kept", "token_count": 3}
    cube.holds({"usage": [{**usage(1), **shown}]})
    found = landed(tmp_path, config_of(cube, blanked=["api_token", "password"]))
    (payload,) = list(Recording(tmp_path / "landing").payloads())[:1]
    row = json.loads(payload.body)["rows"][0]
    assert (row["api_token"], row["nested"], row["password_age"]) == ("", {"password": ""}, "kept")
    assert found.totals.records == 1


@WAYS
@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway", "half_page"])
def test_a_page_that_fails_once_is_asked_for_again(cube: Stub, tmp_path: Path, way: str, kind: str) -> None:
    cube.holds({"usage": ROWS}, {"kind": kind, "times": 1, "from_page": 2})
    assert landed(tmp_path, config_of(cube, way)).totals.records == 5


@WAYS
@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("half_page", SourceUnavailable),
        ("error_page", SourceMalformed),
        ("no_rows", SourceMalformed),
        ("forbidden", SourceRefused),
        ("moved", SourceRefused),
        ("total_changes", SourceUnsettled),
    ],
)
def test_what_goes_wrong_on_the_second_page_is_named(
    cube: Stub, tmp_path: Path, way: str, kind: str, error: type[FinopsError]
) -> None:
    cube.holds({"usage": ROWS}, {"kind": kind, "from_page": 2})
    fresh = RestJsonConnector(Sources(SETTINGS, Secrets({"SOURCE_CUBE_TOKEN": STUB_TOKEN}, tmp_path)))
    with pytest.raises(error):
        landed(tmp_path, config_of(cube, way, total="meta.total"), fresh)


@pytest.mark.parametrize("way", ["", "/offset"])
def test_the_same_page_for_ever_is_noticed(cube: Stub, tmp_path: Path, way: str) -> None:
    cube.holds({"usage": ROWS}, {"kind": "same_page"})
    with pytest.raises(SourceMalformed, match="same page again"):
        landed(tmp_path, config_of(cube, way))


def test_pages_are_not_read_for_ever(cube: Stub, tmp_path: Path) -> None:
    cube.holds({"usage": ROWS}, {"kind": "same_page"})
    with pytest.raises(SourceMalformed, match="max_pages"):
        landed(tmp_path, config_of(cube, "/cursor", max_pages=10))


@pytest.mark.parametrize("paging", [PAGINGS["/link"], {"kind": "link"}])
def test_a_link_to_another_host_is_not_followed(cube: Stub, tmp_path: Path, paging: dict[str, Any]) -> None:
    cube.holds({"usage": ROWS}, {"kind": "foreign_link"})
    with pytest.raises(SourceMalformed, match="another host"):
        landed(tmp_path, config_of(cube, "/link", paging=paging))


@WAYS
def test_rows_that_go_missing_while_paging_are_not_lost_silently(cube: Stub, tmp_path: Path, way: str) -> None:
    """The total stays, the last rows do not come: half an answer is an error."""
    rows = config_of(cube, way, total="`6`")
    with pytest.raises(SourceUnsettled, match="6 rows in all and gave 5"):
        landed(tmp_path, rows)


@pytest.mark.parametrize(
    ("paging", "says"),
    [
        ({"kind": "cursor", "cursor": "meta"}, "neither a text nor a number"),
        ({"kind": "link", "next": "'http://[oops'"}, "no address"),
        ({"kind": "link", "next": "sum(links)"}, "paging.next"),
    ],
)
def test_a_next_page_that_is_none_is_named(cube: Stub, tmp_path: Path, paging: dict[str, Any], says: str) -> None:
    with pytest.raises(SourceMalformed, match=says):
        landed(tmp_path, config_of(cube, "/cursor", paging=paging))
