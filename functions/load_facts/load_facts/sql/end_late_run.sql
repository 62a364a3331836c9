-- A run of closed months alone ends here: there is nothing to publish.
UPDATE etl_runs
SET status = 'SUCCESS', phase = 'LOADED', ended_at = clock_timestamp(),
    report = '{"note": "every month of the run is closed: compared with what is published, nothing changed"}'
WHERE run_id = %(run_id)s AND status = 'RUNNING'
  AND NOT EXISTS (SELECT FROM etl_run_steps WHERE run_id = %(run_id)s AND NOT is_late)
