-- A move that is not applied.
UPDATE product_placement SET refused_at = transaction_timestamp(), refusal = %(refusal)s WHERE move_id = %(move_id)s
