-- One month's ranking of applications over all entities, or of entities: by cost, growth or reduction.
WITH scope AS (
    SELECT * FROM group_scope(%(entities)s::text[], %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                              %(against)s::text)
),
cells AS MATERIALIZED (
    SELECT c.*
    FROM scope s
    CROSS JOIN LATERAL group_cost(s.entities, s.pricing_view_id, s.months, s.first_month, %(environment)s::text,
                                  CASE %(by)s::text WHEN 'entity' THEN 'domain' ELSE 'application' END, NULL, NULL) c
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
by_key AS (
    SELECT CASE WHEN %(by)s = 'entity' THEN c.entity_id ELSE c.application_id END AS key, sum(c.cost) AS cost,
           sum(c.previous_cost) AS previous_cost, sum(c.unpriced_rows)::bigint AS unpriced_rows,
           CASE WHEN %(by)s = 'entity' THEN bool_or(c.is_here)::int ELSE count(*) FILTER (WHERE c.is_here) END AS entities,
           bool_or(c.is_here) AS is_here,
           bool_or(c.previous_cost IS NOT NULL OR c.previous_unpriced > 0) AS was_there
    FROM cells c GROUP BY 1
),
named AS (
    SELECT k.*, %(by)s = 'application' AND k.key = 'unallocated' AS reserved,
           CASE WHEN NOT (SELECT comparable FROM scope) OR NOT k.is_here AND k.cost IS NULL THEN NULL
                WHEN NOT k.is_here THEN 'ended'
                WHEN k.cost IS NULL OR k.was_there AND k.previous_cost IS NULL THEN 'unpriced'
                WHEN NOT k.was_there THEN 'new'
                ELSE 'continued' END AS status
    FROM by_key k
),
ranked AS (
    SELECT n.*, CASE WHEN n.reserved THEN NULL
                     WHEN %(order)s::text = 'cost' AND n.is_here AND n.cost IS NOT NULL
                     THEN rank() OVER (ORDER BY n.reserved, NOT n.is_here, n.cost DESC NULLS LAST)
                     WHEN %(order)s = 'growth' AND n.cost > n.previous_cost
                     THEN rank() OVER (ORDER BY n.reserved, n.cost - n.previous_cost DESC NULLS LAST)
                     WHEN %(order)s = 'reduction' AND n.cost < n.previous_cost
                     THEN rank() OVER (ORDER BY n.reserved, n.cost - n.previous_cost NULLS LAST) END AS rank
    FROM named n
),
placed AS (
    SELECT r.*, row_number() OVER (ORDER BY r.rank NULLS LAST, r.reserved, r.cost DESC NULLS LAST, r.key) AS place
    FROM ranked r
    WHERE %(order)s = 'cost' OR r.rank IS NOT NULL
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN (SELECT count(*) FROM placed) > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           json_build_object('by', %(by)s, 'order', %(order)s, 'against', %(against)s::text,
                             'rows', (SELECT count(*) FROM placed)) AS more,
           (SELECT coalesce(json_agg(json_build_object(
                'rank', p.rank, 'status', p.status,
                'entityId', CASE WHEN %(by)s = 'entity' THEN p.key END,
                'entityLabel', CASE WHEN %(by)s = 'entity' THEN coalesce(g.entity_label, p.key) END,
                'applicationId', a.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
                'reserved', p.reserved, 'entities', p.entities,
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost),
                'delta', trim_scale(p.cost - p.previous_cost),
                'deltaPercent', trim_scale(CASE WHEN p.previous_cost <> 0
                    THEN round(100 * (p.cost - p.previous_cost) / abs(p.previous_cost), 2) END),
                'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)), 'unpricedRows', p.unpriced_rows) ORDER BY p.place), '[]')
            FROM placed p
            LEFT JOIN group_member g ON %(by)s = 'entity' AND g.entity_id = p.key
            LEFT JOIN dim_application a ON %(by)s = 'application' AND a.application_id = p.key
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
        'page', t.page, 'comparedWith', s.compared_with, 'ranking', t.more),
    'data', t.data)::text AS answer,
    s.generation, %(view)s::text IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
