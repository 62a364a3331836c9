-- How each run ended, in the order of their beginnings.
SELECT concat_ws(' ', trigger_type, CASE WHEN dry_run THEN 'dry' END, status, error_code) AS run
FROM etl_runs WHERE run_id <> ALL (%(before)s) ORDER BY started_at
