-- Costs by any set of dimensions, beside the months before them. `source` names the one aggregate that is read: the
-- smallest that has every dimension and filter; the other branches are never run.
WITH scope AS (
    SELECT * FROM reading_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text)
),
cells AS (
    SELECT period_month::date AS period_month, domain_id, NULL::text AS family_id, NULL::text AS product_id,
           NULL::text AS application_id, environment, consumption_metric AS metric, quantity, cost, unpriced_rows
    FROM mv_cost_domain_month
    WHERE %(source)s::text = 'domain'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environments)s::text[] IS NULL OR environment = ANY (%(environments)s))
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT period_month, domain_id, family_id, product_id, NULL, environment, consumption_metric, quantity, cost,
           unpriced_rows
    FROM mv_cost_product_month
    WHERE %(source)s = 'product'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environments)s IS NULL OR environment = ANY (%(environments)s))
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s::text[] IS NULL OR family_id = ANY (%(families)s))
      AND (%(products)s::text[] IS NULL OR product_id = ANY (%(products)s))
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT period_month, domain_id, NULL, NULL, application_id, environment, consumption_metric, quantity, cost,
           unpriced_rows
    FROM mv_cost_app_domain_month
    WHERE %(source)s = 'app_domain'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environments)s IS NULL OR environment = ANY (%(environments)s))
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(applications)s::text[] IS NULL OR application_id = ANY (%(applications)s))
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT period_month, domain_id, family_id, NULL, application_id, environment, consumption_metric, quantity, cost,
           unpriced_rows
    FROM mv_cost_app_family_month
    WHERE %(source)s = 'app_family'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environments)s IS NULL OR environment = ANY (%(environments)s))
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT period_month, domain_id, family_id, product_id, application_id, environment, consumption_metric, quantity,
           cost, (cost IS NULL)::int
    FROM mv_cost_app_product_month
    WHERE %(source)s = 'app_product'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environments)s IS NULL OR environment = ANY (%(environments)s))
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND (%(products)s IS NULL OR product_id = ANY (%(products)s))
      AND (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND (SELECT published FROM scope)
),
unallocated AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR count(*) = 0 THEN coalesce(sum(cost), 0) END AS cost
    FROM mv_cost_app_product_month
    WHERE application_id = 'unallocated' AND entity_id = %(entity)s
      AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environments)s IS NULL OR environment = ANY (%(environments)s))
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND (%(products)s IS NULL OR product_id = ANY (%(products)s))
      AND (%(applications)s IS NULL OR 'unallocated' = ANY (%(applications)s))
),
asked AS (
    -- Months before are those of as many months earlier: a row of a month is compared with it.
    SELECT 'month' = ANY (d.dimensions) AS by_month, 'domain' = ANY (d.dimensions) AS by_domain,
           'family' = ANY (d.dimensions) AS by_family, 'product' = ANY (d.dimensions) AS by_product,
           'application' = ANY (d.dimensions) AS by_application, 'environment' = ANY (d.dimensions) AS by_environment,
           'metric' = ANY (d.dimensions) AS by_metric,
           d.dimensions && ARRAY['domain', 'family', 'product'] AS of_a_domain,
           age(s.last_month, s.first_month) + interval '1 month' AS length
    FROM scope s CROSS JOIN (SELECT %(dimensions)s::text[] AS dimensions) d
),
folded AS (
    SELECT k.month, k.domain_id, k.family_id, k.product_id, k.application_id, k.environment, k.metric_key,
           min(c.domain_id) AS in_domain,
           count(*) FILTER (WHERE n.now) AS cells, min(c.metric) FILTER (WHERE n.now) AS metric,
           count(c.metric) FILTER (WHERE n.now) = count(*) FILTER (WHERE n.now)
               AND min(c.metric) FILTER (WHERE n.now) = max(c.metric) FILTER (WHERE n.now) AS one_metric,
           sum(c.quantity) FILTER (WHERE n.now) AS quantity,
           sum(c.cost) FILTER (WHERE n.now) AS cost, sum(c.cost) FILTER (WHERE NOT n.now) AS previous_cost,
           coalesce(sum(c.unpriced_rows) FILTER (WHERE n.now), 0)::bigint AS unpriced_rows,
           coalesce(sum(c.unpriced_rows) FILTER (WHERE NOT n.now), 0)::bigint AS previous_unpriced
    FROM cells c CROSS JOIN asked a
    CROSS JOIN LATERAL (SELECT c.period_month >= (SELECT first_month FROM scope) AS now) n
    CROSS JOIN LATERAL (
        SELECT CASE WHEN a.by_month THEN CASE WHEN n.now THEN c.period_month
                                              ELSE (c.period_month + a.length)::date END END AS month,
               CASE WHEN a.by_domain THEN c.domain_id END AS domain_id,
               CASE WHEN a.by_family THEN c.family_id END AS family_id,
               CASE WHEN a.by_product THEN c.product_id END AS product_id,
               CASE WHEN a.by_application THEN c.application_id END AS application_id,
               CASE WHEN a.by_environment THEN c.environment END AS environment,
               CASE WHEN a.by_metric THEN c.metric END AS metric_key
    ) k
    GROUP BY k.month, k.domain_id, k.family_id, k.product_id, k.application_id, k.environment, k.metric_key
),
known_costs AS (
    -- Gone since the months before: 0 where the domain is published, unknown where it is not.
    SELECT f.month, f.domain_id, f.family_id, f.product_id, f.application_id, f.environment, f.metric_key,
           f.previous_cost, f.unpriced_rows, f.previous_unpriced,
           coalesce(f.application_id = 'unallocated', false) OR coalesce(f.family_id IN ('(none)', 'unmapped'), false)
               OR coalesce(f.product_id IN ('(none)', 'unmapped'), false) AS reserved,
           coalesce(f.application_id = 'unallocated', false) OR coalesce(f.family_id = 'unmapped', false)
               OR coalesce(f.product_id = 'unmapped', false) AS last,
           coalesce(f.metric_key, CASE WHEN f.one_metric THEN f.metric END) AS metric,
           CASE WHEN f.one_metric THEN f.quantity END AS quantity,
           CASE WHEN f.cells > 0 THEN f.cost
                WHEN EXISTS (SELECT FROM slice_publication x CROSS JOIN asked a
                             WHERE x.entity_id = %(entity)s AND x.run_id IS NOT NULL
                               AND (NOT a.of_a_domain OR x.domain_id = f.in_domain)
                               AND x.period_month BETWEEN coalesce(f.month, (SELECT first_month FROM scope))
                                                      AND coalesce(f.month, (SELECT last_month FROM scope))) THEN 0
           END AS cost
    FROM folded f
),
compared AS (
    SELECT *, cost - previous_cost AS delta,
           CASE WHEN previous_cost <> 0 THEN round(100 * (cost - previous_cost) / abs(previous_cost), 2) END AS percent
    FROM known_costs
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(previous_cost) IS NOT NULL OR coalesce(sum(previous_unpriced), 0) = 0)
                THEN coalesce(sum(previous_cost), 0) END AS previous_cost,
           coalesce(sum(unpriced_rows), 0) AS unpriced_rows, count(*) AS rows
    FROM compared
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY
               CASE WHEN %(sort)s::text <> 'keys' THEN last END,
               CASE %(sort)s WHEN 'cost' THEN cost WHEN '-cost' THEN -cost
                             WHEN 'previousCost' THEN previous_cost WHEN '-previousCost' THEN -previous_cost
                             WHEN 'delta' THEN delta WHEN '-delta' THEN -delta
                             WHEN 'deltaPercent' THEN percent WHEN '-deltaPercent' THEN -percent END NULLS LAST,
               CASE WHEN %(sort)s = 'keys' THEN ARRAY(
                   SELECT CASE d.name WHEN 'month' THEN c.month::text WHEN 'domain' THEN c.domain_id
                                      WHEN 'family' THEN c.family_id WHEN 'product' THEN c.product_id
                                      WHEN 'application' THEN c.application_id WHEN 'environment' THEN c.environment
                                      ELSE c.metric_key END COLLATE "C"
                   FROM unnest(%(dimensions)s::text[]) WITH ORDINALITY d (name, place) ORDER BY d.place) END,
               month, domain_id, family_id, product_id, application_id, environment, metric_key) AS place
    FROM compared c
),
others AS (
    SELECT count(*) AS rows, sum(cost) AS cost, sum(previous_cost) AS previous_cost, sum(unpriced_rows) AS unpriced_rows,
           CASE WHEN count(metric) = count(*) AND min(metric) = max(metric) THEN min(metric) END AS metric,
           CASE WHEN count(metric) = count(*) AND min(metric) = max(metric) THEN sum(quantity) END AS quantity
    FROM placed
    WHERE %(others)s::boolean AND place > %(limit)s::int
),
shown AS (
    SELECT place, month, domain_id, family_id, product_id, application_id, environment, reserved, 0 AS folded_rows,
           metric, quantity, cost, previous_cost, delta, percent, unpriced_rows
    FROM placed
    WHERE place > %(offset)s::int AND place <= %(offset)s + %(limit)s
    UNION ALL
    SELECT %(limit)s + 1, NULL, NULL, NULL, NULL, NULL, NULL, true, rows, metric, quantity, cost, previous_cost,
           cost - previous_cost,
           CASE WHEN previous_cost <> 0 THEN round(100 * (cost - previous_cost) / abs(previous_cost), 2) END,
           unpriced_rows
    FROM others
    WHERE rows > 0
),
unknown AS (
    SELECT count(*) AS count, to_json((array_agg(u.id ORDER BY u.id))[:100]) AS first
    FROM (SELECT unnest(%(applications)s::text[]) COLLATE "C" AS id) u
    WHERE NOT EXISTS (SELECT FROM dim_application a WHERE a.application_id = u.id)
),
answer AS (
    SELECT t.cost, t.previous_cost, (SELECT cost FROM unallocated) AS unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('dimensions', %(dimensions)s::text[], 'rows', t.rows,
               'unknownApplications', (SELECT json_build_object('count', u.count, 'first', coalesce(u.first, '[]'))
                                       FROM unknown u)) AS more,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN NOT %(others)s AND t.rows > %(offset)s + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'period', to_char(p.month, 'YYYY-MM'),
                'domainId', p.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
                'familyId', p.family_id, 'familyLabel', coalesce(f.family_label, p.family_id),
                'productId', p.product_id, 'productLabel', coalesce(product.product_label, p.product_id),
                'applicationId', p.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
                'environment', p.environment, 'reserved', p.reserved, 'foldedRows', p.folded_rows,
                'metric', p.metric, 'unit', m.unit, 'quantity', trim_scale(p.quantity),
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost), 'delta', trim_scale(p.delta),
                'deltaPercent', trim_scale(p.percent), 'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)),
                'unpricedRows', p.unpriced_rows) ORDER BY p.place), '[]')
            FROM shown p
            LEFT JOIN dim_domain d ON d.domain_id = p.domain_id
            LEFT JOIN dim_family f ON f.family_id = p.family_id
            LEFT JOIN dim_product product ON product.product_id = p.product_id
            LEFT JOIN dim_application a ON a.application_id = p.application_id
            LEFT JOIN dim_metric m ON m.metric = p.metric) AS data
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
        'page', t.page, 'aggregate', t.more),
    'data', t.data)::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
