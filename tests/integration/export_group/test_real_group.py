"""From the entity's mart to the group's, by both functions: the group's costs are the entity's, to the last digit."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row

from export_group.command import BLOCKED, GOOD, OWED, main
from export_group.conformity import default_severity
from tests.fix_chain import Sink
from tests.fix_servers import as_login, clone
from tests.integration.export_group.conftest import Entity, MakeEntity
from tests.integration.export_group.real_group import RELEASE, RealGroup, real_group
from tests.integration.query_api.mart import OCTOBER, SEPTEMBER


@pytest.fixture
def group_db(postgres_url: str, template: str) -> Iterator[tuple[str, psycopg.Connection[DictRow]]]:
    with (
        clone(postgres_url, template) as url,
        psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection,
    ):
        yield url, connection


@pytest.fixture
def theirs(group_db: tuple[str, psycopg.Connection[DictRow]], sink: Sink) -> Iterator[RealGroup]:
    with real_group(*group_db, sink) as group:
        group.release(RELEASE)
        yield group


@pytest.fixture
def ours(theirs: RealGroup, make_entity: MakeEntity) -> Entity:
    return make_entity(
        FINOPS_GROUP_URL=theirs.url,
        OIDC_TOKEN_URL=f"{theirs.url}/token",
        HTTP_TIMEOUT_MS="20000",
        FINOPS_EXPORT_COMMIT_SECONDS="60",
        FINOPS_EXPORT_PUBLISH_SECONDS="60",
    )


COSTS = """SELECT period_month, pricing_view_id, domain_id, sum(cost) AS cost FROM mv_cost_domain_month
WHERE entity_id = 'acme' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""


def test_the_groups_costs_are_the_entitys(ours: Entity, theirs: RealGroup) -> None:
    assert ours.refreshed(OCTOBER, SEPTEMBER) == 204
    for period in (OCTOBER, SEPTEMBER):
        row = ours.outbox(period)
        assert (row["status"], row["error_code"], row["is_wanted"]) == ("PUBLISHED", None, False)
        assert row["sent_release"] == 1
    assert theirs.db.execute(COSTS).fetchall() == ours.db.execute(COSTS).fetchall()
    checks = {(f["check"], f["kind"], f["keyId"]) for f in ours.outbox(OCTOBER)["findings"]}
    assert ("extra", "application", "pay") in checks
    assert not any(kind != "application" for _, kind, _ in checks)
    begun = theirs.db.execute("SELECT count(*) AS n FROM group_exchange").fetchone()
    assert [ours.sweep(), ours.requested(OCTOBER)] == [204, 204]
    assert theirs.db.execute("SELECT count(*) AS n FROM group_exchange").fetchone() == begun, "a replay is harmless"


def test_a_restored_entity_is_believed_once_its_counter_is_raised(ours: Entity, theirs: RealGroup) -> None:
    assert ours.refreshed(OCTOBER) == 204
    was = theirs.db.execute(COSTS).fetchall()
    ours.db.execute("DELETE FROM group_outbox")
    ours.publish(5)
    assert ours.refreshed(OCTOBER, generation=5) == 204
    assert ours.outbox(OCTOBER)["status"] == "SUPERSEDED"
    assert theirs.db.execute(COSTS).fetchall() == was
    guide = (Path(__file__).parents[3] / "docs" / "how-to" / "backup-and-restore.md").read_text()
    said = guide.split("## In a group")[1].split("```sql\n")[1].split("```")[0]
    ours.db.execute(said.encode())
    assert ours.requested(OCTOBER) == 204
    row = ours.outbox(OCTOBER)
    assert (row["status"], row["sent_generation"]) == ("PUBLISHED", 4711)


def test_a_refusal_is_found_by_the_command_and_ends_with_another_release(
    ours: Entity,
    theirs: RealGroup,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    database_url: str,
) -> None:
    changed: dict[str, Any] = copy.deepcopy(RELEASE)
    changed["domains"][0] |= {"mode": "INDIRECT", "indirect_label": "x"}
    theirs.release(changed)
    for name, value in {
        "POSTGRES_URL": as_login(database_url, "export_group"),
        "FINOPS_ENTITY_ID": "acme",
        "FINOPS_GROUP_URL": theirs.url,
        "OIDC_TOKEN_URL": f"{theirs.url}/token",
        "OIDC_CLIENT_ID": "x",
        "OIDC_CLIENT_SECRET": "secret-of-the-tests",
        "HTTP_TIMEOUT_MS": "20000",
    }.items():
        monkeypatch.setenv(name, value)
    assert main(["conformity"]) == BLOCKED
    said = capsys.readouterr().out
    assert "release 2, the referential as of 2026-10: 1 blocking" in said
    assert ours.refreshed(OCTOBER) == 204
    row = ours.outbox(OCTOBER)
    assert (row["status"], row["error_code"], row["is_wanted"]) == ("REFUSED", "not_conformant", False)
    judged = {(f["check"], f["kind"], f["keyId"], f["severity"]) for f in row["findings"]}
    assert ("mode_mismatch", "domain", "open", "blocking") in judged
    for check, kind, key, severity in judged:
        assert f"{severity}  " in said
        assert any(line.split()[:4] == [severity, check, kind, key] for line in said.splitlines()), (check, kind, key)
    assert main(["status"]) == OWED
    assert "not_conformant" in capsys.readouterr().out
    theirs.release(RELEASE)
    assert main(["conformity", "--json"]) == GOOD
    assert ours.sweep() == 204
    assert ours.outbox(OCTOBER)["status"] == "PUBLISHED"
    capsys.readouterr()
    assert main(["status"]) == GOOD
    assert "PUBLISHED" in capsys.readouterr().out


def test_severities_are_those_of_the_mart(db: psycopg.Connection[DictRow]) -> None:
    checks = (
        "missing",
        "extra",
        "moved",
        "renamed",
        "retired_but_used",
        "mode_mismatch",
        "currency_mismatch",
        "not_valued",
    )
    kinds = ("domain", "family", "product", "application", "metric", "pricing_view")
    rows = db.execute(
        "SELECT c, k, default_severity(c, k) AS severity FROM unnest(%s::text[]) c, unnest(%s::text[]) k",
        [list(checks), list(kinds)],
    ).fetchall()
    possible = [
        row for row in rows if (row["c"] in ("currency_mismatch", "not_valued")) <= (row["k"] == "pricing_view")
    ]
    assert {(r["c"], r["k"]): r["severity"] for r in possible} == {
        (r["c"], r["k"]): default_severity(r["c"], r["k"]) for r in possible
    }
