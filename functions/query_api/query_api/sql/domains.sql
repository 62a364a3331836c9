-- Costs by domain of the months asked for, beside the months before them.
WITH scope AS (
    SELECT * FROM compared_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                                 %(against)s::text)
),
cells AS (
    SELECT domain_id, period_month >= (SELECT first_month FROM scope) AS now, consumption_metric AS metric, quantity,
           cost, coalesce(unallocated_cost, 0) AS unallocated_cost, unpriced_rows
    FROM mv_cost_domain_month
    WHERE %(applications)s::text[] IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT domain_id, period_month >= (SELECT first_month FROM scope), consumption_metric, quantity, cost, NULL,
           unpriced_rows
    FROM mv_cost_app_domain_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
),
folded AS (
    SELECT domain_id, count(*) FILTER (WHERE now) AS cells, min(metric) FILTER (WHERE now) AS metric,
           count(metric) FILTER (WHERE now) = count(*) FILTER (WHERE now)
               AND min(metric) FILTER (WHERE now) = max(metric) FILTER (WHERE now) AS one_metric,
           sum(quantity) FILTER (WHERE now) AS quantity,
           sum(cost) FILTER (WHERE now) AS cost, sum(cost) FILTER (WHERE NOT now) AS previous_cost,
           sum(unallocated_cost) FILTER (WHERE now) AS unallocated_cost,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0)::bigint AS unpriced_rows,
           coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0)::bigint AS previous_unpriced
    FROM cells GROUP BY domain_id
),
known_costs AS (
    -- Gone since the months before: 0 where the domain is published, unknown where it is not.
    SELECT f.domain_id, d.domain_label, d.domain_mode, f.previous_cost, f.unallocated_cost, f.unpriced_rows,
           f.previous_unpriced,
           CASE WHEN f.one_metric THEN f.metric END AS metric, CASE WHEN f.one_metric THEN f.quantity END AS quantity,
           CASE WHEN f.cells > 0 THEN f.cost
                WHEN EXISTS (SELECT FROM slice_publication x
                             WHERE x.entity_id = %(entity)s AND x.domain_id = f.domain_id AND x.run_id IS NOT NULL
                               AND x.period_month BETWEEN (SELECT first_month FROM scope)
                                                      AND (SELECT last_month FROM scope)) THEN 0 END AS cost
    FROM folded f JOIN dim_domain d ON d.domain_id = f.domain_id
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
unallocated AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost
    FROM mv_cost_app_domain_month
    WHERE application_id = 'unallocated' AND entity_id = %(entity)s
      AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (%(applications)s IS NULL OR 'unallocated' = ANY (%(applications)s))
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY
               CASE %(sort)s::text WHEN 'label' THEN lower(domain_label) END,
               CASE %(sort)s WHEN '-label' THEN lower(domain_label) END DESC,
               CASE %(sort)s WHEN 'cost' THEN cost WHEN '-cost' THEN -cost
                             WHEN 'previousCost' THEN previous_cost WHEN '-previousCost' THEN -previous_cost
                             WHEN 'delta' THEN delta WHEN '-delta' THEN -delta
                             WHEN 'deltaPercent' THEN percent WHEN '-deltaPercent' THEN -percent END NULLS LAST,
               domain_id) AS place
    FROM compared
),
answer AS (
    SELECT t.cost, t.previous_cost, u.cost AS unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN t.rows > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'domainId', p.domain_id, 'domainLabel', p.domain_label, 'domainMode', p.domain_mode,
                'metric', p.metric, 'unit', m.unit, 'quantity', trim_scale(p.quantity),
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost), 'delta', trim_scale(p.delta),
                'deltaPercent', trim_scale(p.percent), 'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)),
                'unpricedRows', p.unpriced_rows,
                'allocatedShare', trim_scale(round((p.cost - p.unallocated_cost) / nullif(p.cost, 0), 6)))
                ORDER BY p.place), '[]')
            FROM placed p LEFT JOIN dim_metric m ON m.metric = p.metric
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
        'page', t.page, 'comparedWith', s.compared_with),
    'data', t.data)::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
