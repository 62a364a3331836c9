-- The published months that a version values or prices otherwise than the one in force.
SELECT DISTINCT period_month FROM price_change(%(entity_id)s, %(version_id)s) ORDER BY period_month
