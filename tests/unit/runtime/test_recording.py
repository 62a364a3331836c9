"""A landing in a folder is read back as it was written, in its order."""

import json
from pathlib import Path

from finops_runtime.ingest.recording import Recording, RecordingWriter


def test_answers_come_back_in_the_order_of_landing(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "landing")
    for number in range(12):
        writer.add(str(number).encode(), f"https://cube.example.com/é?page={number}")
    writer.add(b"a;b", "/data/a.csv", "text/csv")
    payloads = list(Recording(tmp_path / "landing").payloads())
    assert [payload.body for payload in payloads] == [*(str(number).encode() for number in range(12)), b"a;b"]
    assert payloads[11].source == "https://cube.example.com/é?page=11"
    assert (payloads[12].media_type, payloads[12].sequence) == ("text/csv", 12)
    assert len(json.loads((tmp_path / "landing" / "answers.json").read_text(encoding="utf-8"))) == 13


def test_a_folder_without_an_index_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "page.json").write_text("[]")
    (payload,) = Recording(tmp_path).payloads()
    assert (payload.source, payload.media_type, payload.body) == ("page.json", "application/json", b"[]")


def test_nothing_landed_is_nothing_read(tmp_path: Path) -> None:
    RecordingWriter(tmp_path / "landing")
    assert list(Recording(tmp_path / "landing").payloads()) == []
