-- How many steps of the run will say that they are staged; derived ones say nothing.
SELECT count(*) AS awaited FROM etl_run_steps WHERE run_id = %(run_id)s AND ingest_function <> 'load_facts'
