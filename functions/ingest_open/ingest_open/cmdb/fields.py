"""Reading a document shaped as ServiceNow's table API answers: texts, references, numbers.

A field is a text; or, for references, `{"link", "value"}`; or, with display values,
`{"display_value", "value", "link"}` for every field.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bson.decimal128 import Decimal128
from bson.objectid import ObjectId

from finops_contract.quantity import BadQuantity, exact, parse_quantity
from ingest_open.cmdb.config import Accepted, Constant, FieldPath, FromField, FromFields

Fields = Mapping[str, Any]
_PARTS = ("value", "display_value", "link")
_LONGEST_RECORD = 4_000


def value_at(fields: Fields, path: FieldPath) -> Any:
    """What the path leads to; None when there is nothing. A reference gives its value, else its display value."""
    found = fields.get(path)
    if found is None and "." in path:
        # A dot-walked column (`support_group.name`) is one key of the document; only otherwise a part is meant.
        name, part = path.rsplit(".", 1)
        reference = fields.get(name)
        return reference.get(part) if part in _PARTS and isinstance(reference, dict) else None
    if isinstance(found, dict):
        return found.get("value") or found.get("display_value")
    return found


def text_of(value: Any) -> str:
    """The value as trimmed text; empty for what is no text, number or date."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal128 | ObjectId | datetime):
        return str(value)
    return ""


def text_at(fields: Fields, path: FieldPath) -> str:
    """The trimmed text of a field; empty when there is none."""
    value = fields.get(path)
    return value.strip() if isinstance(value, str) else text_of(value_at(fields, path))


def chosen_text(fields: Fields, choice: Constant | FromField | FromFields | None) -> str | None:
    """The text that a rule chooses; None when the document has none."""
    if choice is None:
        return None
    if isinstance(choice, Constant):
        return choice.constant
    if isinstance(choice, FromField):
        return text_at(fields, choice.field) or None
    texts = [text_at(fields, path) for path in choice.fields]
    return choice.joined_by.join(texts) if all(texts) else None


def texts_at(fields: Fields, path: FieldPath) -> list[str]:
    """The texts of a list-valued field, empty ones kept in place: an array, or commas in a text."""
    value = value_at(fields, path)
    if isinstance(value, list | tuple):
        return [text_at({"item": item}, "item") for item in value]
    text = text_of(value)
    return [part.strip() for part in text.split(",")] if text else []


def number_of(value: Any) -> Decimal:
    """The value as an exact number; raises BadQuantity with what is wrong.

    A BSON double counts as the shortest decimal text that gives it: what stood in the dump it was loaded from.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal128 | None):
        raise BadQuantity("not_a_number", f"a {type(value).__name__} is not a number")
    if isinstance(value, int):
        return exact(Decimal(value))
    if isinstance(value, Decimal128):
        return exact(value.to_decimal())
    return parse_quantity("" if value is None else repr(value) if isinstance(value, float) else value)


def satisfies(fields: Fields, where: Mapping[FieldPath, Accepted]) -> bool:
    """Whether every named field has one of its accepted texts."""
    return all(text_at(fields, path) in accepted for path, accepted in where.items())


def as_record(fields: Fields) -> str:
    """The document as a reject keeps it: JSON, cut to a bounded length."""
    return json.dumps(fields, default=str, ensure_ascii=False)[:_LONGEST_RECORD]
