-- What each entity costs in the months asked for, beside the months before them and beside the others.
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
by_entity AS (
    SELECT c.entity_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM cells c
    GROUP BY c.entity_id
),
months AS (
    SELECT m.entity_id, m.entity_label, count(*) FILTER (WHERE m.status <> 'missing') AS published,
           CASE WHEN bool_or(m.status = 'missing') THEN 'missing' WHEN bool_or(m.status = 'partial') THEN 'partial'
                WHEN bool_and(m.status = 'closed') THEN 'closed' ELSE 'received' END AS status
    FROM scope s
    CROSS JOIN LATERAL group_month(%(entities)s::text[], s.first_month, s.last_month) m
    GROUP BY m.entity_id, m.entity_label
),
using_applications AS (
    SELECT u.entity_id, count(*) AS applications
    FROM (SELECT entity_id, application_id
          FROM mv_rank_app_month
          WHERE entity_id = ANY ((SELECT entities FROM scope)::text[]) AND pricing_view_id = (SELECT pricing_view_id FROM scope)
            AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
            AND environment = coalesce(%(environment)s::text, '(all)') AND application_id <> 'unallocated'
            AND ('ended' IN (status, status_year)) IS NOT TRUE
          GROUP BY entity_id, application_id) u
    GROUP BY u.entity_id
),
known_entities AS (
    SELECT coalesce(m.entity_id, c.entity_id) AS entity_id, coalesce(m.entity_label, g.entity_label, c.entity_id) AS entity_label,
           m.status, coalesce(m.published, 0) AS published, c.cost, c.previous_cost, c.unallocated_cost,
           coalesce(c.unpriced_rows, 0) AS unpriced_rows, coalesce(a.applications, 0) AS applications
    FROM months m
    FULL JOIN by_entity c ON c.entity_id = m.entity_id
    LEFT JOIN group_member g ON g.entity_id = c.entity_id
    LEFT JOIN using_applications a ON a.entity_id = c.entity_id
),
placed AS (
    SELECT f.*, row_number() OVER (ORDER BY 
               CASE %(sort)s::text WHEN 'label' THEN lower(f.entity_label) END,
               CASE %(sort)s WHEN '-label' THEN lower(f.entity_label) END DESC,
               CASE %(sort)s WHEN 'cost' THEN f.cost WHEN '-cost' THEN -f.cost
                             WHEN 'previousCost' THEN f.previous_cost WHEN '-previousCost' THEN -f.previous_cost
                             WHEN 'delta' THEN f.cost - f.previous_cost WHEN '-delta' THEN f.previous_cost - f.cost
                             WHEN 'deltaPercent' THEN (f.cost - f.previous_cost) / nullif(abs(f.previous_cost), 0)
                             WHEN '-deltaPercent' THEN (f.previous_cost - f.cost) / nullif(abs(f.previous_cost), 0)
               END NULLS LAST,
               f.entity_id) AS place
    FROM known_entities f
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN (SELECT count(*) FROM placed) > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'entityId', p.entity_id, 'entityLabel', p.entity_label, 'status', p.status, 'publishedMonths', p.published,
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost),
                'delta', trim_scale(p.cost - p.previous_cost),
                'deltaPercent', trim_scale(CASE WHEN p.previous_cost <> 0
                    THEN round(100 * (p.cost - p.previous_cost) / abs(p.previous_cost), 2) END),
                'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)), 'unpricedRows', p.unpriced_rows,
                'unallocatedCost', trim_scale(CASE WHEN p.cost IS NOT NULL THEN coalesce(p.unallocated_cost, 0) END),
                'allocatedShare', trim_scale(round((p.cost - coalesce(p.unallocated_cost, 0)) / nullif(p.cost, 0), 6)), 'applications', p.applications,
                'costPerApplication', trim_scale(round((p.cost - coalesce(p.unallocated_cost, 0)) / nullif(p.applications, 0), 6)))
                ORDER BY p.place), '[]')
            FROM placed p
            WHERE p.place > %(offset)s AND p.place <= %(offset)s + %(limit)s) AS data
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
