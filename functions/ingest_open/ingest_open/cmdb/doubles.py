"""Finding the sys_ids that stand twice in a landing, without decoding every document.

Decoding is most of what a landing costs, and almost no CI is doubled. So the bytes are searched for the field first:
that finds every sys_id, and lookalikes (nested ones, bytes within a text) that cost nothing but a closer look.
"""

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator

from finops_contract.errors import SourceMalformed
from finops_runtime.raw_zone import Payload
from ingest_open.cmdb.fields import text_at
from ingest_open.cmdb.landing import Record, boundaries, collection_of, decoded, rows_of

Doubles = dict[str, set[str]]
"""Per collection, the sys_ids that may stand there more than once: every one that does is among them."""

# An element of BSON: its type, its name, NUL; a text then has its length with its closing NUL, as int32.
_FIELD = b"sys_id\x00"
_TEXT, _NULL = 0x02, 0x0A
_TYPES = frozenset((*range(0x01, 0x14), 0x7F, 0xFF))
_LENGTH = struct.Struct("<i")


def doubles_in(payloads: Iterable[Payload]) -> Doubles:
    """What may stand twice."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    doubled: defaultdict[str, set[str]] = defaultdict(set)
    for payload in payloads:
        collection = collection_of(payload)
        met, again = seen[collection], doubled[collection]
        for body in _documents(payload):
            for sys_id in _possible_sys_ids(body, payload):
                if sys_id in met:
                    again.add(sys_id)
                else:
                    met.add(sys_id)
    return {collection: sys_ids for collection, sys_ids in doubled.items() if sys_ids}


def records_with(doubles: Doubles, payloads: Iterable[Payload]) -> Iterator[Record]:
    """The records that may bear one of these sys_ids, in the order of the landing."""
    for number, payload in enumerate(payloads):
        collection = collection_of(payload)
        wanted = doubles.get(collection)
        if wanted:
            for index, body in enumerate(_documents(payload)):
                if not wanted.isdisjoint(_possible_sys_ids(body, payload)):
                    yield from rows_of(collection, (number, index), decoded(body, payload)[0])


def _documents(payload: Payload) -> Iterator[bytes]:
    try:
        for begin, end in boundaries(payload.body):
            yield payload.body[begin:end]
    except struct.error as error:
        raise SourceMalformed(f"{payload.source}: payload {payload.sequence} is no BSON: {error}") from error


def _possible_sys_ids(body: bytes, payload: Payload) -> list[str]:
    """The sys_ids of the document's records, as `text_at` gives them, and lookalikes."""
    found = []
    at = body.find(_FIELD)
    while at > 0:
        kind, length_at = body[at - 1], at + len(_FIELD)
        begin = length_at + _LENGTH.size
        if kind == _TEXT and begin <= len(body):
            length = _LENGTH.unpack_from(body, length_at)[0]
            found.append(body[begin : begin + length - 1].decode(errors="replace").strip())
        elif kind in _TYPES and kind not in (_TEXT, _NULL):  # a reference, a number: rare enough to be decoded
            rows = rows_of("", (0, 0), decoded(body, payload)[0])
            return [sys_id for row in rows if (sys_id := text_at(row.fields, "sys_id"))]
        at = body.find(_FIELD, length_at)
    return [sys_id for sys_id in found if sys_id]
