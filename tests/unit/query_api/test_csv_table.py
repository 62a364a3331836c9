"""CSV keeps every digit and runs no formula."""

import pytest

from query_api.csv_table import csv_answer


def answer(value: str) -> str:
    return f'{{"meta": {{"generation": 1}}, "data": [{{"a": {value}, "b": 1}}]}}'


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"),
        ("-0.10", "-0.10"),
        ("1e3", "1e3"),
        ("null", ""),
        ("true", "true"),
        ('["2026-10", "2026-11"]', "2026-10 2026-11"),
        ('"=1+1"', "'=1+1"),
        ('"+x"', "'+x"),
        ('"-x"', "'-x"),
        ('"@x"', "'@x"),
        ('"a,b"', '"a,b"'),
        ('"é"', "é"),
    ],
)
def test_cells(value: str, cell: str) -> None:
    assert csv_answer(answer(value), ["a", "b"]).get_data(as_text=True) == f"a,b\r\n{cell},1\r\n"
