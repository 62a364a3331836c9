-- Resolve the prices of months not resolved yet. Overlapping prices of one month violate the primary key, loudly.
INSERT INTO unit_price_month (version_id, period_month, metric, priced_by, priced_key, unit_price)
SELECT u.version_id, m.period_month, u.metric,
       CASE WHEN u.product_id IS NOT NULL THEN 'product' WHEN u.domain_id IS NOT NULL THEN 'domain' ELSE 'metric' END,
       coalesce(u.product_id, u.domain_id, u.metric), u.unit_price
FROM pricing_view_current v
JOIN unit_price u ON u.version_id = v.version_id
JOIN unnest(%(periods)s::date[]) AS m (period_month)
  ON m.period_month BETWEEN u.first_month AND coalesce(u.last_month, 'infinity')
WHERE NOT EXISTS (
    SELECT FROM unit_price_month r
    WHERE r.version_id = u.version_id AND r.period_month = m.period_month AND r.metric = u.metric
      AND r.priced_by = CASE WHEN u.product_id IS NOT NULL THEN 'product'
                             WHEN u.domain_id IS NOT NULL THEN 'domain' ELSE 'metric' END
      AND r.priced_key = coalesce(u.product_id, u.domain_id, u.metric))
