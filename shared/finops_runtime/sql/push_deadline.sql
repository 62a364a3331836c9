-- A run that makes progress gets more time.
UPDATE etl_runs
SET deadline_at = greatest(deadline_at, clock_timestamp() + make_interval(secs => 60 * %(minutes)s))
WHERE run_id = %(run_id)s AND status = 'RUNNING'
