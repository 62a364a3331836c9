"""The `gitlab` connector over real HTTP, against the stub process, into a real raw zone."""

from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

import pytest

from finops_contract.errors import PermanentError, SourceMalformed, SourceRefused, SourceUnavailable
from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.raw_zone import COLLECTION, Landing, LandingKey, RawZone
from finops_runtime.runs.step import Step
from finops_runtime.settings import HttpSettings
from ingest_native.gitlab.config import GitlabConfig
from ingest_native.gitlab.connector import GitlabConnector

TOKEN = "glpat-integration"
STEP = Step(
    run_id=UUID(int=1),
    entity_id="local",
    domain_id="native",
    domain_mode="DIRECT",
    period=Period(2026, 10),
    status="PLANNED",
    failure_policy="strict",
    rows=0,
    checksum="",
    connector="gitlab",
    connector_config={},
    origin="live",
    force=False,
)


class Stub(Protocol):
    url: str

    def holds(self, projects: list[dict[str, Any]], *oddities: dict[str, Any]) -> None: ...


def project(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "namespace": {"full_path": f"group-{number}"},
        "statistics": {"storage_size": number * 1_000_000},
        **more,
    }


def config(stub: Stub, **changes: Any) -> GitlabConfig:
    return GitlabConfig.model_validate(
        {
            "source": "gitlab",
            "base_url": stub.url,
            "token_env": "GITLAB_TOKEN",
            "per_page": 2,
            "statistics": {"storage_size": {"metric": "GB", "product": "storage", "divide_by": "1000000000"}},
            **changes,
        }
    )


def connector(token: str = TOKEN, retries: int = 2) -> GitlabConnector:
    http = HttpSettings(http_retries=retries, http_backoff_seconds=0, http_timeout_ms=5_000)
    return GitlabConnector(http, {"GITLAB_TOKEN": token})


def land(raw_zone: RawZone, settings: GitlabConfig, by: GitlabConnector | None = None) -> Landing:
    writer = raw_zone.write(LandingKey("local", "native", STEP.period, STEP.run_id, "gitlab"))
    (by or connector()).land(STEP, settings, writer)
    return writer.complete()


def read(landing: Landing, settings: GitlabConfig) -> tuple[list[Releve | Reject], SourceTotals]:
    totals = SourceTotals()
    return list(connector().read(STEP, settings, landing, totals)), totals


