-- The lines of a version of budgets.
INSERT INTO budget_line (version_id, scope, scope_id, period_month, amount)
SELECT %(version_id)s, i.scope, i.scope_id, i.period_month, i.amount
FROM unnest(%(scopes)s::text[], %(ids)s::text[], %(months)s::date[], %(amounts)s::numeric[])
     AS i (scope, scope_id, period_month, amount)
