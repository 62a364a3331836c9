-- A budget that the new version leaves as it was stays exceeded and told: nobody is told again.
INSERT INTO budget_crossing (entity_id, pricing_view_id, version_id, scope, scope_id, span, span_start, period_month,
                             budget, cost, generation, run_id, crossed_at, told_at)
SELECT k.entity_id, k.pricing_view_id, n.version_id, k.scope, k.scope_id, k.span, k.span_start, k.period_month, k.budget,
       k.cost, k.generation, k.run_id, k.crossed_at, k.told_at
FROM budget_version n
JOIN budget_version o ON o.entity_id = n.entity_id AND o.pricing_view_id = n.pricing_view_id AND o.version = n.version - 1
JOIN budget_crossing k ON k.version_id = o.version_id
CROSS JOIN LATERAL (
    SELECT sum(l.amount) AS budget FROM budget_line l
    WHERE l.version_id = n.version_id AND l.scope = k.scope AND l.scope_id = k.scope_id
      AND l.period_month BETWEEN k.span_start
                             AND k.span_start + CASE k.span WHEN 'year' THEN interval '11 months' ELSE interval '0' END) b
WHERE n.version_id = %(version_id)s AND b.budget = k.budget
  AND (k.span = 'month' OR n.fiscal_year_start = o.fiscal_year_start)
