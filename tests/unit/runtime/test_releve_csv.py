"""CSV files and settings beside what they must give, and files that change, explode or lie elsewhere."""

import gzip
import json
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from finops_contract.errors import BadConnectorConfig, FinopsError, SourceChanged
from finops_contract.period import Period
from finops_runtime.connectors.releve_csv.config import ReleveCsvConfig
from finops_runtime.connectors.releve_csv.connector import ReleveCsvConnector
from finops_runtime.ingest.files import Files, FileTooLarge, NoFiles
from finops_runtime.ingest.recording import Findings, Recording, RecordingWriter, read_landing, trial_step
from finops_runtime.settings import FileSettings

CASES = sorted(path for path in (Path(__file__).parent / "releve_csv_cases").iterdir() if path.is_dir())
HEADER = "period,application,product,environment,metric,quantity\n"
MONTH = Period(2026, 10)


class Imported:
    """A folder of files, and a connector that may read them."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder / "files"
        self.folder.mkdir()
        self._landing = folder / "landing"
        self.connector = ReleveCsvConnector(Files(FileSettings(finops_file_roots=(str(folder),), **settings)))

    def land(self, **config: Any) -> Callable[[], Findings]:
        """Land the files; what is given reads the landing."""
        settings = {"source": "history", "files": f"{self.folder}/*", **config}
        step = trial_step(self.connector, settings, MONTH)
        self.connector.land(step, ReleveCsvConfig.model_validate(settings), RecordingWriter(self._landing))
        return lambda: read_landing(self.connector, step, Recording(self._landing))


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    return Imported(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, imported: Imported) -> None:
    shutil.copytree(case / "files", imported.folder, dirs_exist_ok=True)
    config = json.loads((case / "config.json").read_text(encoding="utf-8"))
    config["files"] = f"{imported.folder}/{config['files']}"
    read = imported.land(**config)
    try:
        text = json.dumps(read().as_json(), ensure_ascii=False)
    except FinopsError as error:
        text = json.dumps({"error": error.code})
    found = json.loads(text.replace(f"file://{imported.folder}/", ""))
    assert found == json.loads((case / "expected.json").read_text(encoding="utf-8"))


def test_no_file_fails_unless_that_is_right(imported: Imported, tmp_path: Path) -> None:
    with pytest.raises(NoFiles, match="missing_files"):
        imported.land()
    shutil.rmtree(tmp_path / "landing")
    assert imported.land(missing_files="empty")().as_json()["totals"]["records"] == 0


def test_the_month_of_the_address_is_filled_in(imported: Imported) -> None:
    (imported.folder / "2026-10.csv").write_text(f"{HEADER}2026-10,a,vm,,CPU_HOURS,1\n")
    (imported.folder / "2026-09.csv").write_text(f"{HEADER}2026-10,b,vm,,CPU_HOURS,1\n")
    found = imported.land(files=f"{imported.folder}/{{period}}.csv")()
    assert [releve.application_key for releve in found.releves] == ["a"]


@pytest.mark.parametrize("content", ["", f"{HEADER}2026-10,a,vm,,CPU_HOURS,2\n", None])
def test_a_file_that_is_not_the_landed_one_is_not_read(imported: Imported, content: str | None) -> None:
    file = imported.folder / "history.csv"
    file.write_text(f"{HEADER}2026-10,a,vm,,CPU_HOURS,1\n")
    read = imported.land()
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    with pytest.raises(SourceChanged):
        read()


def test_a_file_that_is_replaced_while_it_is_read_fails_the_step(imported: Imported, tmp_path: Path) -> None:
    file = imported.folder / "history.csv"
    file.write_text(f"{HEADER}2026-10,a,vm,,CPU_HOURS,1\n")
    imported.land()
    config = {"source": "history", "files": f"{imported.folder}/*"}
    step = trial_step(imported.connector, config, MONTH)
    landing, totals = Recording(tmp_path / "landing"), Findings().totals
    outcomes = imported.connector.read(step, ReleveCsvConfig.model_validate(config), landing, totals)
    next(outcomes)
    new = tmp_path / "new.csv"
    new.write_text(f"{HEADER}2026-10,a,vm,,CPU_HOURS,2\n")
    new.replace(file)
    with pytest.raises(SourceChanged, match="changed while it was read"):
        list(outcomes)


def test_a_zip_bomb_is_stopped(tmp_path: Path) -> None:
    imported = Imported(tmp_path, finops_file_max_mb=1)
    with gzip.open(imported.folder / "bomb.csv.gz", "wb") as bomb:
        bomb.write(HEADER.encode())
        for _ in range(400):
            bomb.write(b"2026-09,a,vm,,CPU_HOURS,1\n" * 1_000)
    with pytest.raises(FileTooLarge, match="more than 1 MB"):
        imported.land()()


def test_a_file_elsewhere_is_refused(imported: Imported) -> None:
    with pytest.raises(BadConnectorConfig, match="FINOPS_FILE_ROOTS"):
        imported.land(files="/etc/passwd")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"file": "/data/x"}, "file"),
        ({"files": "x.csv"}, "files"),
        ({"delimiter": ":"}, "delimiter"),
        ({"encoding": "rot13"}, "encoding"),
        ({"columns": {"aplication": "app"}}, "columns.aplication"),
        ({"columns": {"application": "Quantity"}}, ""),
        ({"conversion": {"multiply_by": 0.5}}, "conversion.multiply_by"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ReleveCsvConfig.model_validate({"source": "history", "files": "/data/*.csv", **changes})
    assert named in {".".join(map(str, error["loc"])) for error in caught.value.errors()}


def test_a_column_of_metrics_that_is_none_is_named(imported: Imported) -> None:
    lines = "".join(f"2026-10,a,vm,,metric {number},1\n" for number in range(1_001))
    (imported.folder / "history.csv").write_text(HEADER + lines)
    with pytest.raises(FinopsError, match="more than 1000 metrics"):
        imported.land()()


def test_a_large_file_is_never_whole_in_memory(imported: Imported) -> None:
    with (imported.folder / "history.csv").open("w") as file:
        file.write(HEADER)
        file.writelines("2026-09,a,vm,,CPU_HOURS,1\n" for _ in range(150_000))
        file.write("2026-10,a,vm,,CPU_HOURS,1\n")
    read = imported.land()
    tracemalloc.start()
    try:
        assert len(read().releves) == 1
        assert tracemalloc.get_traced_memory()[1] < 1_000_000  # of a file of 4 MB
    finally:
        tracemalloc.stop()
