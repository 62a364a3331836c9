-- An empty plan is a success with nothing to do.
UPDATE etl_runs
SET status = 'SUCCESS', ended_at = clock_timestamp(), report = '{"note": "nothing to do"}'
WHERE run_id = %(run_id)s AND status = 'RUNNING'
