-- A dry run stops here: it tells what would change.
UPDATE etl_runs
SET status = 'SUCCESS', phase = 'LOADED', ended_at = clock_timestamp(), report = %(report)s
WHERE run_id = %(run_id)s AND status = 'RUNNING'
