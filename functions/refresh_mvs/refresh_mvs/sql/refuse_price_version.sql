-- Published, and never in force.
UPDATE pricing_view_version
SET refused_at = transaction_timestamp(), refusal = %(refusal)s
WHERE version_id = %(version_id)s
