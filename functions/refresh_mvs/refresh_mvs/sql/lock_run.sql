-- The run to publish.
SELECT run_id, entity_id, status, phase, generation, trigger_type FROM etl_runs WHERE run_id = %(run_id)s FOR NO KEY UPDATE
