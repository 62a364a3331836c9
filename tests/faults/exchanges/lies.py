"""Months that are not what they say they are."""

import gzip
import hashlib
from decimal import Decimal
from typing import Any, Final

from finops_contract.exchange import Dataset, Manifest
from tests.faults.exchanges.figures import Month
from tests.faults.exchanges.plan import Lie

_OTHER = "0" * 64
_KEYS: Final[tuple[Dataset, int]] = ("keys", 1)


def lying(month: Month, lie: Lie) -> Month:
    """The month with one thing about it not true."""
    said = month.manifest.model_dump(mode="json")
    pieces = dict(month.pieces)
    match lie:
        case "rows":
            said["pieces"][0]["rows"] += 1
        case "checksum":
            said["pieces"][-1]["checksum"] = _OTHER
        case "totals":
            metric = sorted(said["totals"])[0] if said["totals"] else "VCPU"
            said["totals"][metric] = f"{Decimal(said['totals'].get(metric, '0')) + 1:f}"
        case "costs":
            said["costs"]["actual"] = f"{Decimal(said['costs']['actual'] or 0) + 1:f}"
        case "truncated":
            pieces[_KEYS] = pieces[_KEYS][: len(pieces[_KEYS]) // 2]
            _retell(said, _KEYS, pieces[_KEYS])
        case "undeclared":
            text = gzip.decompress(pieces[_KEYS]).decode().replace("domain,open,", "domain,opened,")
            pieces[_KEYS] = gzip.compress(text.encode(), mtime=0)
            _retell(said, _KEYS, pieces[_KEYS])
        case "left_out":
            said["pieces"] = [piece for piece in said["pieces"] if piece["dataset"] != "prices"]
        case "entity" | "period":
            pass  # its path is another one
    return Month(Manifest.model_validate(said), pieces, month.costs)


def _retell(said: dict[str, Any], key: tuple[Dataset, int], packed: bytes) -> None:
    for piece in said["pieces"]:
        if (piece["dataset"], piece["number"]) == key:
            piece |= {"bytes": len(packed), "checksum": hashlib.sha256(packed).hexdigest()}
