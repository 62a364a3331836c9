-- The placement that counts from the commit on.
UPDATE product_placement SET applied_at = transaction_timestamp(), generation = %(generation)s WHERE move_id = %(move_id)s
