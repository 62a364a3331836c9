-- Resolve a version's prices for every published month; nights resolve the later ones.
INSERT INTO unit_price_month (version_id, period_month, metric, priced_by, priced_key, unit_price)
SELECT u.version_id, m.period_month, u.metric,
       CASE WHEN u.product_id IS NOT NULL THEN 'product' WHEN u.domain_id IS NOT NULL THEN 'domain' ELSE 'metric' END,
       coalesce(u.product_id, u.domain_id, u.metric), u.unit_price
FROM unit_price u
JOIN (SELECT DISTINCT period_month FROM slice_publication WHERE entity_id = %(entity_id)s AND run_id IS NOT NULL) m
  ON m.period_month BETWEEN u.first_month AND coalesce(u.last_month, 'infinity')
WHERE u.version_id = %(version_id)s
