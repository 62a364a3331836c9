-- One application: its costs by domain, family, product and environment, beside the months before or a year earlier.
WITH scope AS (
    SELECT * FROM compared_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                                 %(against)s::text)
),
cells AS (
    SELECT domain_id, family_id, product_id, environment, consumption_metric AS metric, unit_price, quantity, cost,
           period_month >= (SELECT first_month FROM scope) AS now, period_month
    FROM mv_cost_app_product_month
    WHERE application_id = %(application)s::text
      AND (%(applications)s::text[] IS NULL OR application_id = ANY (%(applications)s))
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
folded AS (
    SELECT CASE grouping(domain_id, family_id, product_id, environment)
                WHEN 1 THEN 'product' WHEN 3 THEN 'family' WHEN 7 THEN 'domain' WHEN 14 THEN 'environment' ELSE 'total'
           END AS level,
           domain_id, family_id, product_id, environment, count(*) FILTER (WHERE now) AS cells,
           min(metric) FILTER (WHERE now) AS now_metric,
           min(metric) FILTER (WHERE now) = max(metric) FILTER (WHERE now) AS one_metric, min(metric) AS metric,
           sum(quantity) FILTER (WHERE now) AS quantity,
           CASE WHEN count(*) FILTER (WHERE now AND unit_price IS NULL) = 0
                     AND min(unit_price) FILTER (WHERE now) = max(unit_price) FILTER (WHERE now)
                THEN min(unit_price) FILTER (WHERE now) END AS unit_price,
           sum(cost) FILTER (WHERE now) AS cost, sum(cost) FILTER (WHERE NOT now) AS previous_cost,
           sum(quantity_effect) AS quantity_effect, sum(price_effect) AS price_effect,
           count(*) FILTER (WHERE now AND cost IS NULL) AS unpriced_rows,
           count(*) FILTER (WHERE NOT now AND cost IS NULL) AS previous_unpriced
    FROM changes
    GROUP BY GROUPING SETS ((domain_id, family_id, product_id, metric), (domain_id, family_id), (domain_id), (environment),
                            ())
),
known_costs AS (
    -- Gone since the other months: 0 where the domain is published, unknown where it is not.
    SELECT f.level, f.domain_id, f.family_id, f.product_id, f.environment, f.previous_cost, f.quantity_effect,
           f.price_effect, f.unpriced_rows, f.previous_unpriced, f.unit_price,
           CASE WHEN f.one_metric THEN f.quantity END AS quantity,
           CASE WHEN f.one_metric THEN f.now_metric WHEN f.level = 'product' THEN f.metric END AS metric,
           CASE WHEN f.cells > 0 THEN f.cost
                WHEN EXISTS (SELECT FROM slice_publication x
                             WHERE x.entity_id = %(entity)s AND x.run_id IS NOT NULL
                               AND (f.domain_id IS NULL OR x.domain_id = f.domain_id)
                               AND x.period_month BETWEEN (SELECT first_month FROM scope)
                                                      AND (SELECT last_month FROM scope)) THEN 0 END AS cost
    FROM folded f
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
    SELECT CASE WHEN cost IS NOT NULL OR unpriced_rows = 0 THEN coalesce(cost, 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope) AND (previous_cost IS NOT NULL OR previous_unpriced = 0)
                THEN coalesce(previous_cost, 0) END AS previous_cost,
           unpriced_rows, metric, quantity, quantity_effect, price_effect, other_effect
    FROM compared WHERE level = 'total'
),
lines AS (
    SELECT c.level, row_number() OVER (ORDER BY
               CASE %(sort)s::text WHEN 'label'
                    THEN lower(coalesce(p.product_label, f.family_label, d.domain_label, c.environment)) END,
               CASE %(sort)s WHEN '-label'
                    THEN lower(coalesce(p.product_label, f.family_label, d.domain_label, c.environment)) END DESC,
               CASE %(sort)s WHEN 'cost' THEN c.cost WHEN '-cost' THEN -c.cost
                             WHEN 'previousCost' THEN c.previous_cost WHEN '-previousCost' THEN -c.previous_cost
                             WHEN 'delta' THEN c.delta WHEN '-delta' THEN -c.delta
                             WHEN 'deltaPercent' THEN c.percent WHEN '-deltaPercent' THEN -c.percent END NULLS LAST,
               c.domain_id, c.family_id, c.product_id, c.metric, c.environment) AS place,
           CASE c.level WHEN 'environment'
               THEN json_build_object('environment', c.environment,
                   'metric', c.metric, 'unit', m.unit, 'quantity', trim_scale(c.quantity),
                   'cost', trim_scale(c.cost), 'previousCost', trim_scale(c.previous_cost),
                   'delta', trim_scale(c.delta), 'deltaPercent', trim_scale(c.percent),
                   'quantityEffect', trim_scale(c.quantity_effect), 'priceEffect', trim_scale(c.price_effect),
                   'otherEffect', trim_scale(c.other_effect),
                   'share', trim_scale(round(c.cost / nullif(t.cost, 0), 6)), 'unpricedRows', c.unpriced_rows)
               ELSE json_build_object('domainId', c.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
                   'familyId', c.family_id,
                   'familyLabel', CASE WHEN c.family_id IS NOT NULL THEN coalesce(f.family_label, c.family_id) END,
                   'productId', c.product_id,
                   'productLabel', CASE WHEN c.product_id IS NOT NULL THEN coalesce(p.product_label, c.product_id) END,
                   'metric', c.metric, 'unit', m.unit, 'quantity', trim_scale(c.quantity),
                   'unitPrice', CASE WHEN c.level = 'product' THEN trim_scale(c.unit_price) END,
                   'cost', trim_scale(c.cost), 'previousCost', trim_scale(c.previous_cost),
                   'delta', trim_scale(c.delta), 'deltaPercent', trim_scale(c.percent),
                   'quantityEffect', trim_scale(c.quantity_effect), 'priceEffect', trim_scale(c.price_effect),
                   'otherEffect', trim_scale(c.other_effect),
                   'share', trim_scale(round(c.cost / nullif(t.cost, 0), 6)), 'unpricedRows', c.unpriced_rows)
           END AS line
    FROM compared c CROSS JOIN total t
    LEFT JOIN dim_domain d ON d.domain_id = c.domain_id
    LEFT JOIN dim_family f ON f.family_id = c.family_id
    LEFT JOIN dim_product p ON p.product_id = c.product_id
    LEFT JOIN dim_metric m ON m.metric = c.metric
    WHERE c.level <> 'total'
),
answer AS (
    SELECT t.cost, t.previous_cost,
           CASE WHEN %(application)s = 'unallocated' THEN t.cost ELSE 0 END AS unallocated_cost,
           t.unpriced_rows, NULL::json AS page, a.application_id IS NOT NULL AS known,
           json_build_object(
               'applicationId', a.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
               'reserved', a.application_id = 'unallocated',
               'retiredAt', to_char(a.retired_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               'metric', t.metric, 'unit', m.unit, 'quantity', trim_scale(t.quantity),
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'quantityEffect', trim_scale(t.quantity_effect), 'priceEffect', trim_scale(t.price_effect),
               'otherEffect', trim_scale(t.other_effect),
               'unpricedRows', t.unpriced_rows,
               'domains', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines WHERE level = 'domain'),
               'families', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines WHERE level = 'family'),
               'products', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines WHERE level = 'product'),
               'environments', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines
                                WHERE level = 'environment')
           ) AS data
    FROM total t
    LEFT JOIN dim_application a ON a.application_id = %(application)s
    LEFT JOIN dim_metric m ON m.metric = t.metric
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
