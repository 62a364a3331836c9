-- A version as the lines of a table: the prices, then the metrics that are valued and have none.
SELECT product_id, domain_id, metric, trim_scale(unit_price) AS unit_price, to_char(first_month, 'YYYY-MM') AS first_month,
       to_char(last_month, 'YYYY-MM') AS last_month
FROM (
    SELECT 1 AS part, product_id, domain_id, metric, unit_price, first_month, last_month
    FROM unit_price WHERE version_id = %(version_id)s::bigint
    UNION ALL
    SELECT 2, NULL, NULL, m.metric, NULL, NULL, NULL
    FROM pricing_view_metric m
    WHERE m.version_id = %(version_id)s::bigint
      AND NOT EXISTS (SELECT FROM unit_price u WHERE u.version_id = m.version_id AND u.metric = m.metric)
) line
ORDER BY part, product_id NULLS LAST, domain_id NULLS LAST, metric, first_month
