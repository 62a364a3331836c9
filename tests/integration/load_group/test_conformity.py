"""Conformity with the official referential, check by check: the cases are data."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from finops_contract.group_release import ALWAYS_BLOCKING
from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import FACTS, KEYS, PRICES, Month, rows_of
from tests.integration.load_group.official import RELEASE, publish_release

CASES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("conformity.yaml").read_text())
CHECKS = {
    "missing",
    "extra",
    "moved",
    "renamed",
    "retired_but_used",
    "mode_mismatch",
    "currency_mismatch",
    "not_valued",
}


def month_of(case: dict[str, Any]) -> Month:
    gone = {tuple(each.split()) for each in case.get("without", ())}
    unused = set(case.get("without_facts", ()))
    return Month(
        facts=[row for row in FACTS if row[2] not in unused] + rows_of(case.get("facts", "")),
        prices=PRICES + rows_of(case.get("prices", "")),
        keys=[row for row in KEYS if row[:2] not in gone] + rows_of(case.get("keys", "")),
    )


def release_of(case: dict[str, Any]) -> dict[str, Any]:
    changed = {name: [*RELEASE[name], *more] for name, more in case.get("release", {}).items()}
    for name, key in (each.split() for each in case.get("retired", ())):
        changed[name] = [{**each, "is_retired": key in each.values()} for each in RELEASE[name]]
    # Rules of the case come before those of the release that every test has.
    return {**changed, "rules": [*case.get("rules", ()), *_other_rules(case)]}


def _other_rules(case: dict[str, Any]) -> list[dict[str, str]]:
    said = {(rule["check"], rule["kind"]) for rule in case.get("rules", ())}
    return [rule for rule in RELEASE["rules"] if (rule["check"], rule["kind"]) not in said]


@pytest.mark.parametrize("name", CASES)
def test_what_is_found_and_what_becomes_of_the_month(empty_group: Group, name: str) -> None:
    case = CASES[name]
    publish_release(empty_group.db, **release_of(case))
    state = empty_group.push(month_of(case))
    found = [
        f"{each['check']} {each['kind']} {each['keyId']} {each['severity']} {each['facts']}"
        for each in state["findings"]
    ]
    assert (state["status"], found) == (case["status"], case["findings"])
    assert state["errorCode"] == ("not_conformant" if case["status"] == "REFUSED" else None)
    if state["status"] == "LOADED":
        empty_group.settle()
        assert empty_group.state(month_of(case))["status"] == "PUBLISHED"


def test_every_check_has_cases() -> None:
    seen = {(words[0], words[3]) for case in CASES.values() for words in (each.split() for each in case["findings"])}
    assert {check for check, _ in seen} == CHECKS
    relaxable = CHECKS - {check for check, _ in ALWAYS_BLOCKING} | {"extra"}
    assert {(check, severity) for check in relaxable for severity in ("blocking", "warning")} <= seen


def test_at_most_500_findings_are_told(group: Group) -> None:
    robots = "\n".join(f"application robot{number} R - - - - false" for number in range(600))
    month = Month(keys=[*KEYS, *rows_of(robots)], most_rows=1000)
    assert len(group.push(month)["findings"]) == 500
    assert group.rows("SELECT count(*) FROM group_finding") == [(600,)]
