-- The published months whose facts of a product change family with a move.
SELECT period_month FROM months_to_classify(%(entity_id)s, %(product_id)s, %(first_month)s, %(family_id)s)
