"""Sizes as Artifactory writes them, in the server's locale."""

from decimal import Decimal

import pytest

from finops_contract.quantity import BadQuantity
from ingest_native.artifactory.mapping import shares_of
from ingest_native.artifactory.size import parse_size


@pytest.mark.parametrize(
    ("text", "mark", "of_bytes", "within"),
    [
        ("0 bytes", ".", "0", "0"),
        ("59.77 GB", ".", "64177548820.48", "5368709.12"),
        ("34.46 MB", ".", "36133928.96", "5242.88"),
        ("512.00 KB", ".", "524288", "5.12"),
        ("1.5 TB", ".", "1649267441664", "54975581388.8"),
        ("3 GB", ".", "3221225472", "536870912"),
        ("2,176,580 bytes", ".", "2176580", "0"),
        (" 1 BYTE ", ".", "1", "0"),
        ("59,77 GB", ",", "64177548820.48", "5368709.12"),
        ("2.176.580 bytes", ",", "2176580", "0"),
        ("2\u202f176\u202f580 bytes", ",", "2176580", "0"),
        ("-5 bytes", ".", "-5", "0"),
    ],
)
def test_readable(text: str, mark: str, of_bytes: str, within: str) -> None:
    size = parse_size(text, 1024, mark)
    assert (size.of_bytes, size.within) == (Decimal(of_bytes), Decimal(within))


@pytest.mark.parametrize(
    "text",
    [
        *("", "GB", "59.77", "59.77GB", "59,77 GB", "1,23,456 bytes", "12,3456 KB", "1e3 GB", "1_0 GB", "٣ GB", "1 XB"),
        *("NaN GB", "1.5.5 GB", "1 GB (15%)", "9" * 10_000 + " GB", "99999999999999999999 PB"),
    ],
)
def test_unreadable(text: str) -> None:
    with pytest.raises(BadQuantity) as caught:
        parse_size(text, 1024, ".")
    assert caught.value.reason in ("unreadable_size", "out_of_bounds")
    assert len(str(caught.value)) < 200


def test_shares_add_up_to_the_whole() -> None:
    shares = shares_of(Decimal(1), [Decimal(3), Decimal(0), Decimal("3.5"), Decimal(0)])
    assert shares == [Decimal("0.461538461538461538"), 0, Decimal("0.538461538461538462"), 0]
