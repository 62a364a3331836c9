-- A version of budgets, in force from the commit on.
INSERT INTO budget_version (entity_id, pricing_view_id, version, fiscal_year_start, author, reason)
VALUES (%(entity)s, %(view)s, %(version)s, %(year_start)s, %(actor)s, %(reason)s)
RETURNING version_id
