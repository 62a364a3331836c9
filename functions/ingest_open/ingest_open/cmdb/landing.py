"""Copying the CMDB's collections into the raw zone, byte by byte, and reading the copies back."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bson
from bson.codec_options import CodecOptions, DatetimeConversion
from bson.errors import BSONError
from pymongo import ASCENDING
from pymongo.database import Database

from finops_contract.errors import SourceMalformed, SourceUnavailable
from finops_runtime.raw_zone import LandingWriter, Payload, translated_errors

MEDIA_TYPE = "application/bson"
_DOCUMENTS_A_BATCH = 1_000
_MAX_PAYLOAD = 8 * 1024 * 1024
# Whatever a third party wrote must be readable: one bad date or byte is no reason to lose the month.
_OPTIONS: CodecOptions[dict[str, Any]] = CodecOptions(
    unicode_decode_error_handler="replace", datetime_conversion=DatetimeConversion.DATETIME_AUTO
)


@dataclass(frozen=True, slots=True)
class Record:
    """One CMDB record as landed. `position` orders the records of a landing; `location` is for people."""

    collection: str
    position: int
    location: str
    fields: dict[str, Any]


def land_collections(database: Database[dict[str, Any]], names: tuple[str, ...], landing: LandingWriter) -> None:
    """Land every document of the named collections, in the order of `_id`; an empty one is one empty payload.

    Raises SourceUnavailable when a collection is not there: it may be being filled anew.
    """
    with translated_errors():
        there = set(database.list_collection_names(filter={"name": {"$in": list(names)}}, authorizedCollections=True))
    missing = [name for name in names if name not in there]
    if missing:
        raise SourceUnavailable(
            f"{database.name} has no collection {', '.join(missing)}: "
            "it is being filled anew, or a rule's collection is misspelt"
        )
    for name in names:
        source = f"mongodb:{database.name}.{name}"
        landed = 0
        for batch in _batches(database, name):
            for body in _bounded(batch):
                landing.add(body, source, MEDIA_TYPE)
                landed += 1
        if not landed:
            landing.add(b"", source, MEDIA_TYPE)


def _batches(database: Database[dict[str, Any]], name: str) -> Iterator[bytes]:
    with translated_errors():
        cursor = database[name].find_raw_batches({}, sort=[("_id", ASCENDING)], batch_size=_DOCUMENTS_A_BATCH)
        yield from cursor


def _bounded(batch: bytes) -> Iterator[bytes]:
    """The batch cut between documents, so that a payload stays below its limit unless one document exceeds it."""
    start = end = 0
    while end < len(batch):
        (size,) = struct.unpack_from("<i", batch, end)
        if end > start and end + size - start > _MAX_PAYLOAD:
            yield batch[start:end]
            start = end
        end += size
    if end > start:
        yield batch[start:end]


def records_of(payloads: Iterator[Payload]) -> Iterator[Record]:
    """Every record of a landing. A document that holds a whole answer (`{"result": [...]}`) gives each of its rows."""
    position = 0
    for payload in payloads:
        collection = payload.source.rsplit(".", 1)[-1]
        for document in _documents(payload):
            for location, fields in _rows(document):
                yield Record(collection, position, f"{collection} {location}", fields)
                position += 1


def _documents(payload: Payload) -> list[dict[str, Any]]:
    try:
        return bson.decode_all(payload.body, _OPTIONS)
    except BSONError as error:
        raise SourceMalformed(f"{payload.source}: payload {payload.sequence} is no BSON: {error}") from error


def _rows(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    where = f"_id {document.get('_id')}"
    result = document.get("result")
    if "sys_id" in document or not isinstance(result, list | dict):
        yield where, document
        return
    for index, row in enumerate(result if isinstance(result, list) else [result]):
        yield f"{where} result[{index}]", row if isinstance(row, dict) else {"result": row}
