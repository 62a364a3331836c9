"""I1 over random dirty usages: what the rows hold, read by other means, is what relevés and rejects hold."""

from collections import defaultdict
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ingest_cloud.dirty_answers import KEYS, NUMBERS, counted, held, nonzero, patient, read, sources, totals

from ingest_cloud.nova_usage.connector import NovaUsageConnector

CONFIG = {
    "source": "openstack",
    "base_url": "https://nova.example.com/v2.1",
    "metrics": {
        "total_vcpus_usage": {"metric": "VCPU_HOURS", "product": "compute"},
        "total_memory_mb_usage": {"metric": "RAM_GIB_HOURS", "product": "memory", "divide_by": "1024"},
    },
}
NO_ROWS = ("null", "5", '"usage"', "[]")
USAGES = st.lists(st.one_of(st.tuples(NUMBERS, NUMBERS, KEYS), st.sampled_from(NO_ROWS)), max_size=20)


@patient
@given(usages=USAGES, size=st.integers(1, 7))
def test_i1_dirty_usages_reconcile_exactly(usages: list[tuple[str, str, str] | str], size: int) -> None:
    written = []
    expected = defaultdict[str, Fraction](Fraction)
    for usage in usages:
        if isinstance(usage, str):
            written.append(usage)
            continue
        vcpus, memory, project = usage
        written.append(
            f'{{"tenant_id": {project}, "total_vcpus_usage": {vcpus}, "total_memory_mb_usage": {memory}, '
            '"start": "2026-10-01T00:00:00.000000", "stop": "2026-11-01T00:00:00.000000"}'
        )
        expected["VCPU_HOURS"] += counted(vcpus)
        expected["RAM_GIB_HOURS"] += counted(memory, 1024)
    pages = [written[at : at + size] for at in range(0, len(written), size)] or [[]]
    bodies = [
        f'{{"tenant_usages": [{",".join(page)}], "tenant_usages_links": [{{"rel": "next", "href": "/?marker=s"}}]}}'
        for page in pages[:-1]
    ]
    bodies.append(f'{{"tenant_usages": [{",".join(pages[-1])}]}}')
    found = read(NovaUsageConnector(sources()), CONFIG, bodies)
    assert totals(found) == held(found) == nonzero(expected)
    assert found.totals.records == len(usages)
    rows = sum(not isinstance(usage, str) for usage in usages)
    assert len(found.releves) + len(found.rejects) == 2 * rows + (len(usages) - rows)
