"""What a bill is: CSV or Parquet, by its first bytes; which FOCUS, by its columns."""

import csv
import gzip
import io
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Literal

from finops_contract.errors import SourceChanged, SourceMalformed, SourceUnavailable
from finops_runtime.ingest.files import LocalFile

BAD_GZIP = (EOFError, gzip.BadGzipFile, zlib.error)
_LONGEST_LINE = 1 << 20

Format = Literal["csv", "csv.gz", "parquet"]
Version = Literal["1.0", "1.1", "1.2", "1.3", "1.4", "unknown"]

# The columns that each version brought. Microsoft's 1.0 export has BillingAccountType and SubAccountType already,
# so that those two tell nothing. The latest version that has one of its columns in the file is the file's.
_BROUGHT: tuple[tuple[Version, frozenset[str]], ...] = (
    ("1.4", frozenset({"CommitmentProgramEligibilityDetails", "InvoiceDetailId"})),
    ("1.3", frozenset({"AllocatedMethodDetails", "AllocatedMethodId", "AllocatedResourceId", "AllocatedResourceName",
                       "AllocatedTags", "ContractApplied", "HostProviderName", "ServiceProviderName"})),
    ("1.2", frozenset({"InvoiceId", "PricingCurrency", "PricingCurrencyContractedUnitPrice",
                       "PricingCurrencyEffectiveCost", "PricingCurrencyListUnitPrice"})),
    ("1.1", frozenset({"CapacityReservationId", "CapacityReservationStatus", "CommitmentDiscountQuantity",
                       "CommitmentDiscountUnit", "ServiceSubcategory", "SkuMeter", "SkuPriceDetails"})),
    ("1.0", frozenset({"ChargeClass", "CommitmentDiscountStatus", "ContractedCost", "ContractedUnitPrice",
                       "RegionId", "RegionName"})),
)  # fmt: skip
_DROPPED_BY_1_4 = frozenset({"ProviderName", "PublisherName"})


def format_of(file: LocalFile) -> Format:
    """By the file's content: names lie."""
    with opened(file) as content:
        start = content.read(4)
    if start == b"PAR1":
        return "parquet"
    return "csv.gz" if start.startswith(b"\x1f\x8b") else "csv"


def version_of(columns: Collection[str]) -> Version:
    """The FOCUS version that has these columns."""
    present = frozenset(columns)
    version: Version = next((version for version, brought in _BROUGHT if brought & present), "unknown")
    # What 1.4 added is optional; that it dropped two mandatory columns shows in every file.
    return "1.4" if version == "1.3" and not present & _DROPPED_BY_1_4 else version


def header_of(file: LocalFile, file_format: Format) -> list[str]:
    """The column names of a CSV file, as written; raises SourceMalformed when there are none."""
    try:
        with unpacked(file, file_format) as content:
            # What follows the header may well be no UTF-8: such lines are rejected one by one.
            text = io.TextIOWrapper(content, "utf-8-sig", "surrogateescape", newline="")
            # By bounded lines: one of many gigabytes is then a field that csv finds too long.
            lines = iter(lambda: text.readline(_LONGEST_LINE), "")
            header = [name.strip() for name in next(csv.reader(lines, strict=True), [])]
            ",".join(header).encode()
    except (UnicodeEncodeError, csv.Error, *BAD_GZIP) as error:
        raise SourceMalformed(f"{file.uri} has no header that can be read: {type(error).__name__}") from error
    if not any(header):
        raise SourceMalformed(f"{file.uri} has no header: it is empty, or begins with an empty line")
    return header


@contextmanager
def opened(file: LocalFile) -> Iterator[io.BufferedReader]:
    """The bytes of a file; raises SourceChanged when it is gone, SourceUnavailable when it cannot be read now."""
    try:
        with file.path.open("rb") as content:
            yield content
    except gzip.BadGzipFile:
        raise
    except FileNotFoundError as error:
        raise SourceChanged(f"{file.uri} is gone") from error
    except OSError as error:
        raise SourceUnavailable(f"{file.uri} cannot be read: {error.strerror or type(error).__name__}") from error


@contextmanager
def unpacked(file: LocalFile, file_format: Format) -> Iterator[io.BufferedReader | gzip.GzipFile]:
    """The same, unpacked when it is packed; reading may raise BAD_GZIP."""
    with opened(file) as content:
        if file_format == "csv.gz":
            with gzip.open(content) as inner:
                yield inner
        else:
            yield content
