-- Published, so pending no more.
DELETE FROM exchanged_price_pending WHERE run_id = %(run_id)s
