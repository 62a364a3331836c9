-- One loader at a time for a run; stagings of the same run are over by now.
SELECT run_id, entity_id, status, phase, dry_run FROM etl_runs WHERE run_id = %(run_id)s FOR NO KEY UPDATE
