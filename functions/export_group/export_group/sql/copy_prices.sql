-- What each line of the month is valued with in each pricing view: the very prices that made the costs that readers see.
COPY (
    SELECT DISTINCT c.pricing_view_id, c.consumption_metric AS metric,
           CASE WHEN c.product_id = '(none)' THEN 'domain' ELSE 'product' END COLLATE "C" AS priced_by,
           CASE WHEN c.product_id = '(none)' THEN c.domain_id ELSE c.product_id END AS priced_key,
           trim_scale(c.unit_price) AS unit_price
    FROM mv_cost_product_month c
    JOIN pricing_view_current v ON v.pricing_view_id = c.pricing_view_id
    WHERE c.entity_id = %(entity_id)s AND c.period_month = %(period_month)s
    ORDER BY 1, 2, 3, 4
) TO STDOUT WITH (FORMAT csv, ENCODING 'UTF8')
