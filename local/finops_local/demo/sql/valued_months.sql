-- What every month costs in every pricing view, by domain and by application, straight from facts and prices: none of
-- the aggregates, nor the prices that publications resolve, has a part in it.
WITH used AS (
    SELECT DISTINCT period_month, domain_id, product_id, consumption_metric AS metric FROM fact_consumption
), priced AS MATERIALIZED (
    SELECT v.pricing_view_id, u.*,
           (SELECT p.unit_price FROM unit_price p
            WHERE p.version_id = v.version_id AND p.metric = u.metric
              AND (p.product_id = u.product_id OR u.product_id IS NULL AND p.domain_id = u.domain_id
                   OR p.product_id IS NULL AND p.domain_id IS NULL)
              AND u.period_month BETWEEN p.first_month AND coalesce(p.last_month, 'infinity')
            ORDER BY p.product_id IS NULL AND p.domain_id IS NULL LIMIT 1) AS unit_price
    FROM used u
    CROSS JOIN pricing_view_current v
    JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = u.metric
)
SELECT p.pricing_view_id, f.period_month, f.domain_id, f.application_id, sum(f.quantity * p.unit_price) AS cost,
       count(*) FILTER (WHERE p.unit_price IS NULL) AS unpriced_rows
FROM fact_consumption f
JOIN priced p ON p.period_month = f.period_month AND p.domain_id = f.domain_id AND p.metric = f.consumption_metric
             AND coalesce(p.product_id, '') = coalesce(f.product_id, '')
GROUP BY GROUPING SETS ((p.pricing_view_id, f.period_month, f.domain_id),
                        (p.pricing_view_id, f.period_month, f.application_id))
