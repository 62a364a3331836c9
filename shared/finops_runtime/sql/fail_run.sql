-- First the run, guarded by its status: whoever finds it no longer RUNNING changes nothing else.
UPDATE etl_runs
SET status = 'FAILED', ended_at = clock_timestamp(), errors_count = errors_count + 1,
    error_code = %(error_code)s, error_step = %(error_step)s, error_summary = %(error_summary)s
WHERE run_id = %(run_id)s AND status = 'RUNNING'
RETURNING run_id, extract(epoch FROM ended_at - started_at)::float AS seconds
