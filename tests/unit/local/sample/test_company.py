"""The company is the same at every run but for its calendar."""

from datetime import date

import pytest

from finops_contract.period import Period
from finops_local.sample.cmdb import collections_of
from finops_local.sample.company import QUARTERLY, Company
from finops_local.sample.names import label_of

TINY = Company(apps=12, months=3, today=date(2026, 11, 20))


def test_the_months_end_in_the_current_one() -> None:
    assert [str(period) for period in TINY.periods] == ["2026-09", "2026-10", "2026-11"]
    assert [str(period) for period in Company(months=24, today=date(2026, 1, 31)).periods][::23] == [
        "2024-02",
        "2026-01",
    ]


def test_another_day_gives_the_same_company_on_other_months() -> None:
    later = Company(apps=12, months=3, today=date(2027, 3, 1))
    assert later.applications == TINY.applications
    levels = [[company.level(a, age) for a in company.applications for age in range(3)] for company in (TINY, later)]
    assert levels[0] == levels[1]


def test_a_smaller_company_is_the_beginning_of_a_larger_one() -> None:
    assert Company(apps=40).applications[:12] == TINY.applications


def test_another_seed_gives_another_company() -> None:
    assert Company(apps=12, seed="other").applications != TINY.applications


def test_every_name_and_key_belongs_to_one_application() -> None:
    applications = Company(apps=800).applications
    for keys in (
        [a.label for a in applications],
        [a.sys_id for a in applications],
        [a.project_id for a in applications],
        [a.gitlab_group for a in applications],
        [a.short_name for a in applications],
        [a.cost_code for a in applications],
        [a.application_id for a in applications],
        [tag for a in applications for tag in a.cloud_tags],
    ):
        assert len(set(keys)) == len(keys)
    assert len({label_of(index) for index in range(5_000)}) == 5_000


@pytest.mark.parametrize("platform", sorted({p for a in Company(apps=300).applications for p in a.platforms}))
def test_every_platform_has_users_even_in_a_tiny_company(platform: str) -> None:
    for company in (Company(apps=8, months=2), TINY, Company()):
        assert all(company.users(platform, age) for age in range(company.months))


def test_the_company_grows() -> None:
    company = Company(today=date(2026, 11, 20))
    then, now = (sum(company.level(a, age) for a in company.alive(age)) for age in (23, 0))
    assert then * 11 // 10 < now < then * 2


@pytest.mark.parametrize("age", [0, 2])
def test_a_young_application_has_no_past(age: int) -> None:
    young = [a for a in Company(apps=300).applications if a.born is not None]
    assert young
    assert all(a.lives(a.born) and not a.lives(a.born + 1) for a in young if a.born is not None)
    assert all(a.lives(age) for a in young if a.born is not None and a.born >= age)


def test_one_application_is_busy_at_the_ends_of_quarters_and_only_then() -> None:
    company = Company(apps=QUARTERLY + 1, today=date(2026, 11, 20))
    ledger = company.applications[QUARTERLY]
    assert ledger.born is None
    level = {company.current.plus(-age): company.level(ledger, age) for age in range(24)}
    ends = [period for period in level if period.month in (3, 6, 9, 12)]
    assert len(ends) == 8
    for period in ends:
        around = [level[month] for month in (period.plus(-1), period.plus(1)) if month in level]
        assert all(level[period] * 10 > other * 14 for other in around)


def test_the_age_of_a_month() -> None:
    assert [TINY.age(Period(2026, 11)), TINY.age(Period(2025, 12))] == [0, 11]


def test_the_cmdb_of_the_same_age_is_the_same_but_for_dates() -> None:
    later = Company(apps=12, months=3, today=date(2027, 3, 1))
    for name, documents in collections_of(TINY, Period(2026, 10)).items():
        without = [
            [{**d, "sys_updated_on": "", "install_date": bool(d.get("install_date"))} for d in found]
            for found in (documents, collections_of(later, Period(2027, 2))[name])
        ]
        assert without[0] == without[1]
