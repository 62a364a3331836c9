"""The group's story: a release, the companies one after the other, one whose domain the group does not know."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import psycopg
from psycopg.rows import DictRow, dict_row

from finops_contract.events import EXPORT_SWEEP_SOURCE, PING
from finops_contract.group_release import GroupRelease
from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.checks import run_failures
from finops_local.demo.nights import post_event
from finops_local.demo.play import play_months
from finops_local.demo.stage import Stage
from finops_local.group.members import Member
from finops_local.group.release import official_release
from finops_local.group.stage import GroupStage
from finops_runtime.database import load_sql

RELEASES = "/v1/group/admin/releases"
_EXPORT_SECONDS = 120.0
_PAUSE_SECONDS = 0.25

Totals = dict[tuple[str, str, str], Decimal | None]
"""(entity, month, pricing view) -> cost."""


@dataclass
class GroupPlayed:
    """What every company shows itself, what it was told by the group, and everything that is not as it should be."""

    totals: Totals = field(default_factory=dict)
    outbox: dict[str, list[DictRow]] = field(default_factory=dict)
    refused: dict[str, list[DictRow]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def first_release(stage: GroupStage, now: datetime, *own_domains: str) -> GroupRelease:
    """Every month is expected of every company; the last one that is over has been late for an hour."""
    periods = next(iter(stage.companies.values())).periods
    late = {str(periods[-2]): now - timedelta(hours=1)}
    return official_release(stage.companies, periods[0], late, *own_domains)


def publish_release(stage: GroupStage, release: GroupRelease, reason: str) -> None:
    """By the API, as the group's administrator; raises ApiRefused."""
    admin = Api(stage.platform.url("query_api"), stage.admin_token)
    admin.send("POST", RELEASES, {"reason": reason, "release": release.model_dump(mode="json")})


def play_member(group: GroupStage, member: Member, played: GroupPlayed, on_run: Callable[[str, DictRow], None]) -> None:
    """One company from nothing to its last month, pushed; then its platform is ended.

    A company with a domain of its own is refused first, and taken in with the next release.
    """
    stage = group.member_stage(member)
    try:
        stage.start()
        stage.fill()
        if member.own_domain is not None:
            _run(stage, "insert_own_domain", domain=member.own_domain)
            _run(stage, "rename_product", label=member.label)
        last = member.last_run(stage.company)
        runs = play_months(stage, on_run, last)
        played.failures += run_failures(runs)
        outbox = wait_for_group(stage, last)
        if member.own_domain is not None:
            played.refused[member.entity_id] = outbox
            release = first_release(group, datetime.now(UTC), member.own_domain)
            publish_release(group, release, f"{member.own_domain} of {member.entity_id} becomes official")
            sweep(stage)
            outbox = wait_for_group(stage, last)
        played.outbox[member.entity_id] = outbox
        for row in _run(stage, "published_totals", entity_id=member.entity_id):
            played.totals[member.entity_id, row["period"], row["pricing_view_id"]] = row["cost"]
    finally:
        stage.platform.stop()


def sweep(stage: Stage) -> None:
    """The hourly ping of export_group."""
    post_event(stage.platform.broker_url, PING, EXPORT_SWEEP_SOURCE, str(uuid4()), datetime.now(UTC), {})


def wait_for_group(stage: Stage, last: Period) -> list[DictRow]:
    """The outbox once the group has answered for every month up to `last`; raises TimeoutError, with what is owed."""
    deadline = time.monotonic() + _EXPORT_SECONDS
    entity_id = stage.company.entity_id
    months = {str(period) for period in stage.company.periods if period <= last}
    while True:
        stage.platform.wait_idle(_EXPORT_SECONDS)
        outbox = _run(stage, "outbox", entity_id=entity_id)
        owed = [row for row in outbox if row["status"] not in ("PUBLISHED", "REFUSED", "SUPERSEDED")]
        if not owed and {row["period"] for row in outbox} >= months:
            return outbox
        if time.monotonic() > deadline:
            raise TimeoutError(f"{entity_id} still owes the group {[str(row['period']) for row in owed] or months}")
        sweep(stage)
        time.sleep(_PAUSE_SECONDS)


def _run(stage: Stage, statement: str, **values: object) -> list[DictRow]:
    with psycopg.connect(stage.platform.postgres_url, autocommit=True, row_factory=dict_row) as connection:
        cursor = connection.execute(load_sql("finops_local.group", statement), values)
        return cursor.fetchall() if cursor.description else []


def last_over(stage: GroupStage) -> Period:
    """The last month that is over."""
    return next(iter(stage.companies.values())).current.plus(-1)
