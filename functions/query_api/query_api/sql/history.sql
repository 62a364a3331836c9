-- Costs month by month, as series: of the total, or by domain, family, product or application.
WITH scope AS (
    -- The months one by one as well: an index that begins with the month is then entered where its other columns say.
    SELECT *, ARRAY(SELECT m::date FROM generate_series(first_month::timestamp, last_month, interval '1 month') m) AS months
    FROM reading_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text)
),
cells AS (
    SELECT period_month, domain_id, NULL::text AS family_id, NULL::text AS product_id, NULL::text AS application_id, cost,
           coalesce(unallocated_cost, 0) AS unallocated_cost, unpriced_rows
    FROM mv_history_domain
    WHERE %(by)s::text IN ('total', 'domain') AND %(families)s::text[] IS NULL AND %(products)s::text[] IS NULL
      AND %(applications)s::text[] IS NULL
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, family_id, NULL, NULL, cost, NULL, unpriced_rows
    FROM mv_cost_family_month
    WHERE %(applications)s IS NULL AND %(products)s IS NULL
      AND (%(by)s = 'family' OR %(by)s IN ('total', 'domain') AND %(families)s IS NOT NULL)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, NULL, NULL, NULL, application_id, cost, NULL, unpriced_rows
    FROM mv_rank_app_month
    WHERE %(by)s = 'application' AND %(domains)s IS NULL AND %(families)s IS NULL AND %(products)s IS NULL
      AND (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND environment = coalesce(%(environment)s, '(all)') AND ('ended' IN (status, status_year)) IS NOT TRUE
    UNION ALL
    SELECT period_month, domain_id, family_id, product_id, NULL, cost, NULL, unpriced_rows
    FROM mv_cost_product_month
    WHERE %(applications)s IS NULL
      AND (%(by)s = 'product' OR %(by)s IN ('total', 'domain', 'family') AND %(products)s IS NOT NULL)
      AND (%(products)s IS NULL OR product_id = ANY (%(products)s))
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    -- Of some applications: each in its own index. Of all of them, the narrowest filter is.
    SELECT period_month, domain_id, family_id, product_id, application_id, cost, NULL,
           CASE WHEN cost IS NULL THEN 1 ELSE 0 END
    FROM mv_cost_app_product_month
    WHERE (%(by)s = 'product' OR %(products)s IS NOT NULL)
      AND %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND (%(products)s IS NULL OR product_id = ANY (%(products)s))
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, family_id, NULL, application_id, cost, NULL, unpriced_rows
    FROM mv_cost_app_family_month
    WHERE %(products)s IS NULL AND %(by)s <> 'product'
      AND (%(by)s <> 'application' OR %(domains)s IS NOT NULL OR %(families)s IS NOT NULL)
      AND %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, family_id, product_id, application_id, cost, NULL,
           CASE WHEN cost IS NULL THEN 1 ELSE 0 END
    FROM mv_cost_app_product_month
    WHERE %(by)s = 'application' AND %(applications)s IS NULL
      AND %(products)s IS NOT NULL AND product_id = ANY (%(products)s)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, family_id, NULL, application_id, cost, NULL, unpriced_rows
    FROM mv_cost_app_family_month
    WHERE %(by)s = 'application' AND %(applications)s IS NULL AND %(products)s IS NULL
      AND %(families)s IS NOT NULL AND family_id = ANY (%(families)s)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, NULL, NULL, application_id, cost, NULL, unpriced_rows
    FROM mv_cost_app_domain_month
    WHERE %(by)s = 'application' AND %(applications)s IS NULL AND %(products)s IS NULL AND %(families)s IS NULL
      AND %(domains)s IS NOT NULL AND domain_id = ANY (%(domains)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
),
keyed AS (
    -- A product that moved is one series, where it stood last; what stands for no product is of its domain.
    SELECT period_month, cost, unallocated_cost, unpriced_rows, domain_id, family_id,
           CASE WHEN %(by)s IN ('domain', 'family') OR %(by)s = 'product' AND product_id IN ('(none)', 'unmapped')
                THEN domain_id END AS domain_key,
           CASE WHEN %(by)s = 'family' THEN family_id END AS family_key,
           CASE WHEN %(by)s = 'product' THEN product_id END AS product_key,
           CASE WHEN %(by)s = 'application' THEN application_id END AS application_key
    FROM cells
),
ranked AS (
    SELECT domain_key, family_key, product_key, application_key, sum(cost) AS cost,
           sum(unpriced_rows)::bigint AS unpriced_rows,
           row_number() OVER (ORDER BY 'unallocated' IS NOT DISTINCT FROM application_key
                                       OR 'unmapped' IS NOT DISTINCT FROM product_key, sum(cost) DESC NULLS LAST,
                              domain_key, family_key, product_key, application_key) AS place
    FROM keyed GROUP BY domain_key, family_key, product_key, application_key
),
shown_keys AS (SELECT * FROM ranked WHERE place <= %(limit)s::int),
points AS (
    -- Month by month only what is shown: there may be thousands of applications.
    SELECT s.place, k.period_month, sum(k.cost) AS cost, sum(k.unallocated_cost) AS unallocated_cost,
           sum(k.unpriced_rows)::bigint AS unpriced_rows, min(k.domain_id) AS domain_id, min(k.family_id) AS family_id
    FROM keyed k
    JOIN shown_keys s ON coalesce(k.domain_key, '') = coalesce(s.domain_key, '')
                     AND coalesce(k.family_key, '') = coalesce(s.family_key, '')
                     AND coalesce(k.product_key, '') = coalesce(s.product_key, '')
                     AND coalesce(k.application_key, '') = coalesce(s.application_key, '')
    GROUP BY s.place, k.period_month
),
shown_series AS (
    SELECT s.*, CASE WHEN %(by)s IN ('domain', 'family', 'product') THEN l.domain_id END AS domain_id,
           CASE WHEN %(by)s IN ('family', 'product') THEN l.family_id END AS family_id
    FROM shown_keys s
    CROSS JOIN LATERAL (SELECT p.domain_id, p.family_id FROM points p WHERE p.place = s.place
                        ORDER BY p.period_month DESC LIMIT 1) l
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           coalesce(sum(unpriced_rows), 0) AS unpriced_rows
    FROM ranked
),
unallocated_cells AS (
    SELECT cost, unpriced_rows
    FROM mv_cost_app_family_month
    WHERE application_id = 'unallocated' AND %(products)s IS NULL AND entity_id = %(entity)s
      AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND (%(applications)s IS NULL OR 'unallocated' = ANY (%(applications)s))
    UNION ALL
    SELECT unallocated_cost, CASE WHEN unallocated_quantity IS NOT NULL AND unallocated_cost IS NULL THEN 1 ELSE 0 END
    FROM mv_cost_product_month
    WHERE %(products)s IS NOT NULL AND product_id = ANY (%(products)s) AND entity_id = %(entity)s
      AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s IS NULL OR family_id = ANY (%(families)s))
      AND (%(applications)s IS NULL OR 'unallocated' = ANY (%(applications)s))
),
unallocated AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost
    FROM unallocated_cells
),
shown AS (
    -- Which months are published at all, and of which domains.
    SELECT period_month, domain_id FROM slice_publication
    WHERE entity_id = %(entity)s AND run_id IS NOT NULL
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
    GROUP BY GROUPING SETS ((period_month, domain_id), (period_month))
),
gathered AS (
    SELECT s.place, json_agg(json_build_object('period', to_char(m, 'YYYY-MM'), 'cost', trim_scale(p.cost),
                                               'unpricedRows', coalesce(p.unpriced_rows, 0),
                                               'allocatedShare', trim_scale(round((p.cost - p.unallocated_cost)
                                                                                  / nullif(p.cost, 0), 6)),
                                               'published', x.period_month IS NOT NULL) ORDER BY m) AS points
    FROM shown_series s
    CROSS JOIN generate_series((SELECT first_month FROM scope), (SELECT last_month FROM scope), interval '1 month') m
    LEFT JOIN points p ON p.period_month = m::date AND p.place = s.place
    LEFT JOIN shown x ON x.period_month = m::date
                     AND coalesce(x.domain_id, '')
                         = CASE WHEN s.domain_id IS NULL THEN '' ELSE coalesce(p.domain_id, s.domain_id) END
    GROUP BY s.place
),
lines AS (
    SELECT s.place, json_build_object(
               'domainId', s.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
               'familyId', s.family_id,
               'familyLabel', CASE WHEN s.family_id IS NOT NULL THEN coalesce(f.family_label, s.family_id) END,
               'productId', s.product_key,
               'productLabel', CASE WHEN s.product_key IS NOT NULL THEN coalesce(r.product_label, s.product_key) END,
               'applicationId', s.application_key, 'applicationLabel', a.application_label,
               'cost', trim_scale(s.cost), 'unpricedRows', s.unpriced_rows, 'points', g.points) AS line
    FROM gathered g
    JOIN shown_series s ON s.place = g.place
    LEFT JOIN dim_domain d ON d.domain_id = s.domain_id
    LEFT JOIN dim_family f ON f.family_id = s.family_id
    LEFT JOIN dim_product r ON r.product_id = s.product_key
    LEFT JOIN dim_application a ON a.application_id = s.application_key
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
