-- How many steps the run still waits for.
SELECT count(*) AS open FROM etl_run_steps WHERE run_id = %(run_id)s AND status = 'PLANNED'
