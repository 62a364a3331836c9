"""Rows become pieces: whole, in order, the same bytes each time, and never suspiciously small."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from export_group import pieces
from export_group.pieces import packed
from finops_contract.exchange import COLUMNS, MOST_UNPACKED

HEADER = ",".join(COLUMNS["prices"]).encode() + b"\n"


def rows(count: int) -> Iterator[bytes]:
    return (f'view,metric,product,"key, {n}\n""x""",{n}.5\n'.encode() for n in range(count))


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (10, [10]), (11, [10, 1]), (20, [10, 10]), (25, [10, 10, 5])]
)
def test_no_row_is_lost_whatever_the_number(tmp_path: Path, count: int, sizes: list[int]) -> None:
    made = list(packed("prices", rows(count), tmp_path, most_rows=10))
    assert [each.piece.rows for each in made] == sizes
    assert [each.piece.number for each in made] == list(range(1, len(sizes) + 1))
    texts = [gzip.decompress(each.path.read_bytes()) for each in made]
    assert all(text.startswith(HEADER) for text in texts)
    assert b"".join(text.removeprefix(HEADER) for text in texts) == b"".join(rows(count))
    assert [each.path.stat().st_size for each in made] == [each.piece.bytes for each in made]


def test_the_same_rows_are_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first = list(packed("prices", rows(30), tmp_path, most_rows=20))
    again = list(packed("prices", rows(30), tmp_path / "again", most_rows=20))
    assert [each.piece for each in first] == [each.piece for each in again]


def test_long_rows_end_a_piece_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_UNPACKED_BYTES", 1000)
    made = list(packed("prices", rows(100), tmp_path))
    assert len(made) > 1
    assert sum(each.piece.rows for each in made) == 100
    assert all(len(gzip.decompress(each.path.read_bytes())) < 1100 for each in made)


def test_what_would_unpack_to_too_much_is_stored_plainly(tmp_path: Path) -> None:
    (made,) = packed("prices", (b"v,m,product,k,1\n" for _ in range(50_000)), tmp_path)
    text = gzip.decompress(made.path.read_bytes())
    assert text == HEADER + b"v,m,product,k,1\n" * 50_000
    assert len(text) <= made.piece.bytes * MOST_UNPACKED
    assert [path.name for path in tmp_path.iterdir()] == ["prices-1.csv.gz"]
