"""I1 over random dirty summaries: what the rows hold, read by other means, is what relevés and rejects hold."""

import json
from collections import defaultdict
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ingest_cloud.dirty_answers import KEYS, NUMBERS, counted, held, nonzero, patient, read, sources, totals

from ingest_cloud.cloudkitty.connector import CloudkittyConnector

CONFIG = {
    "source": "openstack",
    "base_url": "https://cloudkitty.example.com",
    "metrics": {
        "instance": {"metric": "VM_HOURS", "product": "vm"},
        "volume.size": {"metric": "STORAGE", "divide_by": "1024"},
        "image.size": {"metric": "RATED.EUR", "product": "images", "value": "rate"},
    },
}
COLUMNS = ["begin", "end", "qty", "rate", "project_id", "type", "number"]
TYPES = st.sampled_from(['"instance"', '"volume.size"', '"image.size"', '"ip.floating"', "null", "5", '" instance "'])
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, KEYS, TYPES), max_size=20)


def page(rows: list[str], total: int, order: list[int]) -> str:
    columns = json.dumps([COLUMNS[place] for place in order])
    return f'{{"columns": {columns}, "total": {total}, "results": [{",".join(rows)}]}}'


@patient
@given(rows=ROWS, size=st.integers(1, 7), order=st.permutations(range(len(COLUMNS))))
def test_i1_dirty_summaries_reconcile_exactly(
    rows: list[tuple[str, str, str, str]], size: int, order: list[int]
) -> None:
    written = []
    expected = defaultdict[str, Fraction](Fraction)
    for number, (qty, rate, project, kind) in enumerate(rows):
        fields = ['"2026-10-01T00:00:00Z"', '"2026-11-01T00:00:00Z"', qty, rate, project, kind, str(number)]
        written.append(f"[{','.join(fields[place] for place in order)}]")
        match json.loads(kind):
            case "instance" | " instance ":
                expected["VM_HOURS"] += counted(qty)
            case "volume.size":
                expected["STORAGE"] += counted(qty, 1024)
            case "image.size":
                expected["RATED.EUR"] += counted(rate)
    pages = [page(written[at : at + size], len(rows), order) for at in range(0, len(rows), size)]
    # `number`, which tells rows apart, stands in for an attribute that the summary is grouped by too.
    found = read(CloudkittyConnector(sources()), {**CONFIG, "environment": "number"}, pages or [page([], 0, order)])
    assert totals(found) == held(found) == nonzero(expected)
    assert found.totals.records == len(found.releves) + len(found.rejects) == len(rows)
