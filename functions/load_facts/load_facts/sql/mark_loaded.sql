-- Ready to publish.
UPDATE etl_runs
SET phase = 'LOADED',
    deadline_at = greatest(deadline_at, clock_timestamp() + make_interval(secs => 60 * %(minutes)s))
WHERE run_id = %(run_id)s AND status = 'RUNNING'