def keys(landing: Landing, settings: GitlabConfig) -> list[str | None]:
    return [outcome.application_key for outcome in read(landing, settings)[0] if isinstance(outcome, Releve)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_every_page_is_landed_and_every_project_read_once(gitlab: Stub, raw_zone: RawZone, count: int) -> None:
    gitlab.holds([project(number) for number in range(count, 0, -1)])
    landing = land(raw_zone, config(gitlab))
    assert keys(landing, config(gitlab)) == [f"group-{number}" for number in range(1, count + 1)]
    payloads = list(landing.payloads())
    assert len(payloads) == (count + 1) // 2 + 1
    assert payloads[-1].body == b"[]"


def test_the_source_total_is_what_the_projects_hold(gitlab: Stub, raw_zone: RawZone) -> None:
    gitlab.holds([project(1), project(2, statistics=None), project(4)])
    outcomes, totals = read(land(raw_zone, config(gitlab)), config(gitlab))
    assert totals.by_metric == {"GB": Decimal("0.005")}
    assert [o.reason for o in outcomes if isinstance(o, Reject)] == ["missing_statistics"]


def test_a_landing_does_not_change_with_gitlab(gitlab: Stub, raw_zone: RawZone) -> None:
    gitlab.holds([project(1)])
    landing = land(raw_zone, config(gitlab))
    gitlab.holds([project(2)])
    assert keys(landing, config(gitlab)) == ["group-1"]
    assert keys(land(raw_zone, config(gitlab)), config(gitlab)) == ["group-2"]


def test_no_secret_is_landed(gitlab: Stub, raw_zone: RawZone) -> None:
    gitlab.holds([project(1, runners_token="GR-secret"), project(2), project(3)])
    landing = land(raw_zone, config(gitlab))
    addresses = [payload.source for payload in landing.payloads()]
    assert addresses[1] == (
        f"{gitlab.url}/api/v4/projects?statistics=true&pagination=keyset&per_page=2&order_by=id&sort=asc&id_after=2"
    )
    for document in raw_zone.database[COLLECTION].find():
        assert TOKEN not in repr(document)
    assert not any(b"GR-secret" in payload.body for payload in landing.payloads())


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway"])
def test_what_passes_is_tried_again(gitlab: Stub, raw_zone: RawZone, kind: str) -> None:
    gitlab.holds([project(1), project(2), project(3)], {"kind": kind, "times": 1, "from_page": 2, "id": "again"})
    assert keys(land(raw_zone, config(gitlab)), config(gitlab)) == ["group-1", "group-2", "group-3"]


@pytest.mark.parametrize(
    ("kind", "from_page", "expected", "says"),
    [
        ("bad_gateway", 2, SourceUnavailable, "502"),
        ("forbidden", 2, SourceRefused, "403"),
        ("sign_in_page", 1, SourceMalformed, "not JSON"),
        ("sign_in_page", 2, SourceMalformed, "not JSON"),
        ("same_page", 1, SourceMalformed, "repeats"),
        ("same_page", 2, SourceMalformed, "repeats"),
        ("foreign_link", 2, SourceMalformed, "gitlab.elsewhere.example"),
        ("empty_page", 2, SourceMalformed, "empty page"),
        ("moved", 1, PermanentError, "another host|30[0-9]"),
        ("moved", 2, PermanentError, "another host|30[0-9]"),
    ],
)
def test_what_stays_wrong_has_a_name_and_leaves_no_landing(
    gitlab: Stub, raw_zone: RawZone, kind: str, from_page: int, expected: type[Exception], says: str
) -> None:
    gitlab.holds([project(number) for number in range(1, 8)], {"kind": kind, "from_page": from_page})
    with pytest.raises(expected, match=says):
        land(raw_zone, config(gitlab))
    assert raw_zone.latest(LandingKey("local", "native", STEP.period, STEP.run_id, "gitlab")) is None


def test_an_answer_from_another_host_does_not_count(gitlab: Stub, raw_zone: RawZone) -> None:
    gitlab.holds([], {"kind": "moved"})
    with pytest.raises(PermanentError, match=r"another host|30[0-9]"):
        land(raw_zone, config(gitlab))


def test_a_wrong_token_is_refused_and_not_told(gitlab: Stub, raw_zone: RawZone) -> None:
    with pytest.raises(SourceRefused, match="401") as caught:
        land(raw_zone, config(gitlab), connector(token="glpat-wrong"))
    assert "glpat-wrong" not in str(caught.value)


def test_the_number_of_pages_is_bounded(gitlab: Stub, raw_zone: RawZone) -> None:
    gitlab.holds([project(number) for number in range(1, 8)])
    with pytest.raises(SourceMalformed, match="max_pages"):
        land(raw_zone, config(gitlab, max_pages=2))


def test_custom_attributes_are_asked_for(gitlab: Stub, raw_zone: RawZone) -> None:
    gitlab.holds([project(1, custom_attributes=[{"key": "application", "value": "CRM"}])])
    by_attribute = config(gitlab, application=[{"custom_attribute": "application"}])
    assert keys(land(raw_zone, by_attribute), by_attribute) == ["CRM"]


def test_nobody_there(raw_zone: RawZone) -> None:
    class Nobody:
        url = "http://127.0.0.1:9"

        def holds(self, projects: list[dict[str, Any]], *oddities: dict[str, Any]) -> None: ...

    with pytest.raises(SourceUnavailable, match="did not answer"):
        land(raw_zone, config(Nobody()), connector(retries=0))
