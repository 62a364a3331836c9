-- Costs month by month: of the group, or a series for each entity or domain.
WITH scope AS (
    SELECT * FROM group_scope(%(entities)s::text[], %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                              'previousMonth')
),
cells AS (
    SELECT period_month, CASE WHEN %(group_by)s::text = 'entity' THEN entity_id END AS entity_key,
           CASE WHEN %(group_by)s = 'domain' THEN domain_id END AS domain_key, cost, unallocated_cost, unpriced_rows
    FROM mv_history_domain
    WHERE entity_id = ANY ((SELECT entities FROM scope)::text[]) AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
),
points AS (
    SELECT entity_key, domain_key, period_month, sum(cost) AS cost, sum(unallocated_cost) AS unallocated_cost,
           sum(unpriced_rows)::bigint AS unpriced_rows
    FROM cells GROUP BY entity_key, domain_key, period_month
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           NULL::numeric AS previous_cost, coalesce(sum(unallocated_cost), 0) AS unallocated_cost,
           coalesce(sum(unpriced_rows), 0)::bigint AS unpriced_rows
    FROM points
),
ranked AS (
    SELECT entity_key, domain_key, sum(cost) AS cost, sum(unpriced_rows)::bigint AS unpriced_rows,
           row_number() OVER (ORDER BY sum(cost) DESC NULLS LAST, entity_key, domain_key) AS place
    FROM points GROUP BY entity_key, domain_key
),
states AS MATERIALIZED (
    SELECT m.entity_id, m.period_month, m.status
    FROM scope s CROSS JOIN LATERAL group_month(%(entities)s::text[], s.first_month, s.last_month) m
),
months AS (
    SELECT m::date AS month, x.entity_id, count(*) FILTER (WHERE x.status <> 'missing') AS published,
           count(*) FILTER (WHERE x.status IN ('missing', 'partial')) AS missing
    FROM generate_series((SELECT first_month FROM scope), (SELECT last_month FROM scope), '1 month') m
    LEFT JOIN states x ON x.period_month = m::date
    GROUP BY GROUPING SETS ((m, x.entity_id), (m))
    HAVING grouping(x.entity_id) = 1 OR x.entity_id IS NOT NULL
),
lines AS (
    SELECT r.place, json_build_object(
               'entityId', r.entity_key,
               'entityLabel', CASE WHEN r.entity_key IS NOT NULL THEN coalesce(g.entity_label, r.entity_key) END,
               'domainId', r.domain_key, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
               'cost', trim_scale(r.cost), 'unpricedRows', r.unpriced_rows,
               'points', (SELECT json_agg(json_build_object('period', to_char(m, 'YYYY-MM'), 'cost', trim_scale(p.cost),
                              'unpricedRows', coalesce(p.unpriced_rows, 0), 'published', coalesce(n.published, 0),
                              'missing', coalesce(n.missing, 0)) ORDER BY m)
                          FROM generate_series((SELECT first_month FROM scope), (SELECT last_month FROM scope), '1 month') m
                          LEFT JOIN points p ON p.period_month = m::date
                                            AND coalesce(p.entity_key, '') = coalesce(r.entity_key, '')
                                            AND coalesce(p.domain_key, '') = coalesce(r.domain_key, '')
                          LEFT JOIN months n ON n.month = m::date
                                            AND coalesce(n.entity_id, '') = coalesce(r.entity_key, ''))) AS line
    FROM ranked r
    LEFT JOIN group_member g ON g.entity_id = r.entity_key
    LEFT JOIN dim_domain d ON d.domain_id = r.domain_key
    WHERE r.place <= %(limit)s::int
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, NULL::json AS page, true AS known,
           (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines) AS data
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
        'page', t.page),
    'data', t.data)::text AS answer,
    s.generation, %(view)s::text IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
