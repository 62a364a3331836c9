"""docs/api-screens.md: every command is run by a shell against a real API, every field named is in what came of it."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from finops_runtime.identity.access import Access
from query_api.routes import ROUTES
from tests.fix_chain import ROOT
from tests.integration.query_api.contract.conftest import Served
from tests.integration.query_api.mart import OCTOBER, RUN, SEPTEMBER

PAGE = (ROOT / "docs" / "api-screens.md").read_text()
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_FIELD = re.compile(r"`((?:meta|data)(?:\.\w+)+)`")
NAMES = {
    "MONTH": OCTOBER,
    "BEFORE": SEPTEMBER,
    "SINCE": "2025-10",
    "DOMAIN": "open",
    "FAMILY": "servers",
    "APPLICATION": "shop",
    "VIEW": "actual",
    "OTHER": "budget",
    "RUN": str(RUN),
    "UNDER_WAY": "abababab-abab-5bab-8bab-abababababab",
    "PRODUCT": "disk",
    "METRIC": "GB_MONTH",
}


@dataclass(frozen=True)
class Screen:
    title: str
    commands: list[str]
    fields: list[str]


def screens() -> Iterator[Screen]:
    for section in PAGE.split("\n## ")[1:]:
        blocks = "".join(_BLOCK.findall(section)).replace("\\\n", " ")
        yield Screen(section.partition("\n")[0], blocks.splitlines(), _FIELD.findall(section))


def functions() -> str:
    setup = PAGE.partition("```sh setup\n")[2].partition("```")[0]
    return "\n".join(line for line in setup.splitlines() if "()" in line)


def has(found: Any, path: list[str]) -> bool:
    if not path:
        return True
    if isinstance(found, list):
        return any(has(item, path) for item in found)
    return isinstance(found, dict) and path[0] in found and has(found[path[0]], path[1:])


def test_every_screen_was_found() -> None:
    assert len(list(screens())) >= 13
    assert all(screen.commands and screen.fields for screen in screens())
    assert len(re.findall(r"^(user|admin|json) ", PAGE, re.MULTILINE)) == sum(
        command.split()[0] in ("user", "admin", "json") for screen in screens() for command in screen.commands
    )


READING = [route for route in ROUTES if route.access in (Access.ANY_ROLE, Access.READ)]


@pytest.mark.parametrize("route", READING, ids=lambda route: route.path)
def test_every_reading_endpoint_is_on_a_screen(route: Any) -> None:
    beginning = route.path.removeprefix("/v1/local/").partition("<")[0]
    assert re.search(rf"^user +[\"']?{beginning}{'[$]' if '<' in route.path else ''}", PAGE, re.MULTILINE), route.path


@pytest.mark.skipif(shutil.which("curl") is None and "CI" not in os.environ, reason="there is no curl")
def test_commands_and_fields(own_served_api: Served, tmp_path: Path) -> None:
    with psycopg.connect(own_served_api.database_url, autocommit=True) as db:
        db.execute("INSERT INTO connector VALUES ('ingest_native', 'gitlab', 'snapshot', '{}', '1')")
        db.execute(
            "INSERT INTO unknown_key VALUES"
            " ('acme', '2026-10-01', 'cloud', 'src', 'application', 'k', 'EFFECTIVE_COST.USD', 5.5, 1, 1)"
        )
        db.execute(
            "INSERT INTO etl_runs (run_id, entity_id, status, trigger_type, periods, domains, dry_run, requested_at,"
            " event_source, event_id, deadline_at) VALUES"
            " (%s, 'acme', 'RUNNING', 'MANUAL', '{2026-10-01}', '{open}', true, now(), '/x', 'x',"
            "  now() + interval '1 h')",
            [NAMES["UNDER_WAY"]],
        )
    environment = {
        "PATH": os.environ["PATH"],
        "FINOPS_API_URL": own_served_api.url,
        "FINOPS_TOKEN_USER": own_served_api.token("Rosetta_User"),
        "FINOPS_TOKEN_ADMIN": own_served_api.token("Rosetta_Admin"),
        **NAMES,
    }
    wrong = []
    for screen in screens():
        answers = []
        for command in screen.commands:
            done = subprocess.run(
                ["bash", "-euc", f"{functions()}\n{command}"],
                env=environment,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode != 0:
                wrong.append(f"{screen.title}: {command}: {done.stderr}")
            elif done.stdout.startswith("{"):
                answers.append(json.loads(done.stdout))
        wrong += [f"{screen.title}: no {field}" for field in screen.fields if not has(answers, field.split("."))]
    assert not wrong, "\n".join(wrong)
