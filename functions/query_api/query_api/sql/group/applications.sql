-- What each application costs over all entities in the months asked for, beside the months before them.
WITH scope AS (
    SELECT * FROM group_scope(%(entities)s::text[], %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                              %(against)s::text)
),
cells AS MATERIALIZED (
    SELECT c.*
    FROM scope s
    CROSS JOIN LATERAL group_cost(s.entities, s.pricing_view_id, s.months, s.first_month, %(environment)s::text, 'application',
                                  %(domains)s::text[], NULL) c
    WHERE s.published
),
searched AS (
    SELECT c.*, d.application_label, d.owner, c.application_id = 'unallocated' AS reserved
    FROM cells c JOIN dim_application d ON d.application_id = c.application_id
    WHERE %(q)s::text IS NULL OR strpos(lower(c.application_id), lower(%(q)s)) > 0
       OR strpos(lower(d.application_label), lower(%(q)s)) > 0
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(previous_cost) IS NOT NULL OR coalesce(sum(previous_unpriced), 0) = 0)
                THEN coalesce(sum(previous_cost), 0) END AS previous_cost,
           coalesce(sum(unallocated_cost), 0) AS unallocated_cost, coalesce(sum(unpriced_rows), 0)::bigint AS unpriced_rows
    FROM searched
),
by_application AS (
    SELECT c.application_id, c.application_label, c.owner, c.reserved, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM searched c
    GROUP BY c.application_id, c.application_label, c.owner, c.reserved
),
placed AS (
    SELECT f.*, row_number() OVER (ORDER BY f.reserved,
               CASE %(sort)s::text WHEN 'label' THEN lower(f.application_label) END,
               CASE %(sort)s WHEN '-label' THEN lower(f.application_label) END DESC,
               CASE %(sort)s WHEN 'cost' THEN f.cost WHEN '-cost' THEN -f.cost
                             WHEN 'previousCost' THEN f.previous_cost WHEN '-previousCost' THEN -f.previous_cost
                             WHEN 'delta' THEN f.cost - f.previous_cost WHEN '-delta' THEN f.previous_cost - f.cost
                             WHEN 'deltaPercent' THEN (f.cost - f.previous_cost) / nullif(abs(f.previous_cost), 0)
                             WHEN '-deltaPercent' THEN (f.previous_cost - f.cost) / nullif(abs(f.previous_cost), 0)
               END NULLS LAST,
               f.application_id) AS place
    FROM by_application f
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN (SELECT count(*) FROM placed) > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'applicationId', p.application_id, 'applicationLabel', p.application_label, 'owner', p.owner,
                'reserved', p.reserved,
                'official', EXISTS (SELECT FROM group_official o WHERE o.kind = 'application' AND o.key_id = p.application_id),
                'entities', p.entities,
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost),
                'delta', trim_scale(p.cost - p.previous_cost),
                'deltaPercent', trim_scale(CASE WHEN p.previous_cost <> 0
                    THEN round(100 * (p.cost - p.previous_cost) / abs(p.previous_cost), 2) END),
                'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)), 'unpricedRows', p.unpriced_rows) ORDER BY p.place), '[]')
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
