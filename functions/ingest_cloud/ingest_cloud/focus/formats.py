"""What a bill is: CSV or Parquet, by its first bytes; which FOCUS, by its columns."""

import csv
import gzip
import io
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Literal

from finops_contract.errors import SourceMalformed
from ingest_cloud.focus.files import opened

Format = Literal["csv", "csv.gz", "parquet"]
Version = Literal["1.0", "1.1", "1.2", "unknown"]

# The columns that each version brought. Microsoft's 1.0 export has BillingAccountType and SubAccountType already,
# so that those two tell nothing. The latest version that has one of its columns in the file is the file's.
_BROUGHT: tuple[tuple[Version, frozenset[str]], ...] = (
    ("1.2", frozenset({"InvoiceId", "PricingCurrency", "PricingCurrencyContractedUnitPrice",
                       "PricingCurrencyEffectiveCost", "PricingCurrencyListUnitPrice"})),
    ("1.1", frozenset({"CapacityReservationId", "CapacityReservationStatus", "CommitmentDiscountQuantity",
                       "CommitmentDiscountUnit", "ServiceSubcategory", "SkuMeter", "SkuPriceDetails"})),
    ("1.0", frozenset({"ChargeClass", "CommitmentDiscountStatus", "ContractedCost", "ContractedUnitPrice",
                       "RegionId", "RegionName"})),
)  # fmt: skip


def format_of(uri: str) -> Format:
    """By the file's content: names lie."""
    with opened(uri) as file:
        start = file.read(4)
    if start == b"PAR1":
        return "parquet"
    return "csv.gz" if start.startswith(b"\x1f\x8b") else "csv"


def version_of(columns: Collection[str]) -> Version:
    """The FOCUS version that has these columns."""
    present = frozenset(columns)
    return next((version for version, brought in _BROUGHT if brought & present), "unknown")


def header_of(uri: str, file_format: Format) -> list[str]:
    """The column names of a CSV file, as written; raises SourceMalformed when there are none."""
    try:
        with _unpacked(uri, file_format) as file:
            # What follows the header may well be no UTF-8: such lines are rejected one by one.
            text = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
            header = [name.strip() for name in next(csv.reader(text, strict=True), [])]
            ",".join(header).encode()
    except (UnicodeEncodeError, csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceMalformed(f"{uri} has no header that can be read: {type(error).__name__}") from error
    if not any(header):
        raise SourceMalformed(f"{uri} has no header: it is empty, or begins with an empty line")
    return header


def lines_of(uri: str, file_format: Format, positions: list[int]) -> list[int]:
    """The numbers of the lines in which these bytes stand, both counted from 1; positions ascend."""
    lines, line, read = [], 1, 0
    with _unpacked(uri, file_format) as file:
        for position in positions:
            while read < position - 1:
                chunk = file.read(min(position - 1 - read, 1 << 20))
                if not chunk:
                    break
                read += len(chunk)
                line += chunk.count(b"\n")
            lines.append(line)
    return lines


@contextmanager
def _unpacked(uri: str, file_format: Format) -> Iterator[io.BufferedReader | gzip.GzipFile]:
    with opened(uri) as file:
        if file_format == "csv.gz":
            with gzip.open(file) as unpacked:
                yield unpacked
        else:
            yield file
