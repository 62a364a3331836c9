-- What the run brings: its slices, staged or missing.
SELECT domain_id, period_month, status FROM etl_run_steps WHERE run_id = %(run_id)s ORDER BY period_month, domain_id
