-- Costs by product of the months asked for, with what moved them.
WITH scope AS (
    SELECT * FROM compared_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                                 %(against)s::text)
),
cells AS (
    SELECT domain_id, family_id, product_id, consumption_metric AS metric, unit_price, quantity, cost, unpriced_rows,
           unallocated_quantity IS NOT NULL AS is_unallocated, unallocated_cost,
           period_month >= (SELECT first_month FROM scope) AS now, period_month
    FROM mv_cost_product_month
    WHERE %(applications)s::text[] IS NULL
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s::text[] IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT domain_id, family_id, product_id, consumption_metric, unit_price, quantity, cost,
           CASE WHEN cost IS NULL THEN 1 ELSE 0 END, application_id = 'unallocated',
           CASE WHEN application_id = 'unallocated' THEN cost END,
           period_month >= (SELECT first_month FROM scope), period_month
    FROM mv_cost_app_product_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND (%(families)s::text[] IS NULL OR family_id = ANY (%(families)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
),
prices AS (
    SELECT p.* FROM scope s
    CROSS JOIN LATERAL line_price(%(entity)s, s.pricing_view_id, s.first_month, s.last_month, s.months_apart) p
    WHERE s.comparable
),
changes AS (
    SELECT c.*, CASE WHEN c.now THEN c.quantity ELSE -c.quantity END * p.price_then AS quantity_effect,
           CASE WHEN c.now THEN c.quantity ELSE 0 END * (p.price_now - p.price_then) AS price_effect
    FROM cells c
    LEFT JOIN prices p ON p.domain_id = c.domain_id AND p.product_id = c.product_id AND p.metric = c.metric
                      AND p.at = CASE WHEN c.now THEN c.period_month::timestamp ELSE
                          c.period_month + make_interval(months => (SELECT months_apart FROM scope)) END
),
keyed AS (
    -- A product that moved in between is compared with itself; what stands for no product is of its domain.
    SELECT *, CASE WHEN product_id IN ('(none)', 'unmapped') THEN product_id || ' ' || domain_id
                   ELSE product_id END AS key
    FROM changes
),
folded AS (
    SELECT key, min(product_id) AS product_id, coalesce(min(domain_id) FILTER (WHERE now), min(domain_id)) AS domain_id,
           coalesce(min(family_id) FILTER (WHERE now), min(family_id)) AS family_id, count(*) FILTER (WHERE now) AS cells,
           min(metric) FILTER (WHERE now) = max(metric) FILTER (WHERE now) AS one_metric,
           min(metric) FILTER (WHERE now) AS metric, sum(quantity) FILTER (WHERE now) AS quantity,
           CASE WHEN min(unit_price) FILTER (WHERE now) = max(unit_price) FILTER (WHERE now)
                     AND count(*) FILTER (WHERE now AND unit_price IS NULL) = 0
                THEN min(unit_price) FILTER (WHERE now) END AS unit_price,
           sum(cost) FILTER (WHERE now) AS cost, sum(cost) FILTER (WHERE NOT now) AS previous_cost,
           sum(quantity_effect) AS quantity_effect, sum(price_effect) AS price_effect,
           sum(unallocated_cost) FILTER (WHERE now) AS unallocated_cost,
           count(*) FILTER (WHERE now AND is_unallocated AND cost IS NULL) AS unallocated_unpriced,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0)::bigint AS unpriced_rows,
           coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0)::bigint AS previous_unpriced
    FROM keyed GROUP BY key
),
known_costs AS (
    -- Gone since the other months: 0 where the domain is published, unknown where it is not.
    SELECT f.key, f.product_id, coalesce(p.product_label, f.product_id) AS product_label,
           f.domain_id, d.domain_label, d.domain_mode, f.family_id,
           coalesce(y.family_label, f.family_id) AS family_label, f.previous_cost, f.quantity_effect, f.price_effect,
           f.unallocated_cost, f.unallocated_unpriced, f.unpriced_rows, f.previous_unpriced,
           CASE WHEN f.one_metric THEN f.metric END AS metric, CASE WHEN f.one_metric THEN f.quantity END AS quantity,
           CASE WHEN f.one_metric THEN f.unit_price END AS unit_price,
           CASE WHEN f.cells > 0 THEN f.cost
                WHEN EXISTS (SELECT FROM slice_publication x
                             WHERE x.entity_id = %(entity)s AND x.domain_id = f.domain_id AND x.run_id IS NOT NULL
                               AND x.period_month BETWEEN (SELECT first_month FROM scope)
                                                      AND (SELECT last_month FROM scope)) THEN 0 END AS cost
    FROM folded f
    JOIN dim_domain d ON d.domain_id = f.domain_id
    LEFT JOIN dim_family y ON y.family_id = f.family_id
    LEFT JOIN dim_product p ON p.product_id = f.product_id
    WHERE %(q)s::text IS NULL OR strpos(lower(f.product_id), lower(%(q)s)) > 0
       OR strpos(lower(p.product_label), lower(%(q)s)) > 0
),
compared AS (
    SELECT *, cost - previous_cost AS delta,
           CASE WHEN previous_cost <> 0 THEN round(100 * (cost - previous_cost) / abs(previous_cost), 2) END AS percent,
           CASE WHEN (SELECT comparable FROM scope) AND coalesce(cost, previous_cost) IS NOT NULL
                THEN coalesce(cost, 0) - coalesce(previous_cost, 0) - coalesce(quantity_effect + price_effect, 0)
           END AS other_effect
    FROM known_costs
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(previous_cost) IS NOT NULL OR coalesce(sum(previous_unpriced), 0) = 0)
                THEN coalesce(sum(previous_cost), 0) END AS previous_cost,
           CASE WHEN sum(unallocated_cost) IS NOT NULL OR coalesce(sum(unallocated_unpriced), 0) = 0
                THEN coalesce(sum(unallocated_cost), 0) END AS unallocated_cost,
           coalesce(sum(unpriced_rows), 0) AS unpriced_rows, count(*) AS rows
    FROM compared
),
placed AS (
    SELECT c.*, row_number() OVER (ORDER BY c.product_id = 'unmapped',
               CASE %(sort)s::text WHEN 'label' THEN lower(c.product_label) END,
               CASE %(sort)s WHEN '-label' THEN lower(c.product_label) END DESC,
               CASE %(sort)s WHEN 'cost' THEN c.cost WHEN '-cost' THEN -c.cost
                             WHEN 'previousCost' THEN c.previous_cost WHEN '-previousCost' THEN -c.previous_cost
                             WHEN 'delta' THEN c.delta WHEN '-delta' THEN -c.delta
                             WHEN 'deltaPercent' THEN c.percent WHEN '-deltaPercent' THEN -c.percent END NULLS LAST,
               c.key) AS place
    FROM compared c
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN t.rows > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'domainId', p.domain_id, 'domainLabel', p.domain_label, 'domainMode', p.domain_mode,
                'familyId', p.family_id, 'familyLabel', p.family_label,
                'productId', p.product_id, 'productLabel', p.product_label,
                'reserved', p.product_id IN ('(none)', 'unmapped'),
                'metric', p.metric, 'unit', m.unit, 'quantity', trim_scale(p.quantity),
                'unitPrice', trim_scale(p.unit_price),
                'cost', trim_scale(p.cost), 'previousCost', trim_scale(p.previous_cost), 'delta', trim_scale(p.delta),
                'deltaPercent', trim_scale(p.percent), 'quantityEffect', trim_scale(p.quantity_effect),
                'priceEffect', trim_scale(p.price_effect), 'otherEffect', trim_scale(p.other_effect),
                'share', trim_scale(round(p.cost / nullif(t.cost, 0), 6)), 'unpricedRows', p.unpriced_rows)
                ORDER BY p.place), '[]')
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
