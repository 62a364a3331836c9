"""A piece that is not what its manifest says, case by case: nothing of it is kept."""

import gzip
from io import BytesIO
from typing import Any

import pytest

from finops_contract.exchange import COLUMNS, MOST_PIECE_BYTES
from tests.integration.load_group.conftest import Group, kind_of
from tests.integration.load_group.month import FACTS, KEYS, PRICES, Month, compressed, rows_of

NOW = Month()
FACT = FACTS[0]


def with_fact(**changed: str | None) -> Month:
    """One piece of one fact, with other values."""
    row = tuple(changed.get(name, value) for name, value in zip(COLUMNS["facts"], FACT, strict=True))
    return NOW.but(facts=[FACT], said={}, bodies={("facts", 1): compressed("facts", [row])})


def with_body(body: bytes) -> Month:
    return NOW.but(facts=[FACT], bodies={("facts", 1): body})


def with_rows(dataset: str, rows: list[Any]) -> Month:
    said: dict[str, Any] = {"prices": {"prices": rows}, "keys": {"keys": rows}}[dataset]
    return NOW.but(**said, said={"costs": {}})


WHOLE = compressed("facts", [FACT])
HEADER = ",".join(COLUMNS["facts"]).encode()
LINE = ",".join(str(value) for value in FACT).encode()
PIECES: dict[str, tuple[Month, str, str]] = {
    "NaN": (with_fact(quantity="NaN"), "facts", "line 2, quantity: value for domain exact_quantity violates"),
    "Infinity": (with_fact(quantity="Infinity"), "facts", "line 2, quantity: value for domain"),
    "1e40": (with_fact(quantity="1e40"), "facts", "line 2, quantity: value for domain"),
    "1e500000": (with_fact(quantity="1e500000"), "facts", "line 2"),
    "19 decimals": (with_fact(quantity="0.1234567890123456789"), "facts", "line 2, quantity: value for domain"),
    "a number with a comma": (with_fact(quantity="s3cr3t"), "facts", "line 2, quantity: invalid input syntax for type"),
    "no quantity": (with_fact(quantity=None), "facts", 'null value in column "quantity"'),
    "no application": (with_fact(application_id=None), "facts", 'null value in column "application_id"'),
    "a long key": (with_fact(environment="s3cr3t" * 100), "facts", "line 2, environment: value for domain key_text"),
    "another consumption": (with_fact(consumption_type="FREE"), "facts", "violates check constraint"),
    "DIRECT without a product": (with_fact(product_id=None), "facts", "direct_has_a_product"),
    "INDIRECT with half a product": (
        with_fact(product_id=None, consumption_type="INDIRECT"),
        "facts",
        "direct_has_a_product",
    ),
    "a domain without a mode": (with_rows("keys", rows_of("domain x X - - - - false")), "keys", "domain_has_a_mode"),
    "a product of no family": (with_rows("keys", rows_of("product x X - - - - false")), "keys", "child_has_a_parent"),
    "NUL": (with_fact(environment="pro\x00duction"), "facts", "line 2: invalid byte sequence"),
    "no UTF-8": (with_body(gzip.compress(HEADER + b"\n" + LINE + b"\xff\n")), "facts", "line 2: invalid byte sequence"),
    "a quote that never ends": (with_body(gzip.compress(HEADER + b'\n"s3cr3t' + LINE)), "facts", "unterminated"),
    "a column less": (
        with_body(gzip.compress(HEADER + b"\n" + LINE[: LINE.rindex(b",")])),
        "facts",
        "missing data for",
    ),
    "a column more": (with_body(gzip.compress(HEADER + b"\n" + LINE + b",x")), "facts", "extra data after"),
    "a row more": (with_body(compressed("facts", [FACT, FACTS[1]])), "facts", "it has 2 rows, not 1"),
    "a row less": (NOW.saying("facts", 1, rows=6), "facts", "it has 5 rows, not 6"),
    "no rows": (with_body(compressed("facts", [])), "facts", "it has 0 rows, not 1"),
    "rows after the end of data": (
        with_body(gzip.compress(HEADER + b"\n\\.\n" + LINE)),
        "facts",
        "",
    ),
    "nothing": (with_body(gzip.compress(b"")), "facts", "header"),
    "another header": (with_body(gzip.compress(LINE + b"\n" + LINE)), "facts", "its header must name domain_id once"),
    "a column twice": (
        with_body(gzip.compress(HEADER + b",source\n" + LINE + b",x")),
        "facts",
        "its header must name source once",
    ),
    "17 unknown columns": (
        with_body(gzip.compress(HEADER + b"".join(b",x%d" % n for n in range(17)) + b"\n" + LINE + b"," * 17)),
        "facts",
        "its header names more than 16 unknown columns",
    ),
    "an exchange of one's own": (
        with_body(gzip.compress(b"exchange_id," + HEADER + b"\n" + str(NOW.exchange_id).encode() + LINE)),
        "facts",
        "",
    ),
    "a header without end": (with_body(gzip.compress(b"x" * 100_000)), "facts", "header"),
    "no gzip": (with_body(HEADER + b"\n" + LINE), "facts", "it is no gzip file"),
    "half a gzip": (with_body(WHOLE[:-9]), "facts", "its gzip file ends early"),
    "a damaged gzip": (with_body(WHOLE[:30] + b"\x00\x00" + WHOLE[32:]), "facts", "it is no gzip file"),
    "something after the gzip": (with_body(WHOLE + b"s3cr3t"), "facts", "it is no gzip file"),
    "a bomb": (with_body(gzip.compress(HEADER + b"\n" + b"0" * (200 << 20))), "facts", "it unpacks to more than"),
    "bytes": (NOW.saying("facts", 1, bytes=17), "facts", "bytes, not 17"),
    "checksum": (NOW.saying("facts", 1, checksum="0" * 64), "facts", "its SHA-256 is another"),
    "a negative price": (with_rows("prices", rows_of("actual VCPU product vm -1")), "prices", "exact_price"),
    "a price of 13 decimals": (
        with_rows("prices", rows_of("a VCPU product vm 0.1234567890123")),
        "prices",
        "exact_price",
    ),
    "a price by metric": (with_rows("prices", rows_of("a VCPU metric VCPU 1")), "prices", "violates check constraint"),
    "a price twice": (with_rows("prices", [PRICES[0], PRICES[0]]), "prices", "duplicate key value"),
    "a key twice": (with_rows("keys", [KEYS[0], KEYS[0]]), "keys", "duplicate key value"),
    "a key of another kind": (with_rows("keys", rows_of("planet x X - - - - false")), "keys", "violates check"),
    "a label too long": (with_rows("keys", [("domain", "x", "l" * 501, *KEYS[0][3:])]), "keys", "violates check"),
    "maybe retired": (with_rows("keys", rows_of("domain x X - DIRECT - - maybe")), "keys", "line 2, is_retired"),
}


