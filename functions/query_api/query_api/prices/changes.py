"""The dry run of a publication: what a draft would change, and what stands against it."""

from datetime import date, datetime

from flask import Response
from psycopg import IsolationLevel

from finops_contract.period import Period
from query_api.prices.conflicts import conflicts_of
from query_api.prices.store import allow_time, sql
from query_api.prices.versions import known_version
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.tables import MOST_FAULTS

_LARGEST = 50


def answer_changes(service: Service, call: Call) -> Response:
    """What publishing the draft would change now; raises Problem 404 without a draft."""
    entity = service.settings.finops_entity_id
    with service.admin.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        allow_time(connection)
        version = known_version(connection, call.path["view"], None)
        conflicts = conflicts_of(connection, version["version_id"])
        values = {"entity": entity, **version}
        # Two prices for one month would value its quantities twice.
        touched = [] if conflicts.count else connection.execute(sql("touched_months"), values).fetchall()
        row = connection.execute(
            sql("changes"),
            {
                **values,
                "periods": [month["period_month"] for month in touched],
                "conflicts": conflicts.model_dump_json(by_alias=True),
                "current_month": current_month(service),
                "most": MOST_FAULTS,
                "largest": _LARGEST,
            },
        ).fetchone()
    assert row is not None  # the draft is there, in the same snapshot
    return represent(call, row)


def current_month(service: Service) -> date:
    """Rates of months before this one are fixed."""
    return Period.of(datetime.now(service.settings.timezone)).first_day
