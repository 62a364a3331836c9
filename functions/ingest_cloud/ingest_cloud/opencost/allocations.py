"""What OpenCost answers: sets of allocations by name, and the names that stand for no workload."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from finops_contract.errors import SourceMalformed, SourceRefused, SourceUnavailable
from ingest_cloud.opencost.config import FromField, FromLabel, Rule

Allocation = dict[str, Any]
_RESERVED = re.compile(r"__[a-z]+__", re.ASCII)


def allocations_in(document: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every allocation with its name, of every set: there are several where OpenCost does not accumulate.

    Raises SourceUnavailable or SourceRefused when the body says that there was an error, whatever the status said,
    and SourceMalformed when it is no answer of OpenCost's.
    """
    if not isinstance(document, dict):
        raise SourceMalformed(f"{where}: the answer is not one of OpenCost's")
    _refuse_error(document.get("code"), where)
    sets = document.get("data")
    if "data" not in document or not isinstance(sets, list | None):
        raise SourceMalformed(f"{where}: the answer has no list of allocations")
    for allocations in sets or []:
        if allocations is not None and not isinstance(allocations, dict):
            raise SourceMalformed(f"{where}: a set of allocations is not an object")
        yield from (allocations or {}).items()


def _refuse_error(code: Any, where: str) -> None:
    if code is None or code == 200:
        return
    if isinstance(code, Decimal) and code.is_finite() and (code == 429 or 500 <= code < 600):
        raise SourceUnavailable(f"{where} answered 200, and code {code:f} within: see OpenCost's own log")
    raise SourceRefused(f"{where} answered 200, and code {str(code)[:20]} within: check path, aggregate and time_zone")


def reserved_in(name: str) -> str | None:
    """What stands for no workload in a name: `__idle__` in `cluster-one/__idle__`."""
    return next((part for part in name.split("/") if _RESERVED.fullmatch(part)), None)


def first_text(name: str, allocation: Allocation, rules: tuple[Rule, ...]) -> str | None:
    """What the first rule gives that gives anything; None when none does. A reserved name is nobody's."""
    texts = (_text(name, allocation, rule) for rule in rules)
    return next((text for text in texts if text and reserved_in(text) is None), None)


def _text(name: str, allocation: Allocation, rule: Rule) -> str | None:
    properties = _object(allocation.get("properties"))
    value: Any
    if isinstance(rule, FromField):
        value = name if rule.field == "name" else properties.get(rule.field.removeprefix("properties."))
    elif isinstance(rule, FromLabel):
        value = _object(properties.get("labels")).get(rule.label)
    else:
        value = _object(properties.get("namespaceLabels")).get(rule.namespace_label)
    return value.strip() if isinstance(value, str) else None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