@pytest.mark.parametrize("lie", PIECES)
def test_a_piece_that_differs_leaves_nothing(group: Group, lie: str) -> None:
    month, dataset, detail = PIECES[lie]
    assert group.put_manifest(month).status_code == 201
    answer = group.put_piece(month, dataset, 1, month.pieces[dataset, 1][1])  # type: ignore[index]  # a dataset
    assert kind_of(answer) == (422, "piece-differs"), answer.text
    assert detail in answer.get_json()["detail"]
    assert "s3cr3t" not in answer.text
    state = group.state(month)
    assert {"dataset": dataset, "number": 1} in state["missingPieces"]
    assert group.rows(f"SELECT 1 FROM group_staged_{dataset[:-1]} UNION ALL SELECT 1 FROM group_piece") == []


def test_the_connection_of_a_piece_that_differed_goes_on(group: Group) -> None:
    for month, dataset, _ in list(PIECES.values())[:5]:
        group.put_manifest(month)
        group.put_piece(month, dataset, 1, month.pieces[dataset, 1][1])  # type: ignore[index]
    assert group.push(NOW)["status"] == "LOADED"


def test_columns_of_a_newer_release_and_another_order_are_read(group: Group) -> None:
    order = [8, 7, 6, 5, 4, 3, 2, 1, 0]
    columns = ["new", *(COLUMNS["facts"][at] for at in order), "newer"]
    rows = [("x", *(row[at] for at in order), None) for row in FACTS[:5]]
    body = compressed("facts", rows, columns)
    month = NOW.but(bodies={("facts", 1): body})
    assert group.push(month)["status"] == "LOADED"


def test_a_gzip_file_of_body_and_crlf_is_read(group: Group) -> None:
    lines = b"".join(",".join("" if v is None else v for v in row).encode() + b"\r\n" for row in FACTS[:5])
    body = gzip.compress(HEADER + b"\r\n" + lines[:40]) + gzip.compress(lines[40:])
    assert group.push(NOW.but(bodies={("facts", 1): body}))["status"] == "LOADED"


TRANSPORT: dict[str, tuple[dict[str, Any], tuple[int, str]]] = {
    "text": ({"content_type": "text/csv"}, (415, "content-type")),
    "encoded": ({"headers": {"Content-Encoding": "gzip"}}, (415, "content-type")),
    "said to be huge": (
        {"data": b"x", "environ_overrides": {"CONTENT_LENGTH": str(MOST_PIECE_BYTES + 1)}},
        (413, "too-large"),
    ),
    "ends early": ({"data": b"x", "environ_overrides": {"CONTENT_LENGTH": "100"}}, (400, "broken-body")),
    "of unknown length, huge": (
        {
            "data": None,
            "input_stream": BytesIO(b"x" * (MOST_PIECE_BYTES + 2)),
            "environ_overrides": {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
        },
        (413, "too-large"),
    ),
}


@pytest.mark.parametrize("way", TRANSPORT)
def test_a_piece_that_does_not_arrive(group: Group, way: str) -> None:
    group.put_manifest(NOW)
    sent, expected = TRANSPORT[way]
    assert kind_of(group.put_piece(NOW, "facts", 1, b"", **sent)) == expected
    assert group.rows("SELECT 1 FROM group_piece") == []


@pytest.mark.parametrize("dataset_and_number", ["facts/3", "facts/0", "facts/01", "facts/-1", "facts/x", "rates/1"])
def test_a_piece_that_the_manifest_does_not_know(group: Group, dataset_and_number: str) -> None:
    group.put_manifest(NOW)
    answer = group.call("PUT", f"{NOW.path}/pieces/{dataset_and_number}", data=WHOLE, content_type="application/gzip")
    assert kind_of(answer) == (404, "unknown-piece")
