"""What a new version of budgets does to those that are exceeded already."""

import psycopg
from psycopg.rows import DictRow

from tests.integration.query_api.budgets.test_import import published, put
from tests.integration.query_api.conftest import Api

HEADER = "scope,scopeId,month,amount\n"
SAME, RAISED, GONE = "domain,open,2026-09,5\n", "domain,cloud,2026-09,5\n", "entity,acme,2026-09,5\n"


def test_a_budget_that_did_not_change_stays_exceeded_and_told(
    company_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    published(put(company_api, HEADER + SAME + RAISED + GONE + "domain,open,2026-10,7\n"))
    for scope, key in (("domain", "open"), ("domain", "cloud"), ("entity", "acme")):
        for span, start, budget in (("month", "2026-09-01", 5), ("year", "2026-01-01", 12 if key == "open" else 5)):
            db.execute(
                "INSERT INTO budget_crossing SELECT 'acme', 'actual', max(version_id), %s, %s, %s, %s, '2026-09-01',"
                " %s, 99, 7, gen_random_uuid(), now(), '2026-10-01' FROM budget_version",
                [scope, key, span, start, budget],
            )
    published(put(company_api, HEADER + SAME + RAISED.replace(",5", ",6") + "domain,open,2026-10,7\n"))
    kept = db.execute(
        "SELECT scope_id, span, told_at IS NOT NULL AS told, cost"
        " FROM budget_crossing JOIN budget_current USING (version_id) ORDER BY span"
    ).fetchall()
    assert [tuple(row.values()) for row in kept] == [("open", "month", True, 99), ("open", "year", True, 99)]
    published(put(company_api, HEADER + SAME + "domain,open,2026-10,8\n"))
    kept = db.execute("SELECT span FROM budget_crossing JOIN budget_current USING (version_id)").fetchall()
    assert kept == [{"span": "month"}]
