"""Roles, and what each opens."""

from finops_runtime.identity.access import Access, Principal, Role


def test_no_role_opens_nothing_but_what_is_public() -> None:
    nobody = Principal("x", "y", frozenset(), 0.0)
    assert [access for access in Access if nobody.may(access)] == [Access.PUBLIC]
    admin = Principal("x", "y", frozenset({Role.ADMIN}), 0.0)
    assert all(admin.may(access) for access in Access)
