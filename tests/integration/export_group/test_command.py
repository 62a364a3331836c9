"""finops-export at a terminal: what is owed, what differs, and exit codes that a script can go by."""

import json

import pytest

from export_group.command import BLOCKED, GOOD, OWED, UNREACHABLE, USAGE, main
from tests.fix_servers import as_login
from tests.integration.export_group.conftest import Entity
from tests.integration.query_api.mart import OCTOBER, SEPTEMBER

Output = pytest.CaptureFixture[str]


@pytest.fixture
def at_terminal(entity: Entity, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Entity:
    for name, value in {
        "POSTGRES_URL": as_login(database_url, "export_group"),
        "FINOPS_ENTITY_ID": "acme",
        "FINOPS_GROUP_URL": entity.group.url,
        "OIDC_TOKEN_URL": f"{entity.group.url}/token",
        "OIDC_CLIENT_ID": "finops-acme",
        "OIDC_CLIENT_SECRET": "secret-of-the-tests",
        "HTTP_TIMEOUT_MS": "5000",
        "HTTP_RETRIES": "0",
    }.items():
        monkeypatch.setenv(name, value)
    return entity


def test_status_says_what_is_owed(at_terminal: Entity, capsys: Output) -> None:
    assert main(["status"]) == GOOD
    assert "no month was ever to be sent" in capsys.readouterr().out
    assert at_terminal.refreshed(OCTOBER) == 204
    at_terminal.db.execute(
        "INSERT INTO group_outbox (entity_id, period_month, wanted_since, next_attempt_at, error_code, error_summary)"
        " VALUES ('acme', '2026-09-01', now() - interval '3 days', now(), 'group_unavailable', 'it\x1b[31m hangs')"
    )
    capsys.readouterr()
    assert main(["status"]) == OWED
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [[OCTOBER, "PUBLISHED", "no"], [SEPTEMBER, "never", "sent"]]
    assert "overdue" in lines[2]
    assert "group_unavailable: it [31m hangs" in lines[2], "nothing of it moves the terminal"
    assert main(["status", "--json"]) == OWED
    assert [row["period_month"] for row in json.loads(capsys.readouterr().out)] == [OCTOBER, SEPTEMBER]


def test_a_month_that_the_group_does_not_expect_is_owed_to_nobody(at_terminal: Entity) -> None:
    at_terminal.group.verdict = lambda manifest: ("REFUSED", "month_not_expected")
    assert at_terminal.refreshed(OCTOBER) == 204
    assert main(["status"]) == GOOD
    metrics = at_terminal.client.get("/metrics").text
    assert "finops_group_months_waiting 0.0" in metrics
    assert 'finops_group_exports_total{end="month_not_expected"}' in metrics
    at_terminal.group.verdict = lambda manifest: ("REFUSED", "not_conformant")
    assert at_terminal.requested(OCTOBER) == 204
    assert main(["status"]) == OWED
    assert "finops_group_months_waiting 1.0" in at_terminal.client.get("/metrics").text


def test_conformity_compares_with_what_the_group_says_now(at_terminal: Entity, capsys: Output) -> None:
    at_terminal.group.document = {
        **at_terminal.group.document,
        "metrics": [{"metric": "VCPU_HOURS", "unit": "h", "label_en": "x", "label_fr": "x"}],
        "pricing_views": [
            {
                "pricing_view_id": "actual",
                "label": "Actual",
                "currency": "EUR",
                "metrics": ["VCPU_HOURS"],
                "is_default": True,
            }
        ],
    }
    assert main(["conformity", "--period", SEPTEMBER]) == BLOCKED
    said = capsys.readouterr().out
    assert f"release 1, the referential as of {SEPTEMBER}" in said
    assert "actual/GB_MONTH" in said
    assert main(["conformity", "--json"]) == BLOCKED
    found = json.loads(capsys.readouterr().out)
    assert found["release"] == 1
    assert ("blocking", "extra", "open") in {(d["severity"], d["check"], d["key_id"]) for d in found["differences"]}


def test_what_cannot_be_asked_says_so(at_terminal: Entity, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    at_terminal.group.is_member = False
    assert main(["conformity"]) == UNREACHABLE
    assert "ask the group" in capsys.readouterr().err
    at_terminal.group.is_member = True  # and its document is no release: it has no default view
    assert main(["conformity"]) == UNREACHABLE
    assert "not one that this version understands" in capsys.readouterr().err
    monkeypatch.setenv("POSTGRES_URL", "postgresql://finops_export_group:hush-hush@127.0.0.1:1/none")
    monkeypatch.setenv("POSTGRES_POOL_TIMEOUT_MS", "200")
    assert main(["status"]) == UNREACHABLE
    assert "hush-hush" not in capsys.readouterr().err
    monkeypatch.delenv("OIDC_CLIENT_SECRET")
    assert main(["conformity"]) == USAGE
    monkeypatch.delenv("FINOPS_GROUP_URL")
    assert main(["conformity"]) == USAGE
    assert "no group" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [[], ["conformity", "--period", "2026-13"], ["send"]])
def test_wrong_usage(wrong: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == USAGE
