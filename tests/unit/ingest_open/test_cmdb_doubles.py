"""Searching bytes finds every doubled CI that decoding finds, whatever stands around it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import bson
import pytest
from bson import Decimal128, Int64, ObjectId
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finops_contract.errors import SourceMalformed
from finops_runtime.raw_zone import Payload
from ingest_open.cmdb.doubles import doubles_in, records_with
from ingest_open.cmdb.fields import text_at
from ingest_open.cmdb.landing import records_of

LOOKALIKE = "\x02sys_id\x00\x02\x00\x00\x00a"
SYS_ID: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(["a", " a", "b", "", "5", "c\x00", LOOKALIKE, "é"]),
    st.sampled_from([5, Int64(5), 5.0, None, True, ObjectId(b"a" * 12), Decimal128("5"), ["a"]]),
    st.fixed_dictionaries({"value": st.sampled_from(["a", "5"]), "display_value": st.just("b")}),
)
FIELDS = st.dictionaries(
    st.sampled_from(["sys_id", "u_sys_id", "name", "ref"]),
    st.one_of(SYS_ID, st.fixed_dictionaries({"sys_id": SYS_ID})),
    max_size=4,
)
DOCUMENT = st.one_of(FIELDS, st.fixed_dictionaries({"result": st.one_of(st.lists(FIELDS, max_size=3), FIELDS)}))


def payloads(documents: list[dict[str, Any]]) -> Iterator[Payload]:
    for number in range(0, len(documents), 2):
        body = b"".join(bson.encode(document) for document in documents[number : number + 2])
        yield Payload(number, f"mongodb:raw.cmdb_{number % 3 // 2}", "application/bson", body)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents=st.lists(DOCUMENT, max_size=10))
def test_every_double_is_found_with_its_records(documents: list[dict[str, Any]]) -> None:
    records = list(records_of(payloads(documents)))
    counted = Counter((r.collection, text_at(r.fields, "sys_id")) for r in records)
    doubled = {key for key, count in counted.items() if count > 1 and key[1]}
    doubles = doubles_in(payloads(documents))
    assert doubled <= {(collection, sys_id) for collection, sys_ids in doubles.items() for sys_id in sys_ids}
    looked_at = list(records_with(doubles, payloads(documents)))
    positions = {record.position for record in looked_at}
    assert [r for r in records if r.position in positions] == looked_at
    assert {r.position for r in records if (r.collection, text_at(r.fields, "sys_id")) in doubled} <= positions


def test_without_doubles_nothing_is_looked_at_again() -> None:
    documents = [{"sys_id": str(number), "ref": {"sys_id": "x"}, "name": "sys_id"} for number in range(4)]
    assert doubles_in(payloads(documents[:1])) == {}
    assert {frozenset(found) for found in doubles_in(payloads(documents)).values()} == {frozenset("x")}


@pytest.mark.parametrize("body", [b"\x00\x00\x00\x00", b"abc", b"\xff\xff\xff\xff\x00"])
def test_what_is_no_bson_is_named(body: bytes) -> None:
    with pytest.raises(SourceMalformed, match="payload 7 is no BSON"):
        doubles_in([Payload(7, "mongodb:raw.cmdb_ci", "application/bson", body)])
