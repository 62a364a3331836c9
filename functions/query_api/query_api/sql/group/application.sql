-- One application: by entity, domain and product, 13 months.
WITH scope AS (
    SELECT * FROM group_scope(%(entities)s::text[], %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                              %(against)s::text)
),
cells AS MATERIALIZED (
    SELECT c.*
    FROM scope s
    CROSS JOIN LATERAL group_cost(s.entities, s.pricing_view_id, s.months, s.first_month, %(environment)s::text, 'domain',
                                  NULL, ARRAY[%(application)s::text]) c
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
by_domain AS (
    SELECT c.domain_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM cells c
    GROUP BY c.domain_id
),
product_cells AS (
    SELECT c.entity_id, c.domain_id, c.family_id, c.product_id, c.period_month >= s.first_month AS now, c.consumption_metric,
           c.quantity, c.cost
    FROM scope s
    JOIN mv_cost_app_product_month c
      ON c.entity_id = ANY (s.entities) AND c.pricing_view_id = s.pricing_view_id AND c.period_month = ANY (s.months)
     AND c.application_id = %(application)s AND (%(environment)s::text IS NULL OR c.environment = %(environment)s)
    WHERE s.published
),
by_product AS (
    -- Gone since the months before: 0 where whoever used it has published, unknown where not.
    SELECT p.domain_id, p.family_id, p.product_id,
           CASE WHEN count(*) FILTER (WHERE p.now) > 0 THEN sum(p.cost) FILTER (WHERE p.now)
                WHEN bool_or(EXISTS (SELECT FROM slice_publication x, scope s
                                     WHERE x.entity_id = p.entity_id AND x.domain_id = p.domain_id AND x.run_id IS NOT NULL
                                       AND x.period_month BETWEEN s.first_month AND s.last_month)) THEN 0 END AS cost,
           sum(p.cost) FILTER (WHERE NOT p.now) AS previous_cost,
           count(*) FILTER (WHERE p.now AND p.cost IS NULL) AS unpriced_rows,
           CASE WHEN min(p.consumption_metric) FILTER (WHERE p.now) = max(p.consumption_metric) FILTER (WHERE p.now)
                THEN min(p.consumption_metric) FILTER (WHERE p.now) END AS metric,
           CASE WHEN min(p.consumption_metric) FILTER (WHERE p.now) = max(p.consumption_metric) FILTER (WHERE p.now)
                THEN sum(p.quantity) FILTER (WHERE p.now) END AS quantity
    FROM product_cells p
    GROUP BY p.domain_id, p.family_id, p.product_id
),
costs_by_month AS (
    SELECT period_month, sum(cost) AS cost, sum(unpriced_rows)::bigint AS unpriced_rows
    FROM mv_cost_application_month
    WHERE entity_id = ANY ((SELECT entities FROM scope)::text[]) AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT last_month - interval '12 months' FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND application_id = %(application)s
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
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, NULL::json AS page, a.application_id IS NOT NULL AS known,
           json_build_object(
               'applicationId', a.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
               'reserved', a.application_id = 'unallocated',
               'official', EXISTS (SELECT FROM group_official o WHERE o.kind = 'application' AND o.key_id = a.application_id),
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'unpricedRows', t.unpriced_rows,
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
               'products', (SELECT coalesce(json_agg(json_build_object(
                    'domainId', e.domain_id, 'domainLabel', d.domain_label, 'familyId', e.family_id,
                    'familyLabel', coalesce(f.family_label, e.family_id),
                    'productId', e.product_id, 'productLabel', coalesce(p.product_label, e.product_id),
                    'metric', e.metric, 'unit', m.unit, 'quantity', trim_scale(e.quantity),
                    'cost', trim_scale(e.cost), 'previousCost', trim_scale(e.previous_cost),
                    'delta', trim_scale(e.cost - e.previous_cost),
                    'deltaPercent', trim_scale(CASE WHEN e.previous_cost <> 0
                        THEN round(100 * (e.cost - e.previous_cost) / abs(e.previous_cost), 2) END),
                    'share', trim_scale(round(e.cost / nullif(t.cost, 0), 6)), 'unpricedRows', e.unpriced_rows)
                    ORDER BY e.cost DESC NULLS LAST, e.domain_id, e.family_id, e.product_id), '[]')
                   FROM by_product e
                   JOIN dim_domain d ON d.domain_id = e.domain_id
                   LEFT JOIN dim_family f ON f.family_id = e.family_id
                   LEFT JOIN dim_product p ON p.product_id = e.product_id
                   LEFT JOIN dim_metric m ON m.metric = e.metric),
               'history', (SELECT coalesce(json_agg(json_build_object('period', to_char(h.month, 'YYYY-MM'), 'cost', trim_scale(h.cost),
                   'unpricedRows', h.unpriced_rows, 'published', h.published, 'missing', h.missing) ORDER BY h.month), '[]')
                   FROM history h)
           ) AS data
    FROM total t
    LEFT JOIN dim_application a ON a.application_id = %(application)s
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
