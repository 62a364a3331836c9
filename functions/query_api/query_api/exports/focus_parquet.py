"""A FOCUS dataset as Parquet: exact decimals, moments in UTC, texts. The only module that needs pyarrow."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from query_api.exports.focus_columns import DATES, DECIMALS, MOST_DIGITS

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Outbox(io.RawIOBase):
    """A file that keeps only what nobody took yet."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        written = memoryview(data)
        self._waiting += written
        return len(written)

    def take(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def parquet_chunks(
    columns: Sequence[str], pages: Iterator[Sequence[Sequence[str | None]]], scale: int, about: Mapping[str, str]
) -> Iterator[bytes]:
    """A row group a page. `scale`: how many digits decimals have after the point; `about`: the file's metadata."""
    schema = pa.schema([pa.field(name, _type(name, scale)) for name in columns], metadata=dict(about))
    outbox = _Outbox()
    with pq.ParquetWriter(outbox, schema, compression="zstd") as writer:
        for page in pages:
            texts = [pa.array(values, pa.string()) for values in zip(*page, strict=True)]
            arrays = [array.cast(field.type) for array, field in zip(texts, schema, strict=True)]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
            yield outbox.take()
    yield outbox.take()


def _type(column: str, scale: int) -> pa.DataType:
    if column in DECIMALS:
        return pa.decimal128(MOST_DIGITS, scale)
    return pa.timestamp("us", "UTC") if column in DATES else pa.string()
