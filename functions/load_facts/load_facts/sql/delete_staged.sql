-- The relevés of a run that is over.
DELETE FROM staged_releve WHERE run_id = %(run_id)s
