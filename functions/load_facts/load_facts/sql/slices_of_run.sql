-- The slices of a loaded run, with the number of facts of each; a missing step has none, nor has a late one.
SELECT s.domain_id, s.period_month, count(p.run_id) AS rows
FROM etl_run_steps s
LEFT JOIN fact_pending p
       ON p.run_id = s.run_id AND p.step_domain_id = s.domain_id AND p.period_month = s.period_month
WHERE s.run_id = %(run_id)s AND s.status = 'STAGED' AND NOT s.is_late
GROUP BY s.domain_id, s.period_month
ORDER BY s.period_month, s.domain_id
