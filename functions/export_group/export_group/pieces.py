"""Rows of a COPY, as gzip-compressed pieces: the same rows are the same bytes, and never more than one is in memory."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from finops_contract.exchange import COLUMNS, MOST_PIECE_ROWS, MOST_UNPACKED, Dataset, Piece

MOST_UNPACKED_BYTES: Final = 16 << 20
"""A piece ends here even if it could have more rows, so that it stays small whatever the keys are."""
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class PackedPiece:
    """A piece, and the file that holds it."""

    piece: Piece
    path: Path


def packed(
    dataset: Dataset, rows: Iterable[bytes], folder: Path, most_rows: int = MOST_PIECE_ROWS
) -> Iterator[PackedPiece]:
    """Write rows (each one whole, with its line end) into as few pieces as may be; no rows, no piece."""
    left = iter(rows)
    number = 0
    row = next(left, None)
    while row is not None:
        number += 1
        path = folder / f"{dataset}-{number}.csv.gz"
        row, written, unpacked = _fill(path, dataset, row, left, most_rows)
        if unpacked > path.stat().st_size * MOST_UNPACKED:
            _store(path)  # the reader takes what unpacks to so much more for an attack
        yield PackedPiece(_described(dataset, number, written, path), path)


def _fill(
    path: Path, dataset: Dataset, first: bytes, left: Iterator[bytes], most_rows: int
) -> tuple[bytes | None, int, int]:
    """The row that comes after the piece, how many it has, and its size unpacked."""
    header = ",".join(COLUMNS[dataset]).encode() + b"\n"
    written, unpacked = 0, len(header)
    row: bytes | None = first
    with path.open("wb") as file, gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packing:
        packing.write(header)
        while row is not None and written < most_rows and unpacked < MOST_UNPACKED_BYTES:
            packing.write(row)
            written += 1
            unpacked += len(row)
            row = next(left, None)
    return row, written, unpacked


def _store(path: Path) -> None:
    """The same piece without compression."""
    plain = path.with_suffix(".stored")
    with (
        gzip.open(path) as packing,
        plain.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=0, fileobj=file, mtime=0) as stored,
    ):
        while chunk := packing.read(_CHUNK):
            stored.write(chunk)
    plain.replace(path)


def _described(dataset: Dataset, number: int, rows: int, path: Path) -> Piece:
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return Piece(dataset=dataset, number=number, rows=rows, bytes=path.stat().st_size, checksum=checksum)
