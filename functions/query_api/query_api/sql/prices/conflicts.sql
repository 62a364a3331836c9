-- Prices of a version that contradict each other: the first of them, and how many there are.
SELECT c.*, count(*) OVER () AS conflicts
FROM price_conflict(%(version_id)s::bigint) c
ORDER BY product_id NULLS LAST, domain_id NULLS LAST, metric, first_month LIMIT %(most)s
