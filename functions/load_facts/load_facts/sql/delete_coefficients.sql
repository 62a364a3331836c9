-- What an interrupted load left, or a dry run.
DELETE FROM coefficient_pending WHERE run_id = %(run_id)s
