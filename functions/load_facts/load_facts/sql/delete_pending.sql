-- What an interrupted load left.
DELETE FROM fact_pending WHERE run_id = %(run_id)s
