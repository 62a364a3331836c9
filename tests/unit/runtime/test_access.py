"""Roles, and what each opens."""

from finops_runtime.identity.access import Access, Principal, Role


def opened_to(*roles: Role) -> set[Access]:
    principal = Principal(subject="x", issuer="y", entities=frozenset({"acme"}), roles=frozenset(roles), expires_at=0.0)
    return {access for access in Access if principal.may(access)}


def test_no_role_opens_nothing_but_what_is_public() -> None:
    assert opened_to() == {Access.PUBLIC}
    assert opened_to(Role.ADMIN) == set(Access) - {Access.PUSH}


def test_an_entitys_machine_pushes_and_does_nothing_else() -> None:
    assert opened_to(Role.ENTITY) == {Access.PUBLIC, Access.PUSH}


def test_nobody_but_an_entitys_machine_pushes() -> None:
    assert opened_to(*(role for role in Role if role is not Role.ENTITY)) == set(Access) - {Access.PUSH}


def test_any_role_is_any_role_of_people() -> None:
    assert {role.value for role in Access.ANY_ROLE.value} == {
        "Rosetta_User",
        "Rosetta_FinOps_Admin",
        "Rosetta_Referentiel_Admin",
        "Rosetta_Group",
        "Rosetta_Admin",
    }
