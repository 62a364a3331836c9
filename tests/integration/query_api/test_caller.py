"""`me`: whoever has a token is told who they are here, and which roles count, whatever becomes of the database."""

import json
from typing import Any

import pytest

from finops_runtime.identity.access import Access, Role
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import ENTITY
from tests.integration.query_api.signer import AUDIENCE, Signer

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def bearer(signer: Signer, **claims: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {signer.token(**claims)}"}


@pytest.mark.parametrize("role", sorted(Access.ANY_ROLE.value))
def test_every_role_of_people_may_read_it(api: Api, role: Role) -> None:
    assert api.get("me", role=role) == {"data": {"subject": "adam", "entityId": ENTITY, "roles": [role]}}


def test_roles_are_those_that_count_here_in_order(api: Api, signer: Signer) -> None:
    groups = ["Rosetta_User", "CN=staff", "Rosetta_Admin", "rosetta_group", "Rosetta_FinOps_Admin", "Rosetta_User"]
    answer = api.call("me", role=None, headers=bearer(signer, groups=groups))
    assert answer.json["data"]["roles"] == ["Rosetta_Admin", "Rosetta_FinOps_Admin", "Rosetta_User"]  # type: ignore[index]  # is JSON


def test_a_machine_may_not_read_it_and_its_role_counts_for_nothing_here(api: Api, signer: Signer) -> None:
    assert api.call("me", role="Rosetta_Entity").status_code == 403
    answer = api.call("me", role=None, headers=bearer(signer, groups=["Rosetta_Entity", "Rosetta_User"]))
    assert answer.json["data"]["roles"] == ["Rosetta_User"]  # type: ignore[index]  # is JSON


def test_groups_are_told_as_the_roles_that_they_are_mapped_to(make_api: MakeApi, signer: Signer) -> None:
    issuer = {"issuer": signer.url, "audience": AUDIENCE, "roles": {"CN=finops": "Rosetta_FinOps_Admin"}}
    answer = make_api(OIDC_ISSUERS=json.dumps([issuer])).call(
        "me", role=None, headers=bearer(signer, groups=["CN=finops"])
    )
    assert answer.json["data"]["roles"] == ["Rosetta_FinOps_Admin"]  # type: ignore[index]  # is JSON


@pytest.mark.parametrize("name", ["zoë@example.com", "<b>\u2028", "x" * 400])
def test_they_are_called_as_the_audit_log_calls_them(make_api: MakeApi, signer: Signer, name: str) -> None:
    api = make_api(OIDC_ISSUERS=json.dumps([{"issuer": signer.url, "audience": AUDIENCE, "subject_claim": "email"}]))
    headers = bearer(signer, groups=["Rosetta_Admin"], email=name)
    subject = api.call("me", role=None, headers=headers).json["data"]["subject"]  # type: ignore[index]  # is JSON
    assert subject == name[:320]
    body = {"label": "Plan", "currency": "EUR", "reason": "a plan"}
    written = api.call("admin/pricing-views/plan", method="PUT", role=None, headers=headers, json=body)
    assert written.status_code == 200, written.text
    audit = api.call("admin/audit", role=None, headers=headers)
    assert [entry["actor"] for entry in audit.json["data"]] == [subject]  # type: ignore[index]  # is JSON


def test_no_database_is_asked(make_api: MakeApi) -> None:
    api = make_api(POSTGRES_URL=NOWHERE, POSTGRES_ADMIN_URL=NOWHERE, POSTGRES_POOL_TIMEOUT_MS="100")
    assert api.call("status").status_code == 503
    assert api.call("me").status_code == 200


def test_a_question_is_refused(api: Api) -> None:
    assert api.call("me?role=Rosetta_Admin").status_code == 400
    assert api.call("me", headers={"Accept": "text/csv"}).status_code == 406
