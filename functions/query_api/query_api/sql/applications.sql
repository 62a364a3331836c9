-- Costs by application of the months asked for, beside the months before them.
WITH scope AS (
    SELECT * FROM compared_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                                 %(against)s::text)
),
known_costs AS (
    SELECT a.application_id, d.application_label, d.owner, a.application_id = 'unallocated' AS reserved, a.metric, a.quantity,
           a.previous_cost, a.unpriced_rows, a.previous_unpriced, CASE WHEN a.is_here THEN a.cost ELSE 0 END AS cost
    FROM scope s
    CROSS JOIN LATERAL application_costs(
        %(entity)s, s.pricing_view_id, s.months, s.first_month, %(environment)s::text, %(applications)s::text[],
        %(domains)s::text[], %(families)s::text[], %(products)s::text[]) a
    JOIN dim_application d ON d.application_id = a.application_id
    WHERE s.published
      AND (%(q)s::text IS NULL OR strpos(lower(a.application_id), lower(%(q)s)) > 0
           OR strpos(lower(d.application_label), lower(%(q)s)) > 0)
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
           CASE WHEN sum(cost) FILTER (WHERE reserved) IS NOT NULL
                     OR coalesce(sum(unpriced_rows) FILTER (WHERE reserved), 0) = 0
                THEN coalesce(sum(cost) FILTER (WHERE reserved), 0) END AS unallocated_cost,
           coalesce(sum(unpriced_rows), 0) AS unpriced_rows, count(*) AS rows
    FROM compared
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY reserved,
               CASE %(sort)s::text WHEN 'label' THEN lower(application_label) END,
               CASE %(sort)s WHEN '-label' THEN lower(application_label) END DESC,
               CASE %(sort)s WHEN 'cost' THEN cost WHEN '-cost' THEN -cost
                             WHEN 'previousCost' THEN previous_cost WHEN '-previousCost' THEN -previous_cost
                             WHEN 'delta' THEN delta WHEN '-delta' THEN -delta
                             WHEN 'deltaPercent' THEN percent WHEN '-deltaPercent' THEN -percent END NULLS LAST,
               application_id) AS place
    FROM compared
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN t.rows > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'applicationId', p.application_id, 'applicationLabel', p.application_label, 'owner', p.owner,
                'reserved', p.reserved,
                'metric', p.metric, 'unit', m.unit, 'quantity', trim_scale(p.quantity),
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost), 'delta', trim_scale(p.delta),
                'deltaPercent', trim_scale(p.percent), 'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)),
                'unpricedRows', p.unpriced_rows) ORDER BY p.place), '[]')
            FROM placed p LEFT JOIN dim_metric m ON m.metric = p.metric
            WHERE p.place > %(offset)s AND p.place <= %(offset)s + %(limit)s) AS data
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
        'page', t.page, 'comparedWith', s.compared_with),
    'data', t.data)::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
