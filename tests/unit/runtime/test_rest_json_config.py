"""Settings: what is wrong is named when the domain is written, expressions included."""

from typing import Any

import pytest
from pydantic import ValidationError

from finops_contract.period import Period
from finops_runtime.connectors.rest_json.call import first_call
from finops_runtime.connectors.rest_json.config import RestJsonConfig, RestJsonSnapshotConfig
from finops_runtime.http.pages import Call

CONFIG: dict[str, Any] = {
    "source": "cube",
    "base_url": "https://cube.example.com/api",
    "path": "/usage/{period}",
    "rows": "rows",
    "application": "app",
    "quantities": [{"quantity": "hours", "metric": "CPU_HOURS"}],
}
QUANTITY = {"quantity": "hours", "metric": "CPU_HOURS"}


def with_changes(**changes: Any) -> dict[str, Any]:
    return {**CONFIG, **changes}


@pytest.mark.parametrize(
    ("changes", "named", "says"),
    [
        ({"row": "rows"}, "row", "not permitted"),
        ({"path": "usage"}, "path", "pattern"),
        ({"path": "/usage?token=secret"}, "path", "pattern"),
        ({"path": "/usage/{months}"}, "path", "{months} is not known"),
        ({"params": {"from": "{start}"}}, "params.from", "{start} is not known"),
        ({"params": {"a&b": "1"}}, "params", "pattern"),
        ({"rows": "rows["}, "rows", "no JMESPath expression"),
        ({"rows": "(" * 900}, "rows", "no JMESPath expression"),
        ({"where": "nope(app)"}, "where", "function nope is not offered"),
        ({"where": "rows[?max(x) > `1`]"}, "where", "function max is not offered"),
        ({"application": "app ||"}, "application", "no JMESPath expression"),
        ({"quantities": []}, "quantities", "at least 1"),
        ({"quantities": [{**QUANTITY, "metrics": "X"}]}, "quantities.0.metrics", "not permitted"),
        ({"quantities": [{**QUANTITY, "quantity": "a b"}]}, "quantities.0.quantity", "no JMESPath expression"),
        ({"quantities": [{**QUANTITY, "conversion": {"divide_by": "0"}}]}, "quantities.0.conversion", "divide_by"),
        ({"paging": {"kind": "pages"}}, "paging", "tag"),
        ({"paging": {"kind": "page", "ends": "short_page"}}, "paging.page", "needs size"),
        ({"paging": {"kind": "offset", "size_param": "limit"}}, "paging.offset", "needs size"),
        ({"paging": {"kind": "cursor"}}, "paging.cursor.cursor", "required"),
        ({"paging": {"kind": "page"}, "params": {"page": "2"}}, "", "page belongs to paging"),
        ({"time_zone": "Europe/Pariss"}, "time_zone", "no IANA time zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone", "no IANA time zone"),
        ({"date_format": "%Y"}, "date_format", "date"),
        ({"base_url": "https://user:secret@cube.example.com"}, "base_url", "address"),
        ({"auth": {"kind": "bearer", "token": "secret"}}, "auth.bearer.token", "SecretReference"),
        ({"auth": {"kind": "bearer", "token": {"env": "POSTGRES_URL"}}}, "auth.bearer.token.env", "pattern"),
        ({"path": "/usage"}, "", "rest_json_snapshot"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], named: str, says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        RestJsonConfig.model_validate(with_changes(**changes))
    wrong = {".".join(map(str, error["loc"])): error["msg"] for error in caught.value.errors()}
    assert any(where.startswith(named) and says in message for where, message in wrong.items()), wrong


def test_a_source_of_snapshots_names_no_month() -> None:
    assert RestJsonSnapshotConfig.model_validate(with_changes(path="/usage")).path == "/usage"


def test_a_month_in_each_row_is_enough() -> None:
    assert RestJsonConfig.model_validate(with_changes(path="/usage", month="at")).month == "at"


@pytest.mark.parametrize(
    ("date_format", "start", "end"),
    [
        ("date", "2026-10-01", "2026-11-01"),
        ("instant", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"),
        ("unix", "1790805600", "1793487600"),
        ("unix_ms", "1790805600000", "1793487600000"),
    ],
)
def test_the_month_is_written_as_the_source_wants_it(date_format: str, start: str, end: str) -> None:
    params = {
        "from": "{month_start}",
        "to": "{month_end}",
        "last": "{month_last_day}",
        "q": '{"y": {year}, "m": {month}}',
    }
    config = RestJsonConfig.model_validate(
        with_changes(params=params, time_zone="Europe/Paris", date_format=date_format)
    )
    assert first_call(config, Period(2026, 10)) == Call(
        "/usage/2026-10", {"from": start, "to": end, "last": "2026-10-31", "q": '{"y": 2026, "m": 10}'}
    )


@pytest.mark.parametrize(
    ("paging", "params"),
    [
        ({"kind": "page", "param": "p", "first": 0, "size_param": "n", "size": 500}, {"p": "0", "n": "500"}),
        ({"kind": "offset", "size_param": "limit", "size": 10}, {"offset": "0", "limit": "10"}),
        ({"kind": "cursor", "cursor": "next"}, {}),
        ({"kind": "link"}, {}),
    ],
)
def test_the_first_page_is_asked_for(paging: dict[str, Any], params: dict[str, str]) -> None:
    config = RestJsonConfig.model_validate(with_changes(paging=paging))
    assert first_call(config, Period(2026, 10)).params == params
