-- What a pricing view values and has no price for, by month, domain, product, environment and metric (I6).
WITH scope AS (
    SELECT * FROM reading_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text)
),
cells AS (
    SELECT period_month, domain_id, family_id, product_id, environment, consumption_metric AS metric, quantity,
           unallocated_quantity, cost, unallocated_cost, unpriced_rows,
           period_month >= (SELECT first_month FROM scope) AS now
    FROM mv_cost_product_month
    WHERE (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
),
total AS (
    SELECT CASE WHEN sum(cost) FILTER (WHERE now) IS NOT NULL
                     OR coalesce(sum(unpriced_rows) FILTER (WHERE now), 0) = 0
                THEN coalesce(sum(cost) FILTER (WHERE now), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(cost) FILTER (WHERE NOT now) IS NOT NULL
                          OR coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0) = 0)
                THEN coalesce(sum(cost) FILTER (WHERE NOT now), 0) END AS previous_cost,
           CASE WHEN sum(unallocated_cost) FILTER (WHERE now) IS NOT NULL
                     OR count(*) FILTER (WHERE now AND unpriced_rows > 0 AND unallocated_quantity IS NOT NULL) = 0
                THEN coalesce(sum(unallocated_cost) FILTER (WHERE now), 0) END AS unallocated_cost,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0) AS unpriced_rows,
           count(*) FILTER (WHERE now AND unpriced_rows > 0) AS rows
    FROM cells
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY period_month DESC, unpriced_rows DESC, domain_id, product_id, environment,
                                          metric) AS place
    FROM cells WHERE now AND unpriced_rows > 0
),
by_metric AS (
    SELECT coalesce(json_agg(json_build_object('metric', u.metric, 'unit', m.unit, 'quantity', trim_scale(u.quantity),
                                               'facts', u.facts, 'products', u.products) ORDER BY u.metric), '[]') AS list
    FROM (SELECT metric, sum(quantity) AS quantity, sum(unpriced_rows) AS facts,
                 count(DISTINCT (domain_id, product_id)) AS products
          FROM placed GROUP BY metric) u
    JOIN dim_metric m ON m.metric = u.metric
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN t.rows > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT list FROM by_metric) AS more,
           (SELECT coalesce(json_agg(json_build_object(
                'period', to_char(p.period_month, 'YYYY-MM'),
                'domainId', p.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
                'familyId', p.family_id, 'familyLabel', coalesce(f.family_label, p.family_id),
                'productId', p.product_id, 'productLabel', coalesce(r.product_label, p.product_id),
                'environment', p.environment, 'metric', p.metric, 'unit', m.unit, 'quantity', trim_scale(p.quantity),
                'unallocatedQuantity', trim_scale(coalesce(p.unallocated_quantity, 0)), 'facts', p.unpriced_rows)
                ORDER BY p.place), '[]')
            FROM placed p
            JOIN dim_domain d ON d.domain_id = p.domain_id
            JOIN dim_metric m ON m.metric = p.metric
            LEFT JOIN dim_family f ON f.family_id = p.family_id
            LEFT JOIN dim_product r ON r.product_id = p.product_id
            WHERE p.place > %(offset)s AND p.place <= %(offset)s + %(limit)s) AS data
    FROM total t
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', CASE WHEN s.first_month = s.last_month THEN to_char(s.first_month, 'YYYY-MM') END,
        'from', to_char(s.first_month, 'YYYY-MM'), 'to', to_char(s.last_month, 'YYYY-MM'),
        'pricingView', s.pricing_view_id, 'currency', s.currency, 'environment', %(environment)s::text,
        'generation', s.generation, 'runId', s.run_id, 'asOf', to_char(s.as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'complete', s.published AND s.missing IS NULL, 'missing', coalesce(s.missing, '[]'),
        'total', json_build_object(
            'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
            'unallocatedCost', trim_scale(t.unallocated_cost), 'unpricedRows', t.unpriced_rows),
        'page', t.page, 'unpriced', t.more),
    'data', t.data)::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
