-- The product's facts of these months, where the structure now has them; which step brought them does not change.
UPDATE fact_consumption
SET family_id = %(family_id)s, domain_id = %(domain_id)s
WHERE entity_id = %(entity_id)s AND product_id = %(product_id)s AND period_month = ANY (%(periods)s::date[])
