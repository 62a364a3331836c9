"""The command line: what it accepts, and its exit codes."""

from pathlib import Path

import pytest

from finops_local.cli import main


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["dance"],
        ["demo", "--apps", "3"],
        ["demo", "--apps", "x"],
        ["demo", "--months", "1"],
        ["demo", "--group", "--months", "2"],
        ["up", "--months", "121"],
        ["up", "--group", "--empty"],
        ["down", "--keep"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["--help"], ["demo", "--help"], ["up", "--help"], ["down", "--help"]], ids=" ".join)
def test_help_is_0(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 0
    assert "usage:" in capsys.readouterr().out


def test_status_of_nothing_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--state-dir", str(tmp_path), "status"]) == 3
    assert capsys.readouterr().out == "nothing runs\n"


def test_down_of_nothing_is_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--state-dir", str(tmp_path), "down"]) == 0
    assert capsys.readouterr().out == "nothing ran\n"
