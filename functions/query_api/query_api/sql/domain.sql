-- One domain: its costs by family with what moved them, its costliest applications, its quantities by metric.
WITH scope AS (
    SELECT * FROM compared_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                                 %(against)s::text)
),
cells AS (
    SELECT family_id, domain_id, product_id, consumption_metric AS metric, quantity, cost,
           unpriced_rows, period_month >= (SELECT first_month FROM scope) AS now, period_month
    FROM mv_cost_product_month
    WHERE %(applications)s::text[] IS NULL AND domain_id = %(domain)s::text
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT family_id, domain_id, product_id, consumption_metric, quantity, cost,
           CASE WHEN cost IS NULL THEN 1 ELSE 0 END, period_month >= (SELECT first_month FROM scope), period_month
    FROM mv_cost_app_product_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s) AND domain_id = %(domain)s
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s IS NULL OR environment = %(environment)s)
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
    SELECT family_id AS key, count(*) FILTER (WHERE now) AS cells, min(metric) FILTER (WHERE now) AS metric,
           count(metric) FILTER (WHERE now) = count(*) FILTER (WHERE now)
               AND min(metric) FILTER (WHERE now) = max(metric) FILTER (WHERE now) AS one_metric,
           sum(quantity) FILTER (WHERE now) AS quantity,
           sum(cost) FILTER (WHERE now) AS cost, sum(cost) FILTER (WHERE NOT now) AS previous_cost,
           sum(quantity_effect) AS quantity_effect, sum(price_effect) AS price_effect,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0)::bigint AS unpriced_rows,
           coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0)::bigint AS previous_unpriced
    FROM changes GROUP BY GROUPING SETS ((family_id), ())
),
published AS (
    SELECT EXISTS (SELECT FROM slice_publication x
                   WHERE x.entity_id = %(entity)s AND x.domain_id = %(domain)s AND x.run_id IS NOT NULL
                     AND x.period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
                  ) AS here
),
known_costs AS (
    -- Gone since the other months: 0 where the domain is published, unknown where it is not.
    SELECT key, previous_cost, quantity_effect, price_effect, unpriced_rows, previous_unpriced, cells,
           CASE WHEN one_metric THEN metric END AS metric, CASE WHEN one_metric THEN quantity END AS quantity,
           CASE WHEN cells > 0 THEN cost WHEN (SELECT here FROM published) THEN 0 END AS cost
    FROM folded
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
    SELECT CASE WHEN max(cost) IS NOT NULL OR coalesce(max(unpriced_rows), 0) = 0 THEN coalesce(max(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (max(previous_cost) IS NOT NULL OR coalesce(max(previous_unpriced), 0) = 0)
                THEN coalesce(max(previous_cost), 0) END AS previous_cost,
           coalesce(max(unpriced_rows), 0) AS unpriced_rows, max(metric) AS metric, max(quantity) AS quantity,
           max(quantity_effect) AS quantity_effect, max(price_effect) AS price_effect, max(other_effect) AS other_effect
    FROM compared WHERE key IS NULL
),
application_costs AS (
    SELECT a.application_id, a.metric, a.quantity, a.previous_cost, a.unpriced_rows,
           CASE WHEN a.is_here THEN a.cost WHEN (SELECT here FROM published) THEN 0 END AS cost
    FROM scope s
    CROSS JOIN LATERAL application_costs(%(entity)s, s.pricing_view_id, s.months, s.first_month, %(environment)s,
                                         %(applications)s, ARRAY[%(domain)s], NULL, NULL) a
    WHERE s.published
),
placed AS (
    SELECT c.*, f.family_label, row_number() OVER (ORDER BY c.key = 'unmapped',
               CASE %(sort)s::text WHEN 'label' THEN lower(f.family_label) END,
               CASE %(sort)s WHEN '-label' THEN lower(f.family_label) END DESC,
               CASE %(sort)s WHEN 'cost' THEN c.cost WHEN '-cost' THEN -c.cost
                             WHEN 'previousCost' THEN c.previous_cost WHEN '-previousCost' THEN -c.previous_cost
                             WHEN 'delta' THEN c.delta WHEN '-delta' THEN -c.delta
                             WHEN 'deltaPercent' THEN c.percent WHEN '-deltaPercent' THEN -c.percent END NULLS LAST,
               c.key) AS place
    FROM compared c LEFT JOIN dim_family f ON f.family_id = c.key
    WHERE c.key IS NOT NULL
),
lines AS (
    SELECT c.place, json_build_object('familyId', c.key, 'familyLabel', coalesce(c.family_label, c.key),
               'reserved', c.key IN ('(none)', 'unmapped'),
               'metric', c.metric, 'unit', m.unit, 'quantity', trim_scale(c.quantity),
               'cost', trim_scale(c.cost), 'previousCost', trim_scale(c.previous_cost),
               'delta', trim_scale(c.delta), 'deltaPercent', trim_scale(c.percent),
               'quantityEffect', trim_scale(c.quantity_effect), 'priceEffect', trim_scale(c.price_effect),
               'otherEffect', trim_scale(c.other_effect),
               'share', trim_scale(round(c.cost / nullif(t.cost, 0), 6)), 'unpricedRows', c.unpriced_rows) AS line
    FROM placed c CROSS JOIN total t
    LEFT JOIN dim_metric m ON m.metric = c.metric
),
costliest_applications AS (
    -- Or whichever come first in the order that was asked for. Only these become lines: there may be thousands.
    SELECT *, row_number() OVER () AS place
    FROM (SELECT c.*, a.application_label, a.owner
          FROM (SELECT *, cost - previous_cost AS delta,
                       CASE WHEN previous_cost <> 0 THEN round(100 * (cost - previous_cost) / abs(previous_cost), 2)
                       END AS percent
                FROM application_costs) c
          JOIN dim_application a ON a.application_id = c.application_id
          ORDER BY c.application_id = 'unallocated',
                   CASE %(sort)s WHEN 'label' THEN lower(a.application_label) END,
                   CASE %(sort)s WHEN '-label' THEN lower(a.application_label) END DESC,
                   CASE %(sort)s WHEN 'cost' THEN c.cost WHEN '-cost' THEN -c.cost
                                 WHEN 'previousCost' THEN c.previous_cost WHEN '-previousCost' THEN -c.previous_cost
                                 WHEN 'delta' THEN c.delta WHEN '-delta' THEN -c.delta
                                 WHEN 'deltaPercent' THEN c.percent WHEN '-deltaPercent' THEN -c.percent END NULLS LAST,
                   c.application_id
          LIMIT %(limit)s) x
),
application_lines AS (
    SELECT c.place, json_build_object('applicationId', c.application_id, 'applicationLabel', c.application_label,
               'owner', c.owner, 'reserved', c.application_id = 'unallocated',
               'metric', c.metric, 'unit', m.unit, 'quantity', trim_scale(c.quantity),
               'cost', trim_scale(c.cost), 'previousCost', trim_scale(c.previous_cost),
               'delta', trim_scale(c.delta), 'deltaPercent', trim_scale(c.percent),
               'share', trim_scale(round(c.cost / nullif(t.cost, 0), 6)), 'unpricedRows', c.unpriced_rows) AS line
    FROM costliest_applications c CROSS JOIN total t
    LEFT JOIN dim_metric m ON m.metric = c.metric
),
unallocated AS (
    SELECT CASE WHEN max(cost) IS NOT NULL OR coalesce(max(unpriced_rows), 0) = 0 THEN coalesce(max(cost), 0) END AS cost
    FROM application_costs WHERE application_id = 'unallocated'
),
quantities AS (
    -- Whatever values them: what no application filter can split is left out.
    SELECT json_agg(json_build_object('metric', q.metric, 'unit', m.unit, 'labelEn', m.label_en, 'labelFr', m.label_fr,
               'quantity', trim_scale(q.quantity), 'previousQuantity', trim_scale(q.previous_quantity),
               'unallocatedQuantity', trim_scale(q.unallocated), 'unmappedQuantity', trim_scale(q.unmapped),
               'facts', q.facts,
               'valued', EXISTS (SELECT FROM pricing_view_current v
                                 JOIN pricing_view_metric w ON w.version_id = v.version_id
                                 WHERE v.pricing_view_id = (SELECT pricing_view_id FROM scope) AND w.metric = q.metric)
               ) ORDER BY q.metric) AS list
    FROM (SELECT consumption_metric AS metric,
                 coalesce(sum(quantity) FILTER (WHERE period_month >= (SELECT first_month FROM scope)), 0) AS quantity,
                 sum(quantity) FILTER (WHERE period_month < (SELECT first_month FROM scope)) AS previous_quantity,
                 coalesce(sum(unallocated_quantity) FILTER (WHERE period_month >= (SELECT first_month FROM scope)), 0)
                     AS unallocated,
                 coalesce(sum(quantity) FILTER (WHERE product_id = 'unmapped' AND period_month >= (SELECT first_month FROM scope)), 0)
                     AS unmapped,
                 coalesce(sum(facts) FILTER (WHERE period_month >= (SELECT first_month FROM scope)), 0) AS facts
          FROM mv_quantity_product_month
          WHERE %(applications)s IS NULL AND domain_id = %(domain)s AND entity_id = %(entity)s
            AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
            AND period_month = ANY ((SELECT months FROM scope)::date[])
            AND (%(environment)s IS NULL OR environment = %(environment)s)
            AND (SELECT here FROM published)
          GROUP BY consumption_metric) q
    JOIN dim_metric m ON m.metric = q.metric
),
answer AS (
    SELECT t.cost, t.previous_cost, u.cost AS unallocated_cost, t.unpriced_rows, NULL::json AS page,
           d.domain_id IS NOT NULL AS known,
           json_build_object(
               'domainId', d.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
               'indirectMethodKey', d.indirect_method_key, 'indirectLabel', d.indirect_label,
               'isEnabled', d.is_enabled, 'availableFrom', to_char(d.available_from, 'YYYY-MM'),
               'metric', t.metric, 'unit', m.unit, 'quantity', trim_scale(t.quantity),
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'quantityEffect', trim_scale(t.quantity_effect), 'priceEffect', trim_scale(t.price_effect),
               'otherEffect', trim_scale(t.other_effect), 'unpricedRows', t.unpriced_rows,
               'quantities', CASE WHEN %(applications)s IS NULL THEN coalesce(q.list, '[]') END,
               'families', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines),
               'applications', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM application_lines)
           ) AS data
    FROM total t CROSS JOIN unallocated u CROSS JOIN quantities q
    LEFT JOIN dim_domain d ON d.domain_id = %(domain)s
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
