"""What is old in the raw zone is deleted by who landed it: each ingest function, for its own domains.

The last landing of a domain's month is what the month is computed from, and computed again: it stays while the month is
open, or is younger than the payloads that are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.logs import get_logger
from finops_runtime.raw_zone import COLLECTION, RawZone, translated_errors

log = get_logger(__name__)
_TORN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RawRetention:
    """How long one function keeps what it landed for one entity; `days` 0: for ever. At most `most` go at once."""

    entity_id: str
    function: str
    days: int
    most: int = 500


def tidy_raw_zone(database: Database, raw_zone: RawZone, retention: RawRetention, now: datetime) -> int:
    """Delete landings that are too old, and those that were never completed; how many.

    Raises RetryableError; what was deleted stays deleted.
    """
    with database.transaction() as connection:
        row = connection.execute(
            load_sql("finops_runtime", "kept_months"),
            {"entity_id": retention.entity_id, "ingest_function": retention.function},
        ).fetchone()
    assert row is not None  # two subqueries are one row
    domains: list[str] = row["domains"]
    open_months = {str(Period.of(month)) for month in row["open_months"]}
    with translated_errors():
        torn = _torn(raw_zone, retention, domains, now - _TORN_AFTER)
        old = _old(raw_zone, retention, domains, open_months, now) if retention.days else []
        landings = list(islice((*torn, *old), retention.most))
        collection = raw_zone.database[COLLECTION]
        # First what makes it a landing: nobody then reads half of one, and the rest is found again as torn.
        collection.delete_many({"kind": "landing", "_id": {"$in": landings}})
        collection.delete_many({"landing_id": {"$in": landings}})
    if landings:
        log.info("deleted old landings", landings=len(landings), torn=len(torn), older_than_days=retention.days)
    return len(landings)


def _old(
    raw_zone: RawZone, retention: RawRetention, domains: Iterable[str], open_months: set[str], now: datetime
) -> list[str]:
    """Complete landings that are too old and not the last of a month that is kept; the oldest first."""
    before = now - timedelta(days=retention.days)
    kept_from = str(Period.of(before))
    found: list[tuple[datetime, str]] = []
    for domain in domains:
        seen: set[str] = set()
        closings = raw_zone.database[COLLECTION].find(
            {"kind": "landing", "entity_id": retention.entity_id, "domain_id": domain},
            {"period": 1, "completed_at": 1},
            sort=[("period", 1), ("completed_at", -1)],
        )
        for closing in closings:
            period: str = closing["period"]
            is_last = period not in seen
            seen.add(period)
            if closing["completed_at"] < before and not (is_last and (period in open_months or period >= kept_from)):
                found.append((closing["completed_at"], closing["_id"]))
    return [landing for _, landing in sorted(found)]


def _torn(raw_zone: RawZone, retention: RawRetention, domains: list[str], before: datetime) -> list[str]:
    """Landings that were begun, never completed, and had their last payload long ago."""
    collection = raw_zone.database[COLLECTION]
    # Both from an index alone.
    begun = set(collection.distinct("landing_id")) - {None}
    complete = set(collection.distinct("_id", {"kind": "landing"}))
    torn = []
    for landing in sorted(begun - complete):
        last: dict[str, Any] | None = collection.find_one({"landing_id": landing}, {"body": 0}, sort=[("sequence", -1)])
        is_ours = last is not None and last["entity_id"] == retention.entity_id and last["domain_id"] in domains
        if is_ours and last is not None and last["fetched_at"] < before:
            torn.append(landing)
    return torn
