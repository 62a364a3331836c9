"""When an environment is built again, and what is refused."""

from pathlib import Path

import pytest

from finops_local.isolation import Isolation, NotIsolated, main


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for file in (
        "requirements.txt",
        "shared/pyproject.toml",
        "functions/toy/requirements.txt",
        "functions/toy/pyproject.toml",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(file)
    return tmp_path


@pytest.mark.parametrize(
    "file",
    ["requirements.txt", "shared/pyproject.toml", "functions/toy/requirements.txt", "functions/toy/pyproject.toml"],
)
def test_the_fingerprint_follows_what_the_environment_is_built_from(repository: Path, file: str) -> None:
    isolation = Isolation("toy", repository)
    before = isolation.fingerprint()
    assert isolation.fingerprint() == before
    (repository / file).write_text("changed")
    assert isolation.fingerprint() != before


def test_without_compiled_requirements_there_is_nothing_to_build(repository: Path) -> None:
    (repository / "functions/toy/requirements.txt").unlink()
    with pytest.raises(NotIsolated, match="make lock"):
        Isolation("toy", repository).build()


def test_a_function_without_unit_tests_is_an_error(repository: Path) -> None:
    with pytest.raises(NotIsolated, match="no unit tests"):
        Isolation("toy", repository).test()


def test_an_unknown_function_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["no_such_function"])
    assert ended.value.code == 2
    assert "no_such_function" in capsys.readouterr().err
