-- What a dry run would change, per domain and month: facts, quantities per metric, cost in the default pricing view, how many
-- applications' costs by more than a tenth; and, for every pricing view in use, what it would have no price for.
WITH steps AS (
    SELECT domain_id, period_month, status FROM etl_run_steps WHERE run_id = %(run_id)s
), both_sides AS (
    SELECT 'after' AS side, p.step_domain_id AS domain_id, p.period_month, p.product_id, p.application_id,
           p.consumption_metric, p.quantity
    FROM fact_pending p WHERE p.run_id = %(run_id)s
    UNION ALL
    SELECT 'before', f.step_domain_id, f.period_month, f.product_id, f.application_id, f.consumption_metric, f.quantity
    FROM fact_consumption f JOIN steps s ON s.domain_id = f.step_domain_id AND s.period_month = f.period_month
    WHERE f.entity_id = %(entity_id)s
), valued AS (
    SELECT b.*, b.quantity * coalesce(own.unit_price, rate.unit_price) AS cost
    FROM both_sides b
    LEFT JOIN pricing_view_current v ON v.is_default
    LEFT JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = b.consumption_metric
    LEFT JOIN unit_price own
           ON own.version_id = v.version_id AND own.metric = m.metric
          AND (own.product_id = b.product_id OR (b.product_id IS NULL AND own.domain_id = b.domain_id))
          AND b.period_month BETWEEN own.first_month AND coalesce(own.last_month, 'infinity')
    LEFT JOIN unit_price rate
           ON rate.version_id = v.version_id AND rate.metric = m.metric
          AND rate.product_id IS NULL AND rate.domain_id IS NULL
          AND b.period_month BETWEEN rate.first_month AND coalesce(rate.last_month, 'infinity')
), by_metric AS (
    SELECT domain_id, period_month, consumption_metric,
           coalesce(sum(quantity) FILTER (WHERE side = 'before'), 0) AS quantity_before,
           coalesce(sum(quantity) FILTER (WHERE side = 'after'), 0) AS quantity_after,
           count(*) FILTER (WHERE side = 'before') AS rows_before,
           count(*) FILTER (WHERE side = 'after') AS rows_after,
           sum(cost) FILTER (WHERE side = 'before') AS cost_before,
           sum(cost) FILTER (WHERE side = 'after') AS cost_after
    FROM valued GROUP BY domain_id, period_month, consumption_metric
), changed AS (
    SELECT domain_id, period_month, count(*) AS applications
    FROM (SELECT domain_id, period_month, application_id, coalesce(sum(cost) FILTER (WHERE side = 'before'), 0) AS cost_before,
                 coalesce(sum(cost) FILTER (WHERE side = 'after'), 0) AS cost_after
          FROM valued GROUP BY domain_id, period_month, application_id) a
    WHERE abs(cost_after - cost_before) * 10 > abs(cost_before)
    GROUP BY domain_id, period_month
), pairs AS (
    SELECT step_domain_id AS domain_id, period_month, product_id, consumption_metric AS metric, count(*) AS facts,
           sum(quantity) AS quantity
    FROM fact_pending WHERE run_id = %(run_id)s GROUP BY step_domain_id, period_month, product_id, consumption_metric
), priced AS (
    SELECT s.domain_id, s.period_month, v.pricing_view_id, v.version, p.facts, p.quantity, m.metric,
           coalesce(p.product_id, p.domain_id) AS key, m.metric IS NOT NULL AND NOT EXISTS (
               SELECT FROM unit_price u
               WHERE u.version_id = v.version_id AND u.metric = m.metric
                 AND s.period_month BETWEEN u.first_month AND coalesce(u.last_month, 'infinity')
                 AND (u.product_id = p.product_id OR (p.product_id IS NULL AND u.domain_id = p.domain_id)
                      OR (u.product_id IS NULL AND u.domain_id IS NULL))) AS is_unpriced
    FROM steps s
    CROSS JOIN pricing_view_current v
    LEFT JOIN pairs p USING (domain_id, period_month)
    LEFT JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = p.metric
), pricing AS (
    SELECT x.domain_id, x.period_month, jsonb_agg(jsonb_build_object(
        'pricing_view_id', x.pricing_view_id, 'version', x.version, 'valued', x.valued, 'unpriced', x.unpriced,
        'unpriced_keys', coalesce(x.keys, '[]')) ORDER BY x.pricing_view_id) AS views
    FROM (
        SELECT domain_id, period_month, pricing_view_id, version,
               coalesce(sum(facts) FILTER (WHERE metric IS NOT NULL), 0) AS valued,
               coalesce(sum(facts) FILTER (WHERE is_unpriced), 0) AS unpriced,
               jsonb_path_query_array(jsonb_agg(jsonb_build_object(
                   'key', key, 'metric', metric, 'facts', facts, 'quantity', quantity::text) ORDER BY key, metric)
                   FILTER (WHERE is_unpriced), '$[0 to 4]') AS keys
        FROM priced GROUP BY domain_id, period_month, pricing_view_id, version
        ) x
    GROUP BY x.domain_id, x.period_month
)
SELECT coalesce(jsonb_agg(slice ORDER BY slice ->> 'period', slice ->> 'domain_id'), '[]') AS slices
FROM (
    SELECT jsonb_build_object(
        'domain_id', s.domain_id, 'period', to_char(s.period_month, 'YYYY-MM'), 'status', s.status,
        'rows_before', coalesce(sum(b.rows_before), 0), 'rows_after', coalesce(sum(b.rows_after), 0),
        'cost_before', sum(b.cost_before)::text, 'cost_after', sum(b.cost_after)::text,
        'currency', (SELECT v.currency FROM pricing_view_current v WHERE v.is_default),
        'applications_changed', coalesce(c.applications, 0),
        'quantities', coalesce(jsonb_object_agg(b.consumption_metric, jsonb_build_object(
            'before', b.quantity_before::text, 'after', b.quantity_after::text))
            FILTER (WHERE b.consumption_metric IS NOT NULL), '{}'),
        'pricing', coalesce(g.views, '[]')) AS slice
    FROM steps s LEFT JOIN by_metric b USING (domain_id, period_month) LEFT JOIN pricing g USING (domain_id, period_month)
    LEFT JOIN changed c USING (domain_id, period_month)
    GROUP BY s.domain_id, s.period_month, s.status, g.views, c.applications
) slices
