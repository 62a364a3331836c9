-- What the month's facts come to, by metric.
SELECT consumption_metric AS metric, trim_scale(sum(quantity)) AS quantity
FROM fact_consumption
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
GROUP BY consumption_metric
ORDER BY consumption_metric
