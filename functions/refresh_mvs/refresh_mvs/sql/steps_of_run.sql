-- What the run brings: its slices, staged or missing; nothing of closed months.
SELECT entity_id, domain_id, period_month, status FROM etl_run_steps
WHERE run_id = %(run_id)s AND NOT is_late
ORDER BY period_month, domain_id
