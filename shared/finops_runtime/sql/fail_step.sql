-- The step that failed its run.
UPDATE etl_run_steps
SET status = 'FAILED', ended_at = clock_timestamp(), error_code = %(error_code)s, error = %(error_summary)s
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s AND status = 'PLANNED'
RETURNING domain_id
