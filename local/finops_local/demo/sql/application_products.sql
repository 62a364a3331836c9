-- What one application's products cost in two months in one pricing view, straight from facts and prices; '(none)' is
-- an INDIRECT domain.
SELECT f.domain_id, coalesce(f.product_id, '(none)') AS product_id, f.period_month, sum(f.quantity * p.unit_price) AS cost
FROM fact_consumption f
JOIN pricing_view_current v ON v.pricing_view_id = %(view)s
JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = f.consumption_metric
JOIN LATERAL (
    SELECT u.unit_price FROM unit_price u
    WHERE u.version_id = v.version_id AND u.metric = f.consumption_metric
      AND (u.product_id = f.product_id OR f.product_id IS NULL AND u.domain_id = f.domain_id
           OR u.product_id IS NULL AND u.domain_id IS NULL)
      AND f.period_month BETWEEN u.first_month AND coalesce(u.last_month, 'infinity')
    ORDER BY u.product_id IS NULL AND u.domain_id IS NULL LIMIT 1) p ON true
WHERE f.application_id = %(application_id)s AND f.period_month = ANY (%(periods)s)
GROUP BY f.domain_id, coalesce(f.product_id, '(none)'), f.period_month
