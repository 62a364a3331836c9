-- A tolerant domain's step that cannot be loaded, staged though it may be; the others go on without it.
UPDATE etl_run_steps
SET status = 'MISSING', ended_at = clock_timestamp(), error_code = %(error_code)s, error = %(error_summary)s
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s
  AND status IN ('PLANNED', 'STAGED')
