-- Whether anything runs: what is old can wait.
SELECT run_id FROM etl_runs WHERE entity_id = %(entity_id)s AND status = 'RUNNING' LIMIT 1
