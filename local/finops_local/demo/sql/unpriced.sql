-- What a month's default pricing view has no price for, by product and metric.
SELECT c.domain_id, c.product_id, c.consumption_metric AS metric, sum(c.quantity) AS quantity, count(*) AS rows
FROM mv_cost_app_product_month c
JOIN pricing_view_current v ON v.is_default AND v.pricing_view_id = c.pricing_view_id
WHERE c.period_month = %(period)s AND c.cost IS NULL
GROUP BY c.domain_id, c.product_id, c.consumption_metric ORDER BY c.domain_id, c.product_id, c.consumption_metric
