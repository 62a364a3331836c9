"""A piece is unpacked as it is read, within bounds, and its header says which columns it has."""

import gzip
import zlib
from functools import partial

import pytest

from finops_contract.exchange import COLUMNS
from load_group.differs import PieceDiffers
from load_group.unpack import columns_of, header_and_rows, unpacked

HEADER = ",".join(COLUMNS["prices"]).encode()
packed = partial(gzip.compress, mtime=0)
"""Without the time, so that cases have the same names whoever collects them."""


def whole(body: bytes, rows: int = 10) -> bytes:
    return b"".join(unpacked(body, rows))


@pytest.mark.parametrize("size", [0, 1, 1 << 18, (1 << 18) + 1, 600_000])
def test_what_was_compressed_comes_out(size: int) -> None:
    text = bytes(at % 251 for at in range(size))
    assert whole(packed(text)) == text
    assert whole(packed(text[:7]) + packed(b"") + packed(text[7:])) == text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"plain", "no gzip"),
        (zlib.compress(b"no gzip header"), "no gzip"),
        (packed(b"x" * 1000)[:-1], "ends early"),
        (packed(b"x" * 1000)[:12], "ends early"),
        (packed(b"x") + b"\x00", "ends early"),
        (packed(b"x") + b"rest", "no gzip"),
        (packed(b"x" * 1000)[:-8] + b"\x00" * 8, "no gzip"),
    ],
)
def test_what_is_no_whole_gzip_file_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(PieceDiffers, match=why):
        whole(body)


def test_a_bomb_is_given_up_at_the_bound_and_not_unpacked_before() -> None:
    bomb = packed(b"0" * (100 << 20))
    sizes: list[int] = []
    with pytest.raises(PieceDiffers, match="unpacks to more than"):
        sizes.extend(len(chunk) for chunk in unpacked(bomb, 50_000))
    assert max(sizes) <= 1 << 18
    assert sum(sizes) <= 64 * len(bomb)


def test_few_rows_cannot_unpack_to_much() -> None:
    with pytest.raises(PieceDiffers, match="more than 131072 bytes"):
        whole(packed(b"0" * 200_000), rows=1)
    assert len(whole(packed(b"0" * 200_000), rows=3)) == 200_000


@pytest.mark.parametrize("at", range(1, len(HEADER) + 4))
def test_a_header_is_found_wherever_the_chunks_end(at: int) -> None:
    text = HEADER + b"\r\na,b\r\n"
    header, rows = header_and_rows(iter([text[:at], text[at:]]))
    assert (header, b"".join(rows)) == (HEADER, b"a,b\r\n")


def test_a_header_alone_and_none() -> None:
    assert [header_and_rows(iter(chunks))[0] for chunks in ([HEADER], [])] == [HEADER, b""]
    with pytest.raises(PieceDiffers, match="too long"):
        header_and_rows(iter([b"x" * 5000, b"\n"]))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (HEADER, list(COLUMNS["prices"])),
        (b'"unit_price",priced_key,new,priced_by,"",metric,pricing_view_id',
         ["unit_price", "priced_key", "ignored_1", "priced_by", "ignored_2", "metric", "pricing_view_id"]),
        (HEADER + b",exchange_id,entity_id", [*COLUMNS["prices"], "ignored_1", "ignored_2"]),
    ],
)  # fmt: skip
def test_columns_by_name_whatever_their_order(header: bytes, columns: list[str]) -> None:
    assert columns_of("prices", header) == columns


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\xff",
        HEADER.upper(),
        HEADER[1:],
        b"\xef\xbb\xbf" + HEADER,
        HEADER + b",metric",
        HEADER.replace(b",", b";"),
        b'"' + HEADER,
        HEADER + b",x" * 17,
    ],
)
def test_a_header_that_is_none_is_refused(header: bytes) -> None:
    with pytest.raises(PieceDiffers):
        columns_of("prices", header)
