-- One month's ranking of applications, domains, families or products: by cost, growth or reduction.
WITH scope AS (
    SELECT * FROM reading_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text)
),
compared AS (
    SELECT s.last_month AS month, o.month AS other_month,
           EXISTS (SELECT FROM slice_publication x WHERE x.entity_id = %(entity)s AND x.run_id IS NOT NULL
                                                     AND x.period_month = o.month) AND s.published AS comparable
    FROM scope s
    CROSS JOIN LATERAL (SELECT (s.last_month - CASE %(against)s::text WHEN 'lastYear' THEN interval '1 year'
                                                    ELSE interval '1 month' END)::date AS month) o
),
totals AS (
    SELECT period_month = (SELECT month FROM compared) AS now, cost, unpriced_rows
    FROM mv_cost_domain_month
    WHERE %(applications)s::text[] IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month IN ((SELECT month FROM compared), (SELECT other_month FROM compared))
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT period_month = (SELECT month FROM compared), cost, unpriced_rows
    FROM mv_cost_application_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month IN ((SELECT month FROM compared), (SELECT other_month FROM compared))
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
),
total AS (
    SELECT CASE WHEN sum(cost) FILTER (WHERE now) IS NOT NULL
                     OR coalesce(sum(unpriced_rows) FILTER (WHERE now), 0) = 0
                THEN coalesce(sum(cost) FILTER (WHERE now), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM compared)
                     AND (sum(cost) FILTER (WHERE NOT now) IS NOT NULL
                          OR coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0) = 0)
                THEN coalesce(sum(cost) FILTER (WHERE NOT now), 0) END AS previous_cost,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0) AS unpriced_rows
    FROM totals
),
unallocated AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost
    FROM mv_cost_application_month
    WHERE application_id = 'unallocated' AND entity_id = %(entity)s
      AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month = (SELECT month FROM compared)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (%(applications)s IS NULL OR 'unallocated' = ANY (%(applications)s))
),
cells AS (
    SELECT domain_id AS key, domain_id, NULL::text AS family_id, NULL::text AS product_id,
           period_month = (SELECT month FROM compared) AS now, cost, unpriced_rows
    FROM mv_cost_domain_month
    WHERE %(by)s::text = 'domain'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month IN ((SELECT month FROM compared), (SELECT other_month FROM compared))
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT domain_id || ' ' || family_id, domain_id, family_id, NULL, period_month = (SELECT month FROM compared), cost,
           unpriced_rows
    FROM mv_cost_family_month
    WHERE %(by)s = 'family'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month IN ((SELECT month FROM compared), (SELECT other_month FROM compared))
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    -- A product that moved in between is compared with itself; what stands for no product is of its domain.
    SELECT CASE WHEN product_id IN ('(none)', 'unmapped') THEN product_id || ' ' || domain_id ELSE product_id END,
           domain_id, family_id, product_id, period_month = (SELECT month FROM compared), cost, unpriced_rows
    FROM mv_cost_product_month
    WHERE %(by)s = 'product'
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month IN ((SELECT month FROM compared), (SELECT other_month FROM compared))
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
),
folded AS (
    SELECT key, coalesce(min(domain_id) FILTER (WHERE now), min(domain_id)) AS domain_id,
           coalesce(min(family_id) FILTER (WHERE now), min(family_id)) AS family_id, min(product_id) AS product_id,
           count(*) FILTER (WHERE now) AS cells, count(*) FILTER (WHERE NOT now) AS other_cells,
           sum(cost) FILTER (WHERE now) AS cost, sum(cost) FILTER (WHERE NOT now) AS other_cost,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0)::bigint AS unpriced_rows
    FROM cells GROUP BY key
),
known_costs AS (
    -- Gone since the other month: 0 where the domain is published, unknown where it is not.
    SELECT f.*, CASE WHEN f.cells > 0 THEN f.cost
                     WHEN EXISTS (SELECT FROM slice_publication x
                                  WHERE x.entity_id = %(entity)s AND x.domain_id = f.domain_id AND x.run_id IS NOT NULL
                                    AND x.period_month = (SELECT month FROM compared)) THEN 0 END AS known_cost,
           'unmapped' IN (f.family_id, f.product_id) IS TRUE AS is_last
    FROM folded f
),
ranked AS (
    SELECT *, CASE WHEN is_last THEN NULL
                   WHEN %(order)s::text = 'cost' AND cells > 0 AND known_cost IS NOT NULL
                   THEN rank() OVER (ORDER BY is_last, cells = 0, known_cost DESC NULLS LAST)
                   WHEN %(order)s = 'growth' AND known_cost > other_cost
                   THEN rank() OVER (ORDER BY is_last, known_cost - other_cost DESC NULLS LAST)
                   WHEN %(order)s = 'reduction' AND known_cost < other_cost
                   THEN rank() OVER (ORDER BY is_last, known_cost - other_cost NULLS LAST) END AS rank,
           CASE WHEN NOT (SELECT comparable FROM compared) OR cells = 0 AND known_cost IS NULL THEN NULL
                WHEN cells = 0 THEN 'ended'
                WHEN known_cost IS NULL OR other_cells > 0 AND other_cost IS NULL THEN 'unpriced'
                WHEN other_cells = 0 THEN 'new'
                ELSE 'continued' END AS status
    FROM known_costs
),
entries AS (
    SELECT key, NULL::text AS application_id, domain_id, family_id, product_id, is_last, cells > 0 AS here,
           known_cost AS cost, other_cost, unpriced_rows, status, rank
    FROM ranked
    UNION ALL
    -- As the publication ranked them.
    SELECT application_id, application_id, NULL, NULL, NULL, application_id = 'unallocated',
           ('ended' IN (status, status_year)) IS NOT TRUE, cost,
           CASE %(against)s WHEN 'lastYear' THEN last_year_cost ELSE previous_cost END, unpriced_rows,
           CASE %(against)s WHEN 'lastYear' THEN status_year ELSE status END,
           CASE %(order)s || ' ' || %(against)s
               WHEN 'growth previousMonth' THEN growth_rank WHEN 'growth lastYear' THEN growth_rank_year
               WHEN 'reduction previousMonth' THEN reduction_rank WHEN 'reduction lastYear' THEN reduction_rank_year
               ELSE cost_rank END
    FROM mv_rank_app_month
    WHERE %(by)s = 'application' AND (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month = (SELECT month FROM compared) AND environment = coalesce(%(environment)s, '(all)')
),
fitting AS (
    SELECT *, coalesce(abs(CASE WHEN %(order)s = 'cost' OR status = 'new' THEN cost ELSE cost - other_cost END)
                       < %(threshold)s::numeric, false) AS is_small
    FROM entries
    WHERE CASE %(order)s WHEN 'cost' THEN here
                         WHEN 'growth' THEN cost > other_cost OR status = 'new' AND cost > 0
                         ELSE cost < other_cost END
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY is_last, rank NULLS LAST, cost DESC NULLS LAST, key) AS place,
           count(*) OVER () AS rows
    FROM fitting WHERE NOT is_small
),
answer AS (
    SELECT t.cost, t.previous_cost, u.cost AS unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE
               WHEN (SELECT max(rows) FROM placed) > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT json_build_object('by', %(by)s, 'order', %(order)s, 'against', %(against)s,
                       'comparedWith', CASE WHEN comparable THEN to_char(other_month, 'YYYY-MM') END,
                       'threshold', trim_scale(%(threshold)s), 'rows', (SELECT count(*) FROM placed),
                       'belowThreshold', (SELECT count(*) FROM fitting WHERE is_small))
            FROM compared) AS more,
           (SELECT coalesce(json_agg(json_build_object(
                'rank', p.rank, 'status', p.status,
                'applicationId', p.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
                'domainId', p.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
                'familyId', p.family_id,
                'familyLabel', CASE WHEN p.family_id IS NOT NULL THEN coalesce(f.family_label, p.family_id) END,
                'productId', p.product_id,
                'productLabel', CASE WHEN p.product_id IS NOT NULL THEN coalesce(r.product_label, p.product_id) END,
                'reserved', p.is_last OR '(none)' IN (p.family_id, p.product_id) IS TRUE,
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.other_cost),
                'delta', trim_scale(p.cost - p.other_cost),
                'deltaPercent', trim_scale(CASE WHEN p.other_cost <> 0
                    THEN round(100 * (p.cost - p.other_cost) / abs(p.other_cost), 2) END),
                'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)), 'unpricedRows', p.unpriced_rows)
                ORDER BY p.place), '[]')
            FROM placed p
            LEFT JOIN dim_application a ON a.application_id = p.application_id
            LEFT JOIN dim_domain d ON d.domain_id = p.domain_id
            LEFT JOIN dim_family f ON f.family_id = p.family_id
            LEFT JOIN dim_product r ON r.product_id = p.product_id
            WHERE p.place > %(offset)s AND p.place <= %(offset)s + %(limit)s) AS data
    FROM total t, unallocated u
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
        'page', t.page, 'ranking', t.more),
    'data', t.data)::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
