-- A version as JSON: the metrics that it values, and a page of its prices.
WITH page AS (
    SELECT product_id, domain_id, metric, unit_price, first_month, last_month,
           row_number() OVER (ORDER BY product_id NULLS LAST, domain_id NULLS LAST, metric, first_month) AS place
    FROM unit_price
    WHERE version_id = %(version_id)s::bigint
    ORDER BY place OFFSET %(offset)s::int LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'pricingView', v.pricing_view_id, 'version', v.version, 'currency', w.currency, 'checksum', %(checksum)s::text,
        'page', json_build_object('limit', %(limit)s, 'next', CASE WHEN (SELECT count(*) FROM page) > %(limit)s
            THEN format('%%s.%%s', %(offset)s + %(limit)s, left(%(checksum)s, 16)) END)),
    'data', json_build_object(
        'metrics', (SELECT coalesce(json_agg(m.metric ORDER BY m.metric), '[]')
                    FROM pricing_view_metric m WHERE m.version_id = v.version_id),
        'prices', (SELECT coalesce(json_agg(json_build_object(
            'productId', u.product_id, 'domainId', u.domain_id, 'metric', u.metric,
            'unitPrice', trim_scale(u.unit_price), 'firstMonth', to_char(u.first_month, 'YYYY-MM'),
            'lastMonth', to_char(u.last_month, 'YYYY-MM')) ORDER BY u.place), '[]')
            FROM page u WHERE u.place <= %(offset)s + %(limit)s)))::text AS answer
FROM pricing_view_version v
JOIN pricing_view w USING (pricing_view_id)
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
WHERE v.version_id = %(version_id)s::bigint
