-- One month of the group at a glance: by entity and domain, the costliest applications, 13 months, what is missing.
WITH scope AS (
    SELECT * FROM group_scope(%(entities)s::text[], %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                              %(against)s::text)
),
cells AS MATERIALIZED (
    SELECT c.*
    FROM scope s
    CROSS JOIN LATERAL group_cost(s.entities, s.pricing_view_id, s.months, s.first_month, %(environment)s::text, 'domain',
                                  NULL, NULL) c
    WHERE s.published
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(previous_cost) IS NOT NULL OR coalesce(sum(previous_unpriced), 0) = 0)
                THEN coalesce(sum(previous_cost), 0) END AS previous_cost,
           coalesce(sum(unallocated_cost), 0) AS unallocated_cost, coalesce(sum(unpriced_rows), 0)::bigint AS unpriced_rows
    FROM cells
),
application_cells AS MATERIALIZED (
    SELECT c.*
    FROM scope s
    CROSS JOIN LATERAL group_cost(s.entities, s.pricing_view_id, s.months, s.first_month, %(environment)s::text, 'application',
                                  NULL, NULL) c
    WHERE s.published
),
by_entity AS (
    SELECT c.entity_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM cells c
    GROUP BY c.entity_id
),
by_domain AS (
    SELECT c.domain_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM cells c
    GROUP BY c.domain_id
),
by_application AS (
    SELECT c.application_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM application_cells c
    GROUP BY c.application_id
),
top_applications AS (
    SELECT * FROM (SELECT f.*, row_number() OVER (ORDER BY f.application_id = 'unallocated', f.cost DESC NULLS LAST,
                                                  f.application_id) AS place
                   FROM by_application f) p
    WHERE p.place <= %(limit)s::int
),
costs_by_month AS (
    SELECT period_month, sum(cost) AS cost, sum(unpriced_rows)::bigint AS unpriced_rows
    FROM mv_history_domain
    WHERE entity_id = ANY ((SELECT entities FROM scope)::text[]) AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT last_month - interval '12 months' FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    GROUP BY period_month
),
states AS (
    SELECT m.period_month, m.status
    FROM scope s CROSS JOIN LATERAL group_month(%(entities)s::text[], (s.last_month - interval '12 months')::date, s.last_month) m
),
history AS (
    SELECT m::date AS month, c.cost, coalesce(c.unpriced_rows, 0) AS unpriced_rows,
           (SELECT count(*) FROM states x WHERE x.period_month = m AND x.status <> 'missing') AS published,
           (SELECT count(*) FROM states x WHERE x.period_month = m AND x.status IN ('missing', 'partial')) AS missing
    FROM generate_series((SELECT last_month - interval '12 months' FROM scope), (SELECT last_month FROM scope), '1 month') m
    LEFT JOIN costs_by_month c ON c.period_month = m::date
    WHERE (SELECT published FROM scope)
),
completeness AS (
    SELECT count(*) FILTER (WHERE m.is_expected) AS expected, count(*) FILTER (WHERE m.status = 'received') AS received,
           count(*) FILTER (WHERE m.status = 'closed') AS closed, count(*) FILTER (WHERE m.status = 'partial') AS partial,
           count(*) FILTER (WHERE m.status = 'missing') AS missing
    FROM scope s CROSS JOIN LATERAL group_month(%(entities)s::text[], s.first_month, s.last_month) m
),
alike AS (
    -- Who was there then and now: a month that has not come is no saving.
    SELECT count(*) AS entities, sum(e.cost) AS cost, sum(e.previous_cost) AS previous_cost,
           coalesce(sum(e.unpriced_rows), 0)::bigint AS unpriced_rows
    FROM by_entity e
    WHERE e.cost IS NOT NULL AND e.previous_cost IS NOT NULL
      AND NOT EXISTS (SELECT FROM scope s
                      CROSS JOIN LATERAL group_month(ARRAY[e.entity_id::text], s.other_first, s.last_month) m
                      WHERE m.status = 'missing' AND m.period_month = ANY (s.months))
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, NULL::json AS page, true AS known,
           json_build_object(
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'unpricedRows', t.unpriced_rows,
               'likeForLike', (SELECT json_build_object('entities', a.entities, 'cost', trim_scale(a.cost), 'previousCost', trim_scale(a.previous_cost),
                               'delta', trim_scale(a.cost - a.previous_cost),
                               'deltaPercent', trim_scale(CASE WHEN a.previous_cost <> 0
                                   THEN round(100 * (a.cost - a.previous_cost) / abs(a.previous_cost), 2) END),
                               'unpricedRows', a.unpriced_rows) FROM alike a),
               'allocatedShare', trim_scale(round((t.cost - coalesce(t.unallocated_cost, 0)) / nullif(t.cost, 0), 6)),
               'sameMonthLastYear', (SELECT trim_scale(h.cost) FROM history h, scope s
                                     WHERE h.month = s.last_month - interval '12 months'),
               'completeness', (SELECT json_build_object('expected', c.expected, 'received', c.received, 'closed', c.closed,
                                                         'partial', c.partial, 'missing', c.missing) FROM completeness c),
               'anomalies', (SELECT count(*) FROM mv_anomalies_month a, scope s
                             WHERE a.entity_id = ANY (s.entities) AND a.pricing_view_id = s.pricing_view_id
                               AND a.period_month = s.last_month),
               'entities', (SELECT coalesce(json_agg(json_build_object(
                    'entityId', e.entity_id, 'entityLabel', coalesce(g.entity_label, e.entity_id),
                    'cost', trim_scale(e.cost), 'previousCost', trim_scale(e.previous_cost),
                    'delta', trim_scale(e.cost - e.previous_cost),
                    'deltaPercent', trim_scale(CASE WHEN e.previous_cost <> 0
                        THEN round(100 * (e.cost - e.previous_cost) / abs(e.previous_cost), 2) END),
                    'share', trim_scale(round(e.cost / nullif(t.cost, 0), 6)), 'unpricedRows', e.unpriced_rows)
                    ORDER BY e.cost DESC NULLS LAST, e.entity_id), '[]')
                   FROM by_entity e LEFT JOIN group_member g ON g.entity_id = e.entity_id),
               'domains', (SELECT coalesce(json_agg(json_build_object(
                    'domainId', e.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
                    'cost', trim_scale(e.cost), 'previousCost', trim_scale(e.previous_cost),
                    'delta', trim_scale(e.cost - e.previous_cost),
                    'deltaPercent', trim_scale(CASE WHEN e.previous_cost <> 0
                        THEN round(100 * (e.cost - e.previous_cost) / abs(e.previous_cost), 2) END),
                    'share', trim_scale(round(e.cost / nullif(t.cost, 0), 6)), 'unpricedRows', e.unpriced_rows)
                    ORDER BY e.cost DESC NULLS LAST, e.domain_id), '[]')
                   FROM by_domain e JOIN dim_domain d ON d.domain_id = e.domain_id),
               'applications', (SELECT coalesce(json_agg(json_build_object(
                    'applicationId', e.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
                    'reserved', e.application_id = 'unallocated', 'entities', e.entities,
                    'cost', trim_scale(e.cost), 'previousCost', trim_scale(e.previous_cost),
                    'delta', trim_scale(e.cost - e.previous_cost),
                    'deltaPercent', trim_scale(CASE WHEN e.previous_cost <> 0
                        THEN round(100 * (e.cost - e.previous_cost) / abs(e.previous_cost), 2) END),
                    'share', trim_scale(round(e.cost / nullif(t.cost, 0), 6)), 'unpricedRows', e.unpriced_rows)
                    ORDER BY e.place), '[]')
                   FROM top_applications e JOIN dim_application a ON a.application_id = e.application_id),
               'history', (SELECT coalesce(json_agg(json_build_object('period', to_char(h.month, 'YYYY-MM'), 'cost', trim_scale(h.cost),
                   'unpricedRows', h.unpriced_rows, 'published', h.published, 'missing', h.missing) ORDER BY h.month), '[]')
                   FROM history h)
           ) AS data
    FROM total t
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', CASE WHEN s.first_month = s.last_month THEN to_char(s.first_month, 'YYYY-MM') END,
        'from', to_char(s.first_month, 'YYYY-MM'), 'to', to_char(s.last_month, 'YYYY-MM'),
        'pricingView', s.pricing_view_id, 'currency', s.currency, 'environment', %(environment)s::text,
        'entities', coalesce(%(entities)s::text[], '{}'),
        'generation', s.generation, 'runId', s.run_id, 'asOf', to_char(s.as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', s.release, 'complete', s.published AND s.missing IS NULL, 'missing', coalesce(s.missing, '[]'),
        'total', json_build_object(
            'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
            'unallocatedCost', trim_scale(t.unallocated_cost), 'unpricedRows', t.unpriced_rows),
        'page', t.page, 'comparedWith', s.compared_with),
    'data', t.data)::text AS answer,
    s.generation, %(view)s::text IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
