-- Costs in several pricing views, side by side, of the months asked for.
WITH scope AS (
    SELECT * FROM reading_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int,
                                (%(views)s::text[])[1])
),
asked AS (
    SELECT v.pricing_view_id, v.currency, o.place
    FROM unnest(%(views)s::text[]) WITH ORDINALITY o (pricing_view_id, place)
    JOIN pricing_view_current v ON v.pricing_view_id = o.pricing_view_id
),
cells AS (
    SELECT pricing_view_id, period_month, domain_id, NULL::key_text AS family_id, NULL::key_text AS product_id,
           NULL::key_text AS application_id, cost, unpriced_rows
    FROM mv_history_domain
    WHERE %(by)s::text IN ('total', 'month', 'domain') AND %(applications)s::text[] IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = ANY (%(views)s)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT pricing_view_id, period_month, domain_id, family_id, NULL, NULL, cost, unpriced_rows
    FROM mv_cost_family_month
    WHERE %(by)s = 'family' AND %(applications)s IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = ANY (%(views)s)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT pricing_view_id, period_month, domain_id, family_id, product_id, NULL, cost, unpriced_rows
    FROM mv_cost_product_month
    WHERE %(by)s = 'product' AND %(applications)s IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = ANY (%(views)s)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT pricing_view_id, period_month, NULL, NULL, NULL, application_id, cost, unpriced_rows
    FROM mv_cost_application_month
    WHERE CASE WHEN %(by)s IN ('total', 'month') THEN application_id = ANY (%(applications)s)
               WHEN %(by)s = 'application' THEN %(applications)s IS NULL OR application_id = ANY (%(applications)s) END
      AND entity_id = %(entity)s AND pricing_view_id = ANY (%(views)s)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT pricing_view_id, period_month, domain_id, NULL, NULL, application_id, cost, unpriced_rows
    FROM mv_cost_app_domain_month
    WHERE %(by)s = 'domain' AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = ANY (%(views)s)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT pricing_view_id, period_month, domain_id, family_id, NULL, application_id, cost, unpriced_rows
    FROM mv_cost_app_family_month
    WHERE %(by)s = 'family' AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = ANY (%(views)s)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT pricing_view_id, period_month, domain_id, family_id, product_id, application_id, cost,
           CASE WHEN cost IS NULL THEN 1 ELSE 0 END
    FROM mv_cost_app_product_month
    WHERE %(by)s = 'product' AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = ANY (%(views)s)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
),
keyed AS (
    -- A product that moved is one row; what stands for no product is of its domain.
    SELECT pricing_view_id, cost, unpriced_rows, domain_id, family_id, product_id, application_id, period_month,
           CASE %(by)s WHEN 'month' THEN to_char(period_month, 'YYYY-MM') WHEN 'domain' THEN domain_id
                       WHEN 'family' THEN domain_id || ' ' || family_id WHEN 'application' THEN application_id
                       WHEN 'product' THEN CASE WHEN product_id IN ('(none)', 'unmapped')
                                                THEN product_id || ' ' || domain_id ELSE product_id END
                       ELSE '' END AS key
    FROM cells
),
folded AS (
    SELECT key, pricing_view_id, sum(cost) AS cost, sum(unpriced_rows)::bigint AS unpriced_rows,
           min(product_id) AS product_id, min(application_id) AS application_id, max(period_month::date) AS latest,
           coalesce((array_agg(domain_id ORDER BY period_month DESC) FILTER (WHERE %(by)s = 'product'))[1], min(domain_id))
               AS domain_id,
           coalesce((array_agg(family_id ORDER BY period_month DESC) FILTER (WHERE %(by)s = 'product'))[1], min(family_id))
               AS family_id
    FROM keyed GROUP BY key, pricing_view_id
),
keys AS (
    SELECT key, min(product_id) AS product_id, min(application_id) AS application_id,
           (array_agg(domain_id ORDER BY latest DESC, domain_id))[1] AS domain_id,
           (array_agg(family_id ORDER BY latest DESC, family_id))[1] AS family_id
    FROM folded GROUP BY key
    UNION ALL
    SELECT to_char(m, 'YYYY-MM'), NULL, NULL, NULL, NULL
    FROM scope s CROSS JOIN LATERAL generate_series(s.first_month::timestamp, s.last_month, interval '1 month') m
    WHERE %(by)s = 'month' AND to_char(m, 'YYYY-MM') NOT IN (SELECT key FROM folded)
),
known AS (
    SELECT k.key, CASE WHEN %(by)s = 'month' THEN k.key END AS period,
           CASE WHEN %(by)s IN ('domain', 'family', 'product') THEN k.domain_id END AS domain_id,
           CASE WHEN %(by)s IN ('family', 'product') THEN k.family_id END AS family_id,
           CASE WHEN %(by)s = 'product' THEN k.product_id END AS product_id,
           CASE WHEN %(by)s = 'application' THEN k.application_id END AS application_id, f.cost AS first_cost
    FROM keys k
    LEFT JOIN folded f ON f.key = k.key AND f.pricing_view_id = (%(views)s::text[])[1]
),
labelled AS (
    SELECT k.*, d.domain_label, d.domain_mode, coalesce(f.family_label, k.family_id) AS family_label,
           coalesce(p.product_label, k.product_id) AS product_label, a.application_label, a.owner,
           lower(coalesce(k.period, a.application_label, p.product_label, k.product_id, f.family_label, k.family_id,
                          d.domain_label)) AS label,
           coalesce('unallocated' = k.application_id OR 'unmapped' IN (k.family_id, k.product_id), false) AS is_last
    FROM known k
    LEFT JOIN dim_domain d ON d.domain_id = k.domain_id
    LEFT JOIN dim_family f ON f.family_id = k.family_id
    LEFT JOIN dim_product p ON p.product_id = k.product_id
    LEFT JOIN dim_application a ON a.application_id = k.application_id
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY is_last,
               CASE %(sort)s::text WHEN 'label' THEN label END, CASE %(sort)s WHEN '-label' THEN label END DESC,
               CASE %(sort)s WHEN 'cost' THEN first_cost WHEN '-cost' THEN -first_cost END NULLS LAST, key) AS place,
           count(*) OVER () AS rows
    FROM labelled
),
shown AS (
    SELECT * FROM placed WHERE place > %(offset)s::int AND place <= %(offset)s + %(limit)s::int
),
totals AS (
    SELECT v.pricing_view_id, v.currency, v.place,
           CASE WHEN sum(f.cost) IS NOT NULL OR coalesce(sum(f.unpriced_rows), 0) = 0 THEN coalesce(sum(f.cost), 0)
           END AS cost, coalesce(sum(f.unpriced_rows), 0) AS unpriced_rows
    FROM asked v LEFT JOIN folded f ON f.pricing_view_id = v.pricing_view_id
    GROUP BY v.pricing_view_id, v.currency, v.place
),
costs AS (
    SELECT r.place AS row, v.pricing_view_id, v.currency, v.place, f.cost, coalesce(f.unpriced_rows, 0) AS unpriced_rows
    FROM shown r CROSS JOIN asked v
    LEFT JOIN folded f ON f.key = r.key AND f.pricing_view_id = v.pricing_view_id
    UNION ALL
    SELECT 0, pricing_view_id, currency, place, cost, unpriced_rows FROM totals
),
differing AS (
    SELECT c.*, CASE WHEN c.place > 1 AND c.currency = b.currency THEN c.cost - b.cost END AS difference,
           CASE WHEN c.place > 1 AND c.currency = b.currency AND b.cost <> 0
                THEN round(100 * (c.cost - b.cost) / abs(b.cost), 2) END AS percent
    FROM costs c JOIN costs b ON b.row = c.row AND b.place = 1
),
lines AS (
    SELECT row, json_agg(json_build_object('pricingView', pricing_view_id, 'currency', currency,
               'cost', trim_scale(cost), 'unpricedRows', unpriced_rows, 'difference', trim_scale(difference),
               'differencePercent', trim_scale(percent)) ORDER BY place) AS list
    FROM differing GROUP BY row
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', CASE WHEN s.first_month = s.last_month THEN to_char(s.first_month, 'YYYY-MM') END,
        'from', to_char(s.first_month, 'YYYY-MM'), 'to', to_char(s.last_month, 'YYYY-MM'),
        'environment', %(environment)s::text,
        'generation', s.generation, 'runId', s.run_id, 'asOf', to_char(s.as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'complete', s.published AND s.missing IS NULL, 'missing', coalesce(s.missing, '[]'),
        'totals', (SELECT list FROM lines WHERE row = 0),
        'page', json_build_object('limit', %(limit)s, 'next', CASE
            WHEN (SELECT max(rows) FROM placed) > %(offset)s + %(limit)s
            THEN format('%%s.%%s.%%s', s.generation, %(offset)s + %(limit)s, %(question)s::text) END)),
    'data', (SELECT coalesce(json_agg(json_build_object(
                 'period', r.period, 'domainId', r.domain_id, 'domainLabel', r.domain_label, 'domainMode', r.domain_mode,
                 'familyId', r.family_id, 'familyLabel', r.family_label,
                 'productId', r.product_id, 'productLabel', r.product_label,
                 'applicationId', r.application_id, 'applicationLabel', r.application_label, 'owner', r.owner,
                 'reserved', r.is_last OR '(none)' IN (r.family_id, r.product_id) IS TRUE, 'costs', l.list)
                 ORDER BY r.place), '[]')
             FROM shown r JOIN lines l ON l.row = r.place))::text AS answer,
    s.generation, (SELECT count(*) FROM asked) = cardinality(%(views)s::text[]) AS view_known, true AS known
FROM scope s
