"""Rows from the documents of a collection, as landed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bson
from bson.codec_options import CodecOptions, DatetimeConversion
from bson.errors import BSONError

from finops_contract.errors import SourceMalformed
from finops_runtime.raw_zone import Payload

BSON = "application/bson"
# Whatever others wrote must be readable: one bad date or byte is no reason to lose the month.
OPTIONS: CodecOptions[dict[str, Any]] = CodecOptions(
    tz_aware=True, unicode_decode_error_handler="replace", datetime_conversion=DatetimeConversion.DATETIME_AUTO
)


@dataclass(frozen=True, slots=True)
class Row:
    """One document, or one line of a table. `location` says where it stands, for people."""

    location: str
    fields: dict[str, Any]


def document_rows(payload: Payload) -> Iterator[Row]:
    """The documents of one payload; raises SourceMalformed when it is no BSON."""
    collection = payload.source.rsplit(".", 1)[-1]
    try:
        documents = bson.decode_all(payload.body, OPTIONS)
    except BSONError as error:
        raise SourceMalformed(f"{payload.source}: payload {payload.sequence} is no BSON: {error}") from error
    for document in documents:
        yield Row(f"{collection} _id {document.get('_id')}", document)
