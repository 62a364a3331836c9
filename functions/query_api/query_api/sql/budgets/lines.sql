-- The lines of one version of budgets, in the order of its JSON.
SELECT l.scope, l.scope_id, to_char(l.period_month, 'YYYY-MM') AS month, trim_scale(l.amount) AS amount
FROM budget_version v JOIN budget_line l USING (version_id)
WHERE v.entity_id = %(entity)s AND v.pricing_view_id = %(view)s AND v.version = %(version)s
ORDER BY l.scope, l.scope_id, l.period_month
