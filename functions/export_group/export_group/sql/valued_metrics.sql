-- Which metrics of a month's facts each pricing view values, and in how many lines.
SELECT c.pricing_view_id, c.consumption_metric AS metric, count(*) AS lines
FROM mv_cost_product_month c
JOIN pricing_view_current v ON v.pricing_view_id = c.pricing_view_id
WHERE c.entity_id = %(entity_id)s AND c.period_month = %(period_month)s
GROUP BY c.pricing_view_id, c.consumption_metric
ORDER BY c.pricing_view_id, c.consumption_metric
