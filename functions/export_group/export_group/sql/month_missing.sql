-- Domains that lack what the month should have.
SELECT domain_id, left(coalesce(missing_reason, ''), 2000) AS reason
FROM slice_publication
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND missing_since IS NOT NULL
ORDER BY domain_id
