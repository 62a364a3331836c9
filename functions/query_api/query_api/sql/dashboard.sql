-- One month at a glance: its cost, 13 months by domain, the costliest domains, families and applications.
WITH scope AS (
    SELECT * FROM reading_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text)
),
span AS (
    SELECT last_month, first_month, previous_first,
           (last_month - interval '12 months')::date AS trend_first, date_trunc('year', last_month)::date AS year_first
    FROM scope WHERE published
),
domain_cells AS (
    SELECT period_month, domain_id, cost, unpriced_rows
    FROM mv_cost_domain_month
    WHERE %(applications)s::text[] IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT trend_first FROM span) AND (SELECT last_month FROM span)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, cost, unpriced_rows
    FROM mv_cost_app_domain_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT trend_first FROM span) AND (SELECT last_month FROM span)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
),
cells AS (
    SELECT 'domain' AS level, domain_id, NULL::text AS key, period_month >= (SELECT first_month FROM span) AS now, cost,
           unpriced_rows
    FROM domain_cells WHERE period_month >= (SELECT previous_first FROM span)
    UNION ALL
    SELECT 'family', domain_id, family_id, period_month >= (SELECT first_month FROM span), cost, unpriced_rows
    FROM mv_cost_family_month
    WHERE %(applications)s IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM span) AND (SELECT last_month FROM span)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT 'family', domain_id, family_id, period_month >= (SELECT first_month FROM span), cost, unpriced_rows
    FROM mv_cost_app_family_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM span) AND (SELECT last_month FROM span)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT 'application', NULL, application_id, period_month >= (SELECT first_month FROM span), cost, unpriced_rows
    FROM mv_cost_application_month
    WHERE (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT previous_first FROM span) AND (SELECT last_month FROM span)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
),
folded AS (
    SELECT level, domain_id, key, count(*) FILTER (WHERE now) AS cells, sum(cost) FILTER (WHERE now) AS now_cost,
           sum(cost) FILTER (WHERE NOT now) AS previous_cost,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0)::bigint AS unpriced_rows,
           coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0)::bigint AS previous_unpriced
    FROM cells GROUP BY level, domain_id, key
),
known_costs AS (
    -- Gone since the months before: 0 where the domain is published, unknown where it is not.
    SELECT f.*, CASE WHEN f.cells > 0 THEN f.now_cost
                     WHEN f.domain_id IS NULL OR EXISTS (
                         SELECT FROM slice_publication x
                         WHERE x.entity_id = %(entity)s AND x.domain_id = f.domain_id AND x.run_id IS NOT NULL
                           AND x.period_month = (SELECT last_month FROM span)) THEN 0 END AS cost
    FROM folded f
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(previous_cost) IS NOT NULL OR coalesce(sum(previous_unpriced), 0) = 0)
                THEN coalesce(sum(previous_cost), 0) END AS previous_cost,
           coalesce(sum(unpriced_rows), 0) AS unpriced_rows
    FROM known_costs WHERE level = 'domain'
),
unallocated AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost
    FROM known_costs WHERE level = 'application' AND key = 'unallocated'
),
lines AS (
    SELECT c.level, row_number() OVER (PARTITION BY c.level ORDER BY c.key IN ('unallocated', 'unmapped'),
                                       c.cost DESC NULLS LAST, c.domain_id, c.key) AS place,
           json_build_object('domainId', c.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
               'familyId', f.family_id,
               'familyLabel', f.family_label,
               'applicationId', a.application_id, 'applicationLabel', a.application_label,
               'reserved', coalesce(c.key IN ('(none)', 'unmapped', 'unallocated'), false),
               'cost', trim_scale(c.cost), 'previousCost', trim_scale(c.previous_cost),
               'delta', trim_scale(c.cost - c.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN c.previous_cost <> 0
                   THEN round(100 * (c.cost - c.previous_cost) / abs(c.previous_cost), 2) END),
               'share', trim_scale(round(c.cost / nullif(t.cost, 0), 6)), 'unpricedRows', c.unpriced_rows) AS line
    FROM known_costs c CROSS JOIN total t
    LEFT JOIN dim_domain d ON d.domain_id = c.domain_id
    LEFT JOIN LATERAL (SELECT c.key AS family_id,
                              coalesce((SELECT family_label FROM dim_family WHERE family_id = c.key), c.key) AS family_label
                       ) f ON c.level = 'family'
    LEFT JOIN dim_application a ON c.level = 'application' AND a.application_id = c.key
),
trend AS (
    SELECT m::date AS month, sum(c.cost) AS cost, coalesce(sum(c.unpriced_rows), 0) AS unpriced_rows,
           coalesce(json_agg(json_build_object('domainId', c.domain_id, 'cost', trim_scale(c.cost),
                                               'unpricedRows', c.unpriced_rows)
                             ORDER BY c.domain_id) FILTER (WHERE c.domain_id IS NOT NULL), '[]') AS domains
    FROM generate_series((SELECT trend_first FROM span), (SELECT last_month FROM span), interval '1 month') m
    LEFT JOIN (SELECT period_month, domain_id, sum(cost) AS cost, sum(unpriced_rows) AS unpriced_rows
               FROM domain_cells GROUP BY period_month, domain_id) c ON c.period_month = m
    GROUP BY m
),
answer AS (
    SELECT t.cost, t.previous_cost, u.cost AS unallocated_cost, t.unpriced_rows, NULL::json AS page, true AS known,
           json_build_object(
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'unpricedRows', t.unpriced_rows,
               'sameMonthLastYear', (SELECT trim_scale(cost) FROM trend, span WHERE month = trend_first),
               'yearToDate', (SELECT trim_scale(sum(cost)) FROM trend, span WHERE month >= year_first),
               'trend', (SELECT coalesce(json_agg(json_build_object('period', to_char(month, 'YYYY-MM'),
                             'cost', trim_scale(cost), 'unpricedRows', unpriced_rows, 'domains', domains)
                             ORDER BY month), '[]') FROM trend),
               'topDomains', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines
                              WHERE level = 'domain' AND place <= %(limit)s::int),
               'topFamilies', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines
                               WHERE level = 'family' AND place <= %(limit)s),
               'topApplications', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines
                                   WHERE level = 'application' AND place <= %(limit)s)
           ) AS data
    FROM total t CROSS JOIN unallocated u
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
        'page', t.page),
    'data', t.data)::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
