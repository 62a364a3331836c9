import pytest

from finops_local.platform.logins import NotAUrl, with_login


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://admin:pw@db:5432/finops_db?sslmode=require",
            "postgresql://r:p%2F%40@db:5432/finops_db?sslmode=require",
        ),
        ("postgres://db/finops_db", "postgres://r:p%2F%40@db/finops_db"),
        ("postgresql://admin@/finops_db?host=/run/pg", "postgresql://r:p%2F%40@/finops_db?host=/run/pg"),
        ("postgresql://a@b:pw@db/finops_db", "postgresql://r:p%2F%40@db/finops_db"),
    ],
)
def test_only_the_login_changes(url: str, expected: str) -> None:
    assert with_login(url, "r", "p/@") == expected


def test_another_form_of_address_is_refused_without_showing_it() -> None:
    with pytest.raises(NotAUrl) as caught:
        with_login("host=db password=secret", "r", "p")
    assert "secret" not in str(caught.value)
