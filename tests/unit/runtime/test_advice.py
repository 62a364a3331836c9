"""Every outcome has advice, and the runbook shows the same."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from finops_contract.errors import BadPeriod, FinopsError
from finops_runtime.oncall.advice import Advice, advice_for, all_advice

ROOT = Path(__file__).parents[3]
NOT_RAISED = {"deadline_passed", "late_step_stalled", "another_run", "cancelled", "missing_at_entity"}
"""Codes that statements write, without an error."""
_ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
_NEXT = {"resume": "resume", "again": "run again", "force": "force, or run again", "reopen": "reopen", "none": ""}


def modules() -> Iterator[str]:
    """Every module that a function can run: the chassis and each function's own package."""
    for unit in (ROOT / "shared", *sorted((ROOT / "functions").iterdir())):
        for module in pkgutil.walk_packages([str(unit)]):
            if module.ispkg and module.name != "main" and "." not in module.name:
                yield from (each.name for each in pkgutil.walk_packages([str(unit / module.name)], f"{module.name}."))


def subclasses(of: type[FinopsError]) -> Iterator[type[FinopsError]]:
    yield of
    for each in of.__subclasses__():
        yield from subclasses(each)


def codes() -> set[str]:
    for name in modules():
        if not name.endswith(("__main__", ".main")):
            importlib.import_module(name)
    return {each.code for each in subclasses(FinopsError) if not each.__module__.startswith("tests.")}


def test_every_error_of_every_function_has_advice_and_no_advice_is_for_nothing() -> None:
    found = codes()
    assert {"no_weight", "reader_overloaded", "no_coefficients"} <= found  # the functions' own are seen
    assert set(all_advice()) == found | NOT_RAISED


def test_codes_that_statements_write_are_there() -> None:
    statements = "".join(
        path.read_text()
        for folder in ("shared", "functions", "sql")
        for path in (ROOT / folder).rglob("*.sql")
        if path.name != "schema.sql"
    )
    written = set(re.findall(r"error_code = '(\w+)'", statements)) | {"another_run", "missing_at_entity"}
    assert written == NOT_RAISED


def test_a_code_of_a_newer_release_gets_the_advice_for_a_bug() -> None:
    assert advice_for("unheard_of") == all_advice()["internal"]
    assert not issubclass(BadPeriod, FinopsError)  # it is always translated: it has no code


def test_the_runbook_shows_the_same_advice() -> None:
    text = (ROOT / "docs" / "runbook.md").read_text()
    shown = {code: (means, todo, after) for code, means, todo, after in _ROW.findall(text)}
    assert shown == {code: row_of(advice) for code, advice in all_advice().items()}


def row_of(advice: Advice) -> tuple[str, str, str]:
    return advice.means, advice.todo, _NEXT[advice.next] or "nothing"
