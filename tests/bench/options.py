"""How much is measured, and how often."""

from dataclasses import dataclass

PRODUCTS = 50


@dataclass(frozen=True, slots=True)
class Options:
    """`rows` relevés a month; `few` and `many` months of history; every measurement `repeats` times.

    Native materialized views recompute all history: they have their own, smaller `native_rows`.
    `documents` is the size of the CMDB, `charges` the sizes of FOCUS bills.
    Each load of the API lasts `seconds`; only these `screens`, all if there are none.
    `nights` in a row, of `night_rows` relevés a month. A group has so many `entities`: the one that loads a month
    has `group_history` months before it, the one whose API is asked `group_months` of each entity, and
    `group_applications` of `group_products` products each.
    """

    rows: int
    few: int
    many: int
    views: int
    repeats: int
    native_rows: int
    documents: int
    charges: tuple[int, ...]
    seconds: int
    screens: tuple[str, ...]
    nights: int
    night_rows: int
    entities: int
    group_history: int
    group_months: int
    group_applications: int
    group_products: int
