"""Copying the CMDB's collections into the raw zone, byte by byte, and reading the copies back."""

import struct
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import bson
from bson.codec_options import CodecOptions, DatetimeConversion
from bson.errors import BSONError
from pymongo import ASCENDING
from pymongo.database import Database

from finops_contract.errors import SourceMalformed, SourceUnavailable
from finops_runtime.ingest.connector import LandingWriter
from finops_runtime.raw_zone import Payload, translated_errors

MEDIA_TYPE = "application/bson"
_DOCUMENTS_A_BATCH = 1_000
_MAX_PAYLOAD = 8 * 1024 * 1024
_SIZE = struct.Struct("<i")
_SMALLEST_DOCUMENT = 5
# Whatever a third party wrote must be readable: one bad date or byte is no reason to lose the month.
_OPTIONS: CodecOptions[dict[str, Any]] = CodecOptions(
    unicode_decode_error_handler="replace", datetime_conversion=DatetimeConversion.DATETIME_AUTO
)


class Record(NamedTuple):
    """One CMDB record as landed. `position` orders the records of a landing: payload, document, row."""

    collection: str
    position: tuple[int, int, int]
    fields: dict[str, Any]
    within: str = ""

    @property
    def location(self) -> str:
        """Where the record stands, for people."""
        return f"{self.collection} " + (self.within or f"_id {self.fields.get('_id')}")


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
    start = 0
    for begin, end in boundaries(batch):
        if begin > start and end - start > _MAX_PAYLOAD:
            yield batch[start:begin]
            start = begin
    if start < len(batch):
        yield batch[start:]


def boundaries(body: bytes) -> Iterator[tuple[int, int]]:
    """Where each document of a payload begins and ends. Raises struct.error for what is no BSON."""
    begin = 0
    while begin < len(body):
        end = begin + _SIZE.unpack_from(body, begin)[0]
        if end < begin + _SMALLEST_DOCUMENT:
            raise struct.error("a document without end")
        yield begin, end
        begin = end


def collection_of(payload: Payload) -> str:
    """The collection whose documents the payload holds."""
    return payload.source.rsplit(".", 1)[-1]


def records_of(payloads: Iterable[Payload]) -> Iterator[Record]:
    """Every record of a landing, in its order."""
    for number, payload in enumerate(payloads):
        collection = collection_of(payload)
        for index, document in enumerate(decoded(payload.body, payload)):
            if "result" in document:
                yield from rows_of(collection, (number, index), document)
            else:
                yield Record(collection, (number, index, 0), document)


def decoded(body: bytes, payload: Payload) -> list[dict[str, Any]]:
    """The documents in (a part of) the payload; raises SourceMalformed when they are none."""
    try:
        return bson.decode_all(body, _OPTIONS)
    except BSONError as error:
        raise SourceMalformed(f"{payload.source}: payload {payload.sequence} is no BSON: {error}") from error


def rows_of(collection: str, place: tuple[int, int], document: dict[str, Any]) -> Iterator[Record]:
    """The document itself; or, when it holds a whole answer (`{"result": [...]}`), each of its rows."""
    result = document.get("result")
    if "sys_id" in document or not isinstance(result, list | dict):
        yield Record(collection, (*place, 0), document)
        return
    where = f"_id {document.get('_id')}"
    for index, row in enumerate(result if isinstance(result, list) else [result]):
        fields = row if isinstance(row, dict) else {"result": row}
        yield Record(collection, (*place, index), fields, f"{where} result[{index}]")
