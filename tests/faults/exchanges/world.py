"""A group that runs: two receivers, two publishers, a mart that can be emptied again."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from finops_contract.group_release import GroupRelease
from finops_local.demo.stage import REPOSITORY
from finops_local.group.members import GROUP
from finops_local.group.stage import GROUP_MANIFESTS
from finops_local.issuer import Machine, machine_token, provider_argv, trust_settings
from finops_local.platform import Address, Platform
from finops_local.platform.functions import GROUP_LOGINS
from finops_local.servers.ports import free_port
from finops_runtime.database import load_sql
from tests.faults.base import DATABASE, copy_database
from tests.faults.exchanges.figures import ENTITIES, Cell, official_release

BASE: Final = "finops_group_base"
RECEIVER, PUBLISHER = "load_group", "refresh_mvs"
STRANGER: Final = Machine("stranger", "secret-of-the-stranger", "north", ("Rosetta_User",))
"""Of an entity, without the role that pushes."""
_IDLE_SECONDS = 60.0
_BACKOFF_SCALE = "0.004"
_SETTINGS: Final = {
    "FINOPS_ENTITY_ID": GROUP,
    "FINOPS_VERSION": "faults",
    "POSTGRES_POOL_SIZE": "3",
    "POSTGRES_POOL_TIMEOUT_MS": "2000",
    "POSTGRES_LOCK_TIMEOUT_MS": "1500",
    "K_SINK_TIMEOUT_MS": "1500",
    "FINOPS_STALL_MINUTES": "0.02",
    "FINOPS_RUN_DEADLINE_MINUTES": "0.5",
}

Shown = dict[tuple[str, str], dict[Cell, Decimal | None]]
"""(entity, month) -> (pricing view, domain) -> cost."""


@dataclass
class GroupWorld:
    """The platform, and a token for each entity."""

    platform: Platform
    issuer: Address
    machines: Mapping[str, Machine]
    tokens: dict[str, str]

    def db(self) -> psycopg.Connection[DictRow]:
        """A connection of an administrator; to be closed."""
        return psycopg.connect(self.platform.postgres_url, autocommit=True, row_factory=dict_row)

    def begin_again(self) -> None:
        """The mart as it was when the release was published."""
        self.platform.wait_idle(_IDLE_SECONDS)
        with psycopg.connect(
            self.platform.postgres_url.replace(f"/{DATABASE}", "/postgres"), autocommit=True, row_factory=dict_row
        ) as server:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(DATABASE)))
            copy_database(server, BASE, DATABASE)

    def shown(self) -> tuple[Shown, list[str]]:
        """What the group shows, in one statement; and where its aggregates disagree (I4, I5)."""
        with self.db() as db:
            rows = db.execute(load_sql("tests.faults.exchanges", "shown")).fetchall()
        return shown_of(rows)

    def left_over(self) -> list[str]:
        """What should be gone."""
        with self.db() as db:
            return [row["what"] for row in db.execute(load_sql("tests.faults.exchanges", "left_over")).fetchall()]


def shown_of(rows: list[DictRow]) -> tuple[Shown, list[str]]:
    """The rows of one reading, and where they disagree."""
    shown: Shown = {}
    disagreeing = []
    for row in rows:
        shown.setdefault((row["entity_id"], row["period"]), {})[row["pricing_view_id"], row["domain_id"]] = row[
            "by_domain"
        ]
        if not row["is_in_both"] or row["by_domain"] != row["by_application"]:
            disagreeing.append(f"aggregates disagree: {row}")
    return shown, disagreeing


@contextmanager
def group_world(folder: Path, **platform_options: Any) -> Iterator[GroupWorld]:
    """Start it with a release published; everything ends with the block."""
    machines = {entity: Machine(f"export-{entity}", f"secret-of-{entity}", entity) for entity in ENTITIES}
    platform = Platform(
        REPOSITORY,
        state_dir=folder / "platform",
        keep=False,
        functions={name: GROUP_LOGINS[name] for name in (RECEIVER, PUBLISHER)},
        instances={RECEIVER: 2, PUBLISHER: 2},
        manifests=GROUP_MANIFESTS,
        settings={
            **_SETTINGS,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH")))),
        },
        broker_options=("--no-pings", "--backoff-scale", _BACKOFF_SCALE),
        launcher=[sys.executable, "-m", "functions_framework"],
        environ={},
        **platform_options,
    )
    port = free_port()
    issuer = platform.add_process(
        "issuer",
        provider_argv(port, (), machines=(*machines.values(), STRANGER)),
        port=port,
        ready_path="/.well-known/openid-configuration",
    )
    platform.function_settings[RECEIVER] = {"OIDC_ISSUERS": trust_settings(issuer.url)}
    with platform:
        tokens = {
            machine.client_id: machine_token(issuer.url, machine.client_id, machine.secret)
            for machine in (*machines.values(), STRANGER)
        }
        world = GroupWorld(platform, issuer, machines, tokens)
        _lay_base(world)
        yield world


def _lay_base(world: GroupWorld) -> None:
    release = GroupRelease.model_validate(official_release())
    with world.db() as db, db.transaction():
        db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
        db.execute(
            "INSERT INTO group_release VALUES (1, %s, 'made-up', now(), 'faults', 'the first one')",
            [Jsonb(release.model_dump(mode="json"))],
        )
        db.execute("SELECT apply_group_release(1)")
    with psycopg.connect(
        world.platform.postgres_url.replace(f"/{DATABASE}", "/postgres"), autocommit=True, row_factory=dict_row
    ) as server:
        copy_database(server, DATABASE, BASE)
