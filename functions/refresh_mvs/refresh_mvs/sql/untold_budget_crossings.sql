-- Crossings of the budgets in force that nobody was told of yet, oldest first, at most so many.
SELECT c.version_id, c.pricing_view_id, w.currency, b.version, c.scope, c.scope_id, c.span, c.span_start, c.period_month,
       c.budget, c.cost, c.generation, c.run_id
FROM budget_crossing c
JOIN budget_current b ON b.version_id = c.version_id
JOIN pricing_view w ON w.pricing_view_id = c.pricing_view_id
WHERE c.entity_id = %(entity_id)s AND c.told_at IS NULL
ORDER BY c.crossed_at, c.pricing_view_id, c.scope, c.scope_id, c.span, c.span_start
LIMIT %(most)s
