-- The version that counts from the commit on.
UPDATE pricing_view_version
SET in_force_at = transaction_timestamp(), generation = %(generation)s
WHERE version_id = %(version_id)s
