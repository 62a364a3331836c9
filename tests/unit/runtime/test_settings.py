from pathlib import Path

import pytest
from pydantic import ValidationError

from finops_runtime.secret_files import UnreadableSecretFile
from finops_runtime.settings import EntitySettings, PostgresSettings, RunSettings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POSTGRES_URL", "POSTGRES_HOST", "K_SINK", "FINOPS_TIMEZONE", "FINOPS_DOMAINS_ENABLED"):
        monkeypatch.delenv(name, raising=False)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ValidationError, match="k_sink"):
        RunSettings()
    with pytest.raises(ValidationError, match="set POSTGRES_URL, or POSTGRES_HOST"):
        PostgresSettings()


def test_the_environment_is_read_and_short_domain_names_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("K_SINK", "http://sink.invalid/")
    monkeypatch.setenv("FINOPS_DOMAINS_ENABLED", "open, private,public , ")
    settings = RunSettings()
    assert settings.finops_domains_enabled == ("open", "private_cloud", "public_cloud")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("K_SINK", "http://sink.invalid/")
    monkeypatch.setenv("FINOPS_DOMAINS_ENABLED", "")
    assert RunSettings().finops_domains_enabled == ()


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"finops_period_mode": "range"}, "FINOPS_PERIOD_FROM and FINOPS_PERIOD_TO"),
        ({"finops_period_mode": "range", "finops_period_from": "2026-02", "finops_period_to": "2026-01"}, "earlier"),
        (
            {"finops_period_mode": "range", "finops_period_from": "2026-13", "finops_period_to": "2026-01"},
            "no?t? a month",
        ),
        ({"finops_failure_policy": "maybe"}, "finops_failure_policy"),
        ({"finops_timezone": "Mars/Olympus"}, "(?s)finops_timezone.*'Mars/Olympus' is no IANA time zone"),
    ],
)
def test_what_is_wrong_is_named(values: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        RunSettings.model_validate({"k_sink": "http://sink.invalid/", **values})


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        EntitySettings().finops_entity_id = "other"  # type: ignore[misc]  # what the test is about


def test_the_parts_make_a_connection_string_and_the_password_is_not_shown() -> None:
    settings = PostgresSettings.model_validate(
        {"postgres_host": "db", "postgres_user": "me", "postgres_password": "it's secret"}
    )
    assert "host=db" in settings.conninfo
    assert "secret" in settings.conninfo
    assert "secret" not in repr(settings)
    assert "secret" not in str(PostgresSettings.model_validate({"postgres_url": "postgresql://me:secret@db/x"}))


def test_a_secret_may_be_a_file_and_the_variable_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("postgresql://me:from-the-file@db/x\n")
    monkeypatch.setenv("POSTGRES_URL_FILE", str(file))
    assert PostgresSettings().conninfo == "postgresql://me:from-the-file@db/x"
    monkeypatch.setenv("POSTGRES_URL", "postgresql://me:from-the-variable@db/x")
    assert "from-the-variable" in PostgresSettings().conninfo


def test_a_secret_file_that_is_not_there_is_named_and_what_is_no_secret_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FINOPS_ENTITY_ID_FILE", str(tmp_path / "gone"))
    assert EntitySettings().finops_entity_id == "local"
    monkeypatch.setenv("POSTGRES_URL_FILE", str(tmp_path / "gone"))
    with pytest.raises(UnreadableSecretFile, match=r"POSTGRES_URL_FILE: .*gone cannot be read"):
        PostgresSettings()
