-- What each domain costs over all entities in the months asked for, beside the months before them.
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
by_domain AS (
    SELECT c.domain_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM cells c
    GROUP BY c.domain_id
),
placed AS (
    SELECT f.*, d.domain_label, d.domain_mode, row_number() OVER (ORDER BY 
               CASE %(sort)s::text WHEN 'label' THEN lower(d.domain_label) END,
               CASE %(sort)s WHEN '-label' THEN lower(d.domain_label) END DESC,
               CASE %(sort)s WHEN 'cost' THEN f.cost WHEN '-cost' THEN -f.cost
                             WHEN 'previousCost' THEN f.previous_cost WHEN '-previousCost' THEN -f.previous_cost
                             WHEN 'delta' THEN f.cost - f.previous_cost WHEN '-delta' THEN f.previous_cost - f.cost
                             WHEN 'deltaPercent' THEN (f.cost - f.previous_cost) / nullif(abs(f.previous_cost), 0)
                             WHEN '-deltaPercent' THEN (f.previous_cost - f.cost) / nullif(abs(f.previous_cost), 0)
               END NULLS LAST,
               f.domain_id) AS place
    FROM by_domain f JOIN dim_domain d ON d.domain_id = f.domain_id
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN (SELECT count(*) FROM placed) > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'domainId', p.domain_id, 'domainLabel', p.domain_label, 'domainMode', p.domain_mode,
                'official', EXISTS (SELECT FROM group_official o WHERE o.kind = 'domain' AND o.key_id = p.domain_id),
                'entities', p.entities,
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost),
                'delta', trim_scale(p.cost - p.previous_cost),
                'deltaPercent', trim_scale(CASE WHEN p.previous_cost <> 0
                    THEN round(100 * (p.cost - p.previous_cost) / abs(p.previous_cost), 2) END),
                'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)), 'unpricedRows', p.unpriced_rows,
                'allocatedShare', trim_scale(round((p.cost - coalesce(p.unallocated_cost, 0)) / nullif(p.cost, 0), 6))) ORDER BY p.place), '[]')
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
