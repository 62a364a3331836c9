"""What alerts see of a group."""

import re

import psycopg
from psycopg.rows import DictRow

from query_api.group.metrics import GAUGES, MEMBER_GAUGES, MONTHS
from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.mart import GENERATION, LABELS


def samples(text: str) -> dict[str, float]:
    found = re.findall(r"^(finops_(?:group|mart|gen|pub)[^ ]*) ([^ ]+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_of_a_group(own_group_api: GroupApi, db: psycopg.Connection[DictRow]) -> None:
    # Whatever the day is: what is late is so since long ago.
    db.execute("UPDATE group_member SET cut_off_days = 0, last_month = '2026-10-01'")
    found = samples(own_group_api.call("/metrics", role=None).text)
    assert (found["finops_mart_up"], found["finops_generation"]) == (1, GENERATION)
    assert found["finops_group_release_version"] == 1
    assert found['finops_group_late_months{entity="south"}'] == 1
    assert found['finops_group_late_months{entity="north"}'] == 0
    assert found['finops_group_oldest_late_days{entity="west"}'] > 1
    assert found['finops_group_oldest_late_days{entity="east"}'] == 0
    assert found['finops_group_refused_months{entity="south"}'] == 1
    assert {name for name in found if name.startswith("finops_group_months{")} == {
        f'finops_group_months{{entity="{entity}",status="{status}"}}'
        for entity in LABELS
        for status in ("expected", "late", "received", "partial", "closed")
    }
    names = {name.partition("{")[0] for name in found}
    assert {name for name, _ in (*GAUGES.values(), *MEMBER_GAUGES.values(), MONTHS)} <= names


def test_before_the_first_release(empty_group_api: GroupApi) -> None:
    found = samples(empty_group_api.call("/metrics", role=None).text)
    assert (found["finops_mart_up"], found["finops_generation"]) == (1, 0)
    of_a_group = {
        name for name, _ in (*GAUGES.values(), *MEMBER_GAUGES.values(), MONTHS) if name.startswith("finops_group_")
    }
    assert not of_a_group & {name.partition("{")[0] for name in found}
