-- The slices of a loaded run, with the number of facts of each; a missing step has none, nor has a late one.
SELECT s.domain_id, s.period_month, coalesce(p.rows, 0) AS rows
FROM etl_run_steps s
LEFT JOIN (
    -- Counted before it is joined: a handful of rows instead of all facts.
    SELECT step_domain_id, period_month, count(*) AS rows
    FROM fact_pending WHERE run_id = %(run_id)s
    GROUP BY step_domain_id, period_month
) p ON p.step_domain_id = s.domain_id AND p.period_month = s.period_month
WHERE s.run_id = %(run_id)s AND s.status = 'STAGED' AND NOT s.is_late
ORDER BY s.period_month, s.domain_id
