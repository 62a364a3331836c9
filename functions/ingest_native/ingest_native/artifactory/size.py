"""Sizes as Artifactory writes them for people: `59.77 GB`, `0 bytes`, `1,234.5 MB`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from finops_contract.quantity import EXACT, BadQuantity, exact

_UNITS = {"byte": 0, "bytes": 0, "b": 0, "kb": 1, "mb": 2, "gb": 3, "tb": 4, "pb": 5}
_LONGEST = 60
# Grouped by threes or not at all: "1,23 GB" is the other locale's, not 123.
_NUMBERS = {
    ".": re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d{1,20}))(?:\.(\d{1,6}))?", re.ASCII),
    ",": re.compile(r"(-?(?:\d{1,3}(?:[.\u00a0\u202f ]\d{3})+|\d{1,20}))(?:,(\d{1,6}))?", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes, and by how much rounding for people may have made them more or fewer."""

    of_bytes: Decimal
    within: Decimal


def parse_size(text: str, unit_base: int, decimal_mark: str) -> Size:
    """Read a size exactly as it is written; raises BadQuantity `unreadable_size` with what is wrong."""
    number, _, unit = text.strip().rpartition(" ") if len(text) <= _LONGEST else ("", "", "")
    found = _NUMBERS[decimal_mark].fullmatch(number.strip())
    if not found or unit.lower() not in _UNITS:
        raise BadQuantity(
            "unreadable_size", f"{text[:40]!r} is not a size such as '1.50 GB'; see decimal_mark for other locales"
        )
    whole, decimals = re.sub(r"[^\d-]", "", found[1]), found[2] or ""
    factor = Decimal(unit_base ** _UNITS[unit.lower()])
    of_bytes = exact(EXACT.normalize(EXACT.multiply(Decimal(f"{whole}.{decimals or '0'}"), factor)))
    # Bytes are whole; all else was rounded in its last decimal.
    half = EXACT.multiply(Decimal(5).scaleb(-len(decimals) - 1), factor)
    return Size(of_bytes, half if factor > 1 else Decimal(0))
