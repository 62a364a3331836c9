-- One product: what it costs and why, who uses it, its unit price and quantity over two years.
WITH scope AS (
    SELECT * FROM compared_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                                 %(against)s::text)
),
home AS (
    -- Where it stands now; what stands for no product is in any domain.
    SELECT p.product_id, p.product_label, p.family_id, f.family_label, f.domain_id, p.retired_at
    FROM dim_product p JOIN dim_family f ON f.family_id = p.family_id WHERE p.product_id = %(product)s::text
    UNION ALL
    SELECT '(none)', '(none)', '(none)', '(none)', NULL, NULL WHERE %(product)s = '(none)'
),
cells AS (
    SELECT domain_id, product_id, environment, consumption_metric AS metric, unit_price, quantity, cost, unpriced_rows,
           period_month >= (SELECT first_month FROM scope) AS now, period_month
    FROM mv_cost_product_month
    WHERE %(applications)s::text[] IS NULL AND product_id = %(product)s
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY ((SELECT months FROM scope)::date[])
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT domain_id, product_id, environment, consumption_metric, unit_price, quantity, cost,
           CASE WHEN cost IS NULL THEN 1 ELSE 0 END, period_month >= (SELECT first_month FROM scope), period_month
    FROM mv_cost_app_product_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s) AND product_id = %(product)s
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
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
    SELECT CASE grouping(environment) WHEN 0 THEN 'environment' ELSE 'total' END AS level, environment,
           count(*) FILTER (WHERE now) AS cells,
           min(metric) FILTER (WHERE now) = max(metric) FILTER (WHERE now) AS one_metric,
           min(metric) FILTER (WHERE now) AS metric, sum(quantity) FILTER (WHERE now) AS quantity,
           CASE WHEN min(metric) = max(metric) THEN sum(quantity) FILTER (WHERE NOT now) END AS previous_quantity,
           CASE WHEN min(metric) = max(metric)
                     AND min(unit_price) FILTER (WHERE now) = max(unit_price) FILTER (WHERE now)
                     AND count(*) FILTER (WHERE now AND unit_price IS NULL) = 0
                THEN min(unit_price) FILTER (WHERE now) END AS unit_price,
           CASE WHEN min(metric) = max(metric)
                     AND min(unit_price) FILTER (WHERE NOT now) = max(unit_price) FILTER (WHERE NOT now)
                     AND count(*) FILTER (WHERE NOT now AND unit_price IS NULL) = 0
                THEN min(unit_price) FILTER (WHERE NOT now) END AS previous_unit_price,
           sum(cost) FILTER (WHERE now) AS cost, sum(cost) FILTER (WHERE NOT now) AS previous_cost,
           sum(quantity_effect) AS quantity_effect, sum(price_effect) AS price_effect,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0)::bigint AS unpriced_rows,
           coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0)::bigint AS previous_unpriced
    FROM changes
    GROUP BY GROUPING SETS ((environment), ())
),
published AS (
    SELECT DISTINCT x.domain_id FROM slice_publication x
    WHERE x.entity_id = %(entity)s AND x.run_id IS NOT NULL
      AND x.period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
),
published_home AS (
    SELECT EXISTS (SELECT FROM published x LEFT JOIN home h ON true WHERE x.domain_id = coalesce(h.domain_id, x.domain_id)) AS here
),
known_costs AS (
    -- Gone since the other months: 0 where the domain is published, unknown where it is not.
    SELECT level, environment, previous_quantity, unit_price, previous_unit_price, previous_cost, quantity_effect,
           price_effect, unpriced_rows, previous_unpriced, CASE WHEN one_metric THEN quantity END AS quantity,
           CASE WHEN one_metric THEN metric END AS metric,
           CASE WHEN cells > 0 THEN cost WHEN (SELECT here FROM published_home) THEN 0 END AS cost
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
    SELECT CASE WHEN cost IS NOT NULL OR unpriced_rows = 0 THEN coalesce(cost, 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope) AND (previous_cost IS NOT NULL OR previous_unpriced = 0)
                THEN coalesce(previous_cost, 0) END AS previous_cost,
           unpriced_rows, metric, quantity, previous_quantity, unit_price, previous_unit_price, quantity_effect,
           price_effect, other_effect
    FROM compared WHERE level = 'total'
),
application_costs AS (
    SELECT a.application_id, a.metric, a.quantity, a.previous_cost, a.unpriced_rows,
           CASE WHEN a.is_here THEN a.cost WHEN (SELECT here FROM published_home) THEN 0 END AS cost
    FROM scope s
    CROSS JOIN LATERAL application_costs(%(entity)s, s.pricing_view_id, s.months, s.first_month, %(environment)s,
                                         %(applications)s, %(domains)s, NULL, ARRAY[%(product)s]) a
    WHERE s.published
),
entity_cells AS (
    SELECT cost
    FROM mv_history_domain
    WHERE %(applications)s IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
    UNION ALL
    SELECT cost
    FROM mv_cost_application_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
      AND (SELECT published FROM scope)
),
placed AS (
    SELECT c.*, row_number() OVER (ORDER BY
               CASE %(sort)s::text WHEN 'label' THEN lower(c.environment) END,
               CASE %(sort)s WHEN '-label' THEN lower(c.environment) END DESC,
               CASE %(sort)s WHEN 'cost' THEN c.cost WHEN '-cost' THEN -c.cost
                             WHEN 'previousCost' THEN c.previous_cost WHEN '-previousCost' THEN -c.previous_cost
                             WHEN 'delta' THEN c.delta WHEN '-delta' THEN -c.delta
                             WHEN 'deltaPercent' THEN c.percent WHEN '-deltaPercent' THEN -c.percent END NULLS LAST,
               c.environment) AS place
    FROM compared c
    WHERE c.level <> 'total'
),
lines AS (
    SELECT c.place, json_build_object('environment', c.environment,
               'metric', c.metric, 'unit', m.unit, 'quantity', trim_scale(c.quantity),
               'quantityEffect', trim_scale(c.quantity_effect), 'priceEffect', trim_scale(c.price_effect),
               'otherEffect', trim_scale(c.other_effect),
               'cost', trim_scale(c.cost), 'previousCost', trim_scale(c.previous_cost),
               'delta', trim_scale(c.delta), 'deltaPercent', trim_scale(c.percent),
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
concentration AS (
    -- Of applications that cost something; what has no application is none.
    SELECT min(place) FILTER (WHERE so_far >= 0.8 * whole) AS applications, count(*) AS of_applications,
           min(so_far) FILTER (WHERE so_far >= 0.8 * whole) AS cost, max(whole) AS of_cost
    FROM (SELECT row_number() OVER dearest AS place, sum(cost) OVER dearest AS so_far, sum(cost) OVER () AS whole
          FROM application_costs
          WHERE application_id <> 'unallocated' AND cost > 0
          WINDOW dearest AS (ORDER BY cost DESC, application_id ROWS UNBOUNDED PRECEDING)) a
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
    FROM (SELECT consumption_metric AS metric, coalesce(sum(quantity) FILTER (WHERE now), 0) AS quantity,
                 sum(quantity) FILTER (WHERE NOT now) AS previous_quantity,
                 coalesce(sum(unallocated_quantity) FILTER (WHERE now), 0) AS unallocated,
                 coalesce(sum(quantity) FILTER (WHERE now AND product_id = 'unmapped'), 0) AS unmapped,
                 coalesce(sum(facts) FILTER (WHERE now), 0) AS facts
          FROM (SELECT consumption_metric, product_id, quantity, unallocated_quantity, facts,
                       period_month >= (SELECT first_month FROM scope) AS now
                FROM mv_quantity_product_month
                WHERE %(applications)s IS NULL AND product_id = %(product)s
                  AND (%(domains)s IS NULL OR domain_id = ANY (%(domains)s)) AND entity_id = %(entity)s
                  AND period_month BETWEEN (SELECT other_first FROM scope) AND (SELECT last_month FROM scope)
                  AND period_month = ANY ((SELECT months FROM scope)::date[])
                  AND (%(environment)s IS NULL OR environment = %(environment)s)
                  AND (SELECT published FROM scope)) c
          GROUP BY consumption_metric) q
    JOIN dim_metric m ON m.metric = q.metric
),
history_cells AS (
    SELECT period_month, domain_id, consumption_metric AS metric, quantity, unit_price, cost, unpriced_rows
    FROM mv_cost_product_month
    WHERE %(applications)s IS NULL AND product_id = %(product)s
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT last_month - interval '23 months' FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, consumption_metric, quantity, unit_price, cost,
           CASE WHEN cost IS NULL THEN 1 ELSE 0 END
    FROM mv_cost_app_product_month
    -- Concatenated, so that the index by product is not taken: it would give every application's rows.
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s) AND product_id || '' = %(product)s
      AND (%(domains)s::text[] IS NULL OR domain_id = ANY (%(domains)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT last_month - interval '23 months' FROM scope) AND (SELECT last_month FROM scope)
      AND period_month = ANY (ARRAY(SELECT m::date FROM scope, generate_series(last_month - interval '23 months', last_month,
                                                                               interval '1 month') m))
      AND (%(environment)s IS NULL OR environment = %(environment)s)
),
points AS (
    -- A product that moved is one series; INDIRECT domains have prices of their own.
    SELECT CASE WHEN %(product)s = '(none)' THEN domain_id END AS domain_id, metric, period_month,
           min(domain_id) AS here,
           sum(quantity) AS quantity, max(unit_price) AS unit_price, sum(cost) AS cost,
           sum(unpriced_rows)::bigint AS unpriced_rows
    FROM history_cells GROUP BY 1, 2, 3
),
series AS (
    SELECT s.domain_id, s.metric, json_agg(json_build_object('period', to_char(m, 'YYYY-MM'),
               'quantity', trim_scale(p.quantity), 'unitPrice', trim_scale(p.unit_price), 'cost', trim_scale(p.cost),
               'unpricedRows', coalesce(p.unpriced_rows, 0),
               'published', EXISTS (SELECT FROM slice_publication x
                                    WHERE x.entity_id = %(entity)s AND x.run_id IS NOT NULL AND x.period_month = m
                                      AND x.domain_id = coalesce(p.here, s.domain_id, h.domain_id, x.domain_id)))
               ORDER BY m) AS points
    FROM (SELECT DISTINCT domain_id, metric FROM points) s
    CROSS JOIN scope c
    CROSS JOIN LATERAL generate_series(c.last_month - interval '23 months', c.last_month, interval '1 month') m
    LEFT JOIN points p ON p.period_month = m::date AND p.metric = s.metric
                      AND coalesce(p.domain_id, '') = coalesce(s.domain_id, '')
    LEFT JOIN home h ON true
    GROUP BY s.domain_id, s.metric
),
answer AS (
    SELECT t.cost, t.previous_cost,
           (SELECT CASE WHEN max(cost) IS NOT NULL OR coalesce(max(unpriced_rows), 0) = 0 THEN coalesce(max(cost), 0) END
            FROM application_costs WHERE application_id = 'unallocated') AS unallocated_cost,
           t.unpriced_rows, NULL::json AS page, h.product_id IS NOT NULL AS known,
           json_build_object(
               'productId', h.product_id, 'productLabel', h.product_label,
               'familyId', h.family_id, 'familyLabel', h.family_label,
               'domainId', h.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
               'reserved', h.product_id IN ('(none)', 'unmapped'),
               'retiredAt', to_char(h.retired_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               'metric', t.metric, 'unit', m.unit, 'quantity', trim_scale(t.quantity),
               'previousQuantity', trim_scale(t.previous_quantity),
               'unitPrice', trim_scale(t.unit_price), 'previousUnitPrice', trim_scale(t.previous_unit_price),
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'quantityEffect', trim_scale(t.quantity_effect), 'priceEffect', trim_scale(t.price_effect),
               'otherEffect', trim_scale(t.other_effect),
               'share', trim_scale(round(t.cost / nullif((SELECT sum(cost) FROM entity_cells), 0), 6)),
               'unpricedRows', t.unpriced_rows,
               'quantities', CASE WHEN %(applications)s IS NULL THEN coalesce(q.list, '[]') END,
               'series', (SELECT coalesce(json_agg(json_build_object('domainId', s.domain_id, 'metric', s.metric,
                              'unit', u.unit, 'points', s.points) ORDER BY s.domain_id, s.metric), '[]')
                          FROM series s JOIN dim_metric u ON u.metric = s.metric),
               'environments', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines),
               'applications', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM application_lines),
               'concentration', CASE WHEN n.of_applications > 0 THEN json_build_object('threshold', 0.8,
                   'applications', n.applications, 'ofApplications', n.of_applications,
                   'cost', trim_scale(n.cost), 'ofCost', trim_scale(n.of_cost)) END
           ) AS data
    FROM total t CROSS JOIN quantities q CROSS JOIN concentration n
    LEFT JOIN home h ON true
    LEFT JOIN dim_domain d ON d.domain_id = h.domain_id
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
