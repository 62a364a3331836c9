-- Costs month by month, as series: of the total, or by domain, family or application.
WITH latest AS (
    SELECT max(period_month) AS month FROM slice_publication
    WHERE entity_id = %(entity)s::text AND run_id IS NOT NULL
),
asked AS (
    SELECT coalesce(%(first)s::date, (month - make_interval(months => %(months)s::int - 1))::date) AS first_month,
           coalesce(%(last)s::date, month) AS last_month
    FROM latest
),
scope AS (
    SELECT a.first_month, a.last_month, before.first_month AS previous_first, v.pricing_view_id, v.currency,
           coalesce(p.generation, 0) AS generation,
           CASE WHEN a.first_month = a.last_month THEN s.run_id ELSE p.run_id END AS run_id,
           CASE WHEN a.first_month = a.last_month THEN s.published_at ELSE p.published_at END AS as_of,
           s.published, s.missing, s.published AND before.published AS comparable
    FROM asked a
    LEFT JOIN publication p ON p.entity_id = %(entity)s
    LEFT JOIN pricing_view_current v
           ON CASE WHEN %(view)s::text IS NULL THEN v.is_default ELSE v.pricing_view_id = %(view)s END
    CROSS JOIN LATERAL (
        SELECT count(x.run_id) > 0 AS published,
               (array_agg(x.run_id ORDER BY x.generation DESC NULLS LAST, x.published_at DESC NULLS LAST))[1] AS run_id,
               max(x.published_at) AS published_at,
               json_agg(json_build_object('domainId', x.domain_id, 'domainLabel', d.domain_label,
                                          'period', to_char(x.period_month, 'YYYY-MM'),
                                          'since', to_char(x.missing_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                          'reason', x.missing_reason)
                        ORDER BY x.period_month, x.domain_id) FILTER (WHERE x.missing_since IS NOT NULL) AS missing
        FROM slice_publication x JOIN dim_domain d ON d.domain_id = x.domain_id
        WHERE x.entity_id = %(entity)s AND x.period_month BETWEEN a.first_month AND a.last_month) s
    CROSS JOIN LATERAL (
        SELECT b.first_month, EXISTS (SELECT FROM slice_publication x
                                      WHERE x.entity_id = %(entity)s AND x.run_id IS NOT NULL
                                        AND x.period_month >= b.first_month AND x.period_month < a.first_month) AS published
        FROM (SELECT (a.first_month - age(a.last_month, a.first_month) - interval '1 month')::date AS first_month) b
        ) before
),
cells AS (
    SELECT period_month, domain_id, NULL::text AS family_id, NULL::text AS application_id, cost, unpriced_rows
    FROM mv_cost_domain_month
    WHERE %(by)s::text IN ('total', 'domain') AND %(families)s::text[] IS NULL AND %(applications)s::text[] IS NULL
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, family_id, NULL, cost, unpriced_rows
    FROM mv_cost_family_month
    WHERE %(applications)s IS NULL
      AND (%(by)s = 'family' OR %(by)s IN ('total', 'domain') AND %(families)s IS NOT NULL)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, NULL, NULL, application_id, cost, unpriced_rows
    FROM mv_cost_application_month
    WHERE %(by)s = 'application' AND %(domains)s IS NULL AND %(families)s IS NULL
      AND (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, family_id, application_id, cost, unpriced_rows
    FROM mv_cost_app_family_month
    WHERE CASE WHEN %(by)s = 'application' THEN %(domains)s IS NOT NULL OR %(families)s IS NOT NULL
               ELSE %(applications)s IS NOT NULL END
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
),
points AS (
    SELECT CASE WHEN %(by)s IN ('domain', 'family') THEN domain_id END AS domain_id,
           CASE WHEN %(by)s = 'family' THEN family_id END AS family_id,
           CASE WHEN %(by)s = 'application' THEN application_id END AS application_id,
           period_month, sum(cost) AS cost, sum(unpriced_rows)::bigint AS unpriced_rows
    FROM cells GROUP BY 1, 2, 3, 4
),
series AS (
    SELECT domain_id, family_id, application_id, sum(cost) AS cost, sum(unpriced_rows) AS unpriced_rows,
           row_number() OVER (ORDER BY application_id IS NOT DISTINCT FROM 'unallocated', sum(cost) DESC NULLS LAST,
                              domain_id, family_id, application_id) AS place
    FROM points GROUP BY domain_id, family_id, application_id
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           coalesce(sum(unpriced_rows), 0) AS unpriced_rows
    FROM series
),
unallocated AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost
    FROM mv_cost_app_family_month
    WHERE application_id = 'unallocated' AND entity_id = %(entity)s
      AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND (%(applications)s IS NULL OR 'unallocated' = ANY (%(applications)s))
),
lines AS (
    SELECT s.place, json_build_object(
               'domainId', s.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
               'familyId', s.family_id,
               'familyLabel', CASE WHEN s.family_id IS NOT NULL THEN coalesce(f.family_label, s.family_id) END,
               'applicationId', s.application_id, 'applicationLabel', a.application_label,
               'cost', trim_scale(s.cost), 'unpricedRows', s.unpriced_rows,
               'points', (
                   SELECT json_agg(json_build_object('period', to_char(m, 'YYYY-MM'), 'cost', trim_scale(p.cost),
                                                     'unpricedRows', coalesce(p.unpriced_rows, 0)) ORDER BY m)
                   FROM generate_series((SELECT first_month FROM scope), (SELECT last_month FROM scope),
                                        interval '1 month') m
                   LEFT JOIN points p ON p.period_month = m AND p.domain_id IS NOT DISTINCT FROM s.domain_id
                        AND p.family_id IS NOT DISTINCT FROM s.family_id
                        AND p.application_id IS NOT DISTINCT FROM s.application_id)) AS line
    FROM series s
    LEFT JOIN dim_domain d ON d.domain_id = s.domain_id
    LEFT JOIN dim_family f ON f.family_id = s.family_id
    LEFT JOIN dim_application a ON a.application_id = s.application_id
    WHERE s.place <= %(limit)s::int
),
answer AS (
    SELECT t.cost, NULL::numeric AS previous_cost, u.cost AS unallocated_cost, t.unpriced_rows, NULL::json AS page,
           true AS known, (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines) AS data
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
