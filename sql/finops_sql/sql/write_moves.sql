-- The moves: applied when they touch no published month, else pending until those are classified again.
INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason, applied_at)
SELECT product_id, %(first_month)s, family_id, %(actor)s, %(reason)s,
       CASE WHEN cardinality(months) = 0 THEN clock_timestamp() END
FROM incoming_move ORDER BY product_id
