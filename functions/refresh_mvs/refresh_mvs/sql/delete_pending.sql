-- Published, so pending no more.
DELETE FROM fact_pending WHERE run_id = %(run_id)s
