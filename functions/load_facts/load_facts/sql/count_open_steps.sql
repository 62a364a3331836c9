-- How many steps the run still waits for; those that are derived when it loads are not waited for.
SELECT count(*) AS open FROM etl_run_steps
WHERE run_id = %(run_id)s AND status = 'PLANNED' AND ingest_function <> 'load_facts'
