"""What screens wait for: each question first asked, asked before, and known already, beside an empty function."""

from functools import partial

import requests

from finops_runtime.database import load_sql
from refresh_mvs.windows import rebuild_windows
from tests.bench.answers import Deployment, measure_answers
from tests.bench.mart import ENTITY, THIS_MONTH, Mart, Marts
from tests.bench.measure import Result
from tests.bench.options import PRODUCTS, Options
from tests.bench.screens import LATEST, screens
from tests.bench.served import Served
from tests.integration.query_api.signer import Signer


def bench(marts: Marts, options: Options) -> Result:
    """Every screen, by 1 and by 8 clients."""
    mart = marts.of(options.many, options.rows)
    publish_history(mart)
    return measure_answers(
        f"{options.many - 1} published months of {options.rows} facts, {options.views} pricing views",
        Deployment("local", ENTITY, "Rosetta_User", mart.url, mart.sink.url),
        screens(options.many),
        options,
        partial(_publish_budgets, options=options),
    )


def publish_history(mart: Mart) -> None:
    """What a run would have left: months that count as published, what looks across months, no dead rows."""
    history = [period.first_day for period in THIS_MONTH.plus(1 - mart.months).until(LATEST)]
    with mart.db.transaction():
        mart.db.execute(load_sql("tests.bench", "mark_published"), {"entity_id": ENTITY, "months": history})
        rebuild_windows(mart.db, ENTITY, history[-1:], None)
    mart.db.execute("VACUUM (ANALYZE)")
    mart.settle()


def _publish_budgets(api: Served, signer: Signer, options: Options) -> None:
    """Of every domain and of the first hundred applications, for the latest year."""
    named = [("domain", f"domain-{number:02}", 1_000_000) for number in range(20)]
    named += [
        ("application", f"application-{number:04}", 10_000)
        for number in range(1, min(100, options.rows // PRODUCTS - 1) + 1)
    ]
    lines = [
        {"scope": scope, "scopeId": key, "month": str(LATEST.plus(-month)), "amount": amount}
        for scope, key, amount in named
        for month in range(12)
    ]
    answer = requests.put(
        f"{api.url}/v1/local/admin/budgets/view-1",
        json={"lines": lines, "reason": "bench"},
        headers={"Authorization": f"Bearer {signer.token(entity_id=ENTITY, groups=['Rosetta_Admin'])}"},
        timeout=60,
    )
    answer.raise_for_status()
