-- The last check before commit (I5), of the months and views rebuilt: every breakdown adds up to the base, the base to the
-- quantities, those to the facts, and what shares out an INDIRECT domain to exactly 1. Empty when it holds.
WITH base AS MATERIALIZED (
    SELECT period_month, pricing_view_id, domain_id, consumption_metric, sum(quantity) AS quantity, sum(cost) AS cost,
           count(*) AS facts, count(*) FILTER (WHERE cost IS NULL) AS unpriced
    FROM mv_cost_app_product_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, domain_id, consumption_metric
), breakdowns AS (
    SELECT 'mv_cost_app_family_month' AS aggregate, period_month, pricing_view_id, domain_id,
           sum(cost) AS cost, sum(unpriced_rows) AS unpriced, sum(facts) AS facts
    FROM mv_cost_app_family_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_cost_app_domain_month', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows), sum(facts)
    FROM mv_cost_app_domain_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_cost_family_month', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows), NULL
    FROM mv_cost_family_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_cost_product_month', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows), NULL
    FROM mv_cost_product_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_cost_domain_month', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows), NULL
    FROM mv_cost_domain_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, domain_id
    UNION ALL
    SELECT 'mv_history_domain', period_month, pricing_view_id, domain_id, sum(cost), sum(unpriced_rows), NULL
    FROM mv_history_domain
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, domain_id
), names AS (
    SELECT unnest(ARRAY['mv_cost_app_family_month', 'mv_cost_app_domain_month', 'mv_cost_family_month',
                        'mv_cost_product_month', 'mv_cost_domain_month', 'mv_history_domain']) AS aggregate
), by_domain AS (
    SELECT aggregate, period_month, coalesce(x.cost, 0) AS expected, coalesce(b.cost, 0) AS found
    FROM (SELECT n.aggregate, b.period_month, b.pricing_view_id, b.domain_id, sum(b.cost) AS cost, sum(b.facts) AS facts,
                 sum(b.unpriced) AS unpriced
          FROM base b CROSS JOIN names n
          GROUP BY n.aggregate, b.period_month, b.pricing_view_id, b.domain_id) x
    FULL JOIN breakdowns b USING (aggregate, period_month, pricing_view_id, domain_id)
    WHERE x.cost IS DISTINCT FROM b.cost OR x.unpriced IS DISTINCT FROM b.unpriced OR x.facts <> b.facts
), by_application AS (
    SELECT 'mv_cost_application_month' AS aggregate, period_month, coalesce(x.cost, 0) AS expected,
           coalesce(a.cost, 0) AS found
    FROM (SELECT period_month, pricing_view_id, sum(cost) AS cost, sum(unpriced) AS unpriced, sum(facts) AS facts
          FROM base GROUP BY period_month, pricing_view_id) x
    FULL JOIN (SELECT period_month, pricing_view_id, sum(cost) AS cost, sum(unpriced_rows) AS unpriced,
                      sum(facts) AS facts
               FROM mv_cost_application_month
               WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
                 AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
               GROUP BY period_month, pricing_view_id) a USING (period_month, pricing_view_id)
    WHERE (x.cost, x.unpriced, x.facts) IS DISTINCT FROM (a.cost, a.unpriced, a.facts)
), by_rank AS (
    SELECT 'mv_rank_app_month' AS aggregate, period_month, coalesce(x.cost, 0) AS expected, coalesce(r.cost, 0) AS found
    FROM (SELECT period_month, pricing_view_id, sum(cost) AS cost, sum(unpriced) AS unpriced
          FROM base GROUP BY period_month, pricing_view_id) x
    FULL JOIN (SELECT period_month, pricing_view_id, sum(cost) AS cost, sum(unpriced_rows) AS unpriced
               FROM mv_rank_app_month
               WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[]) AND environment = '(all)'
                 AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
               GROUP BY period_month, pricing_view_id) r USING (period_month, pricing_view_id)
    -- Applications that ended cost 0 beside others that have no price.
    WHERE coalesce(x.cost, 0) <> coalesce(r.cost, 0) OR x.unpriced IS DISTINCT FROM r.unpriced
), facts AS (
    SELECT period_month, domain_id, consumption_metric, sum(quantity) AS quantity
    FROM fact_consumption
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, domain_id, consumption_metric
), quantities AS (
    SELECT period_month, domain_id, consumption_metric, sum(quantity) AS quantity, sum(facts) AS facts
    FROM mv_quantity_product_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    GROUP BY period_month, domain_id, consumption_metric
), by_quantity AS (
    SELECT 'mv_quantity_product_month' AS aggregate, period_month, coalesce(f.quantity, 0) AS expected,
           coalesce(q.quantity, 0) AS found
    FROM facts f
    FULL JOIN quantities q USING (period_month, domain_id, consumption_metric)
    WHERE f.quantity IS DISTINCT FROM q.quantity
), by_fact AS (
    SELECT 'mv_cost_app_product_month' AS aggregate, period_month, coalesce(q.quantity, 0) AS expected,
           coalesce(b.quantity, 0) AS found
    FROM (SELECT q.*, v.pricing_view_id
          FROM quantities q
          JOIN pricing_view_current v
            ON %(views)s::text[] IS NULL OR v.pricing_view_id = ANY (%(views)s::text[])
          JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = q.consumption_metric) q
    FULL JOIN base b USING (period_month, pricing_view_id, domain_id, consumption_metric)
    WHERE (q.quantity, q.facts) IS DISTINCT FROM (b.quantity, b.facts)
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
UNION ALL SELECT * FROM by_rank
UNION ALL SELECT * FROM by_quantity
UNION ALL SELECT * FROM by_fact
UNION ALL SELECT * FROM by_weight
ORDER BY 1, 2
