-- A move: applied when it touches no published month, else pending until those are classified again.
INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason, applied_at)
VALUES (%(product)s, %(first_month)s, %(family)s, %(actor)s, %(reason)s,
        CASE WHEN %(is_applied)s THEN clock_timestamp() END)
RETURNING move_id
