-- The last check before commit (I5): every breakdown adds up to the base, the base to the facts, and what shares out an
-- INDIRECT domain to exactly 1. Empty when it holds.
WITH base AS (
    SELECT period_month, pricing_view_id, domain_id,
           sum(cost) AS cost, count(*) FILTER (WHERE cost IS NULL) AS unpriced
    FROM mv_cost_app_product_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, pricing_view_id, domain_id
), breakdowns AS (
    SELECT 'mv_cost_app_family_month' AS aggregate, period_month, pricing_view_id, domain_id,
           sum(cost) AS cost, sum(unpriced_rows) AS unpriced
    FROM mv_cost_app_family_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_cost_app_domain_month', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows)
    FROM mv_cost_app_domain_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_cost_family_month', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows)
    FROM mv_cost_family_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_cost_domain_month', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows)
    FROM mv_cost_domain_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, pricing_view_id, domain_id
), names AS (
    SELECT unnest(ARRAY['mv_cost_app_family_month', 'mv_cost_app_domain_month', 'mv_cost_family_month',
                        'mv_cost_domain_month']) AS aggregate
), by_domain AS (
    SELECT coalesce(x.aggregate, b.aggregate) AS aggregate, coalesce(x.period_month, b.period_month) AS period_month,
           coalesce(x.cost, 0) AS expected, coalesce(b.cost, 0) AS found
    FROM (SELECT * FROM base CROSS JOIN names) x
    FULL JOIN breakdowns b USING (aggregate, period_month, pricing_view_id, domain_id)
    WHERE x.cost IS DISTINCT FROM b.cost OR x.unpriced IS DISTINCT FROM b.unpriced
), by_application AS (
    SELECT 'mv_cost_application_month' AS aggregate, period_month, coalesce(x.cost, 0) AS expected,
           coalesce(a.cost, 0) AS found
    FROM (SELECT period_month, pricing_view_id, sum(cost) AS cost, sum(unpriced) AS unpriced
          FROM base GROUP BY period_month, pricing_view_id) x
    FULL JOIN (SELECT period_month, pricing_view_id, sum(cost) AS cost, sum(unpriced_rows) AS unpriced
               FROM mv_cost_application_month
               WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
               GROUP BY period_month, pricing_view_id) a USING (period_month, pricing_view_id)
    WHERE x.cost IS DISTINCT FROM a.cost OR x.unpriced IS DISTINCT FROM a.unpriced
), facts AS (
    SELECT period_month, domain_id, consumption_metric, sum(quantity) AS quantity
    FROM fact_consumption
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, domain_id, consumption_metric
), by_fact AS (
    SELECT 'mv_cost_app_product_month' AS aggregate, period_month, coalesce(f.quantity, 0) AS expected,
           coalesce(p.quantity, 0) AS found
    FROM (SELECT f.*, v.pricing_view_id
          FROM facts f
          JOIN pricing_view_current v ON true
          JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = f.consumption_metric) f
    FULL JOIN (SELECT period_month, pricing_view_id, domain_id, consumption_metric, sum(quantity) AS quantity
               FROM mv_cost_app_product_month
               WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
               GROUP BY period_month, pricing_view_id, domain_id, consumption_metric) p
        USING (period_month, pricing_view_id, domain_id, consumption_metric)
    WHERE f.quantity IS DISTINCT FROM p.quantity
), by_quantity AS (
    SELECT 'mv_quantity_domain_month' AS aggregate, period_month, coalesce(f.quantity, 0) AS expected,
           coalesce(q.quantity, 0) AS found
    FROM facts f
    FULL JOIN (SELECT period_month, domain_id, consumption_metric, sum(quantity) AS quantity
               FROM mv_quantity_domain_month
               WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
               GROUP BY period_month, domain_id, consumption_metric) q
        USING (period_month, domain_id, consumption_metric)
    WHERE f.quantity IS DISTINCT FROM q.quantity
), coefficients AS (
    SELECT period_month, domain_id, metric, sum(weight) AS weight
    FROM fact_coefficient
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, domain_id, metric
), by_weight AS (
    SELECT 'fact_coefficient' AS aggregate, c.period_month, 1 AS expected, c.weight AS found
    FROM coefficients c WHERE c.weight <> 1
    UNION ALL
    SELECT 'fact_consumption', c.period_month, 1, coalesce(f.quantity, 0)
    FROM coefficients c
    LEFT JOIN facts f ON f.period_month = c.period_month AND f.domain_id = c.domain_id
                     AND f.consumption_metric = c.metric
    WHERE f.quantity IS DISTINCT FROM 1
)
SELECT aggregate, period_month, expected, found FROM by_domain
UNION ALL SELECT * FROM by_application
UNION ALL SELECT * FROM by_fact
UNION ALL SELECT * FROM by_quantity
UNION ALL SELECT * FROM by_weight
ORDER BY 1, 2
