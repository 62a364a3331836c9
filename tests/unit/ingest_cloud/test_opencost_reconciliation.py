"""I1 over random dirty allocations: what they hold, read by other means, is what relevés and rejects hold."""

import json
from collections import defaultdict
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ingest_cloud.dirty_answers import KEYS, NUMBERS, counted, held, nonzero, patient, read, sources, totals

from ingest_cloud.opencost.connector import OpencostConnector

CONFIG = {
    "source": "kubernetes",
    "base_url": "https://opencost.example.com",
    "metrics": {
        "cpuCoreHours": {"metric": "CPU_CORE_HOURS", "product": "k8s-cpu"},
        "ramByteHours": {"metric": "RAM_GIB_HOURS", "product": "k8s-ram", "divide_by": "1073741824"},
    },
    "application": [{"label": "app"}, {"field": "name"}],
    "reserved": {"__idle__": "k8s-idle"},
    "empty": "accept",
}
NAMES = st.one_of(st.sampled_from(["__idle__", "one/__idle__", "__unallocated__", "", "crm", "x" * 600]), st.text())
ALLOCATION = st.one_of(st.tuples(NUMBERS, NUMBERS, KEYS), st.sampled_from(["null", "5", '"a"', "[]"]))
SETS = st.lists(st.one_of(st.none(), st.dictionaries(NAMES, ALLOCATION, max_size=8)), max_size=4)


@patient
@given(sets=SETS)
def test_i1_dirty_allocations_reconcile_exactly(sets: list[dict[str, tuple[str, str, str] | str] | None]) -> None:
    expected = defaultdict[str, Fraction](Fraction)
    bodies, records, outcomes = [], 0, 0
    for allocations in sets:
        members = []
        for name, allocation in (allocations or {}).items():
            records += 1
            if isinstance(allocation, str):
                members.append(f"{json.dumps(name)}: {allocation}")
                outcomes += 1
                continue
            cpu, ram, app = allocation
            labels = f'"properties": {{"labels": {{"app": {app}}}}}'
            members.append(f'{json.dumps(name)}: {{{labels}, "cpuCoreHours": {cpu}, "ramByteHours": {ram}}}')
            expected["CPU_CORE_HOURS"] += counted(cpu)
            expected["RAM_GIB_HOURS"] += counted(ram, 1_073_741_824)
            outcomes += 2
        bodies.append("null" if allocations is None else f"{{{','.join(members)}}}")
    found = read(OpencostConnector(sources()), CONFIG, [f'{{"code": 200, "data": [{",".join(bodies)}]}}'])
    assert totals(found) == held(found) == nonzero(expected)
    assert (found.totals.records, len(found.releves) + len(found.rejects)) == (records, outcomes)
