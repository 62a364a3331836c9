-- Count an attempt at an open step.
UPDATE etl_run_steps
SET attempts = attempts + 1, started_at = coalesce(started_at, clock_timestamp())
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s AND status = 'PLANNED'
RETURNING attempts
