-- Applications whose month costs outside of what the months before let expect; docs/anomalies.md explains the rule.
INSERT INTO mv_anomalies_month
WITH judged_by AS (
    SELECT * FROM unnest(%(of)s::date[], %(anchors)s::date[], %(sources)s::date[], %(least_seasons)s::integer[])
                  AS b (period_month, anchor, source_month, least_seasons)
), costs AS (
    SELECT period_month, pricing_view_id, application_id, sum(cost) AS cost, sum(unpriced_rows) AS unpriced_rows
    FROM mv_cost_application_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(sources)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
    GROUP BY period_month, pricing_view_id, application_id
    HAVING sum(cost) IS NOT NULL
), anchored AS (
    -- The judged month, and earlier ones of its season, each beside the ordinary months that it is held against.
    SELECT b.period_month, b.least_seasons, b.anchor, c.pricing_view_id, c.application_id,
           max(c.cost) FILTER (WHERE c.period_month = b.anchor) AS cost,
           max(c.unpriced_rows) FILTER (WHERE c.period_month = b.anchor) AS unpriced_rows,
           array_agg(c.cost ORDER BY c.cost, c.period_month) FILTER (WHERE c.period_month <> b.anchor) AS costs,
           array_agg(c.period_month ORDER BY c.cost, c.period_month)
               FILTER (WHERE c.period_month <> b.anchor) AS months,
           count(*) FILTER (WHERE c.period_month <> b.anchor)::integer AS history_months
    FROM judged_by b
    JOIN costs c ON c.period_month = b.source_month
    GROUP BY b.period_month, b.least_seasons, b.anchor, c.pricing_view_id, c.application_id
    HAVING bool_or(c.period_month = b.anchor)
), usual AS (
    -- The median as percentile_disc(0.5) has it: what one of the months cost.
    SELECT *, costs[(history_months + 1) / 2] AS median, months[(history_months + 1) / 2] AS usual_month,
           anchor = period_month AS is_judged
    FROM anchored
), seasoned AS (
    -- Grouped, not joined: whatever the planner expects of so many steps, each row is looked at once.
    SELECT period_month, least_seasons, pricing_view_id, application_id,
           max(cost) FILTER (WHERE is_judged) AS cost, max(unpriced_rows) FILTER (WHERE is_judged) AS unpriced_rows,
           max(costs) FILTER (WHERE is_judged) AS costs, max(median) FILTER (WHERE is_judged) AS median,
           max(usual_month) FILTER (WHERE is_judged) AS usual_month,
           max(history_months) FILTER (WHERE is_judged) AS history_months,
           array_agg(cost / median ORDER BY cost / median)
               FILTER (WHERE NOT is_judged AND history_months >= %(least_around)s AND median > 0) AS factors
    FROM usual
    GROUP BY period_month, least_seasons, pricing_view_id, application_id
    HAVING bool_or(is_judged)
), averaged AS (
    SELECT *, CASE WHEN median > 0 AND cardinality(factors) >= least_seasons
                   THEN factors[(cardinality(factors) + 1) / 2] ELSE 1 END AS factor,
           avg(abs(cost)) FILTER (WHERE application_id <> 'unallocated')
               OVER (PARTITION BY period_month, pricing_view_id) AS average_cost
    FROM seasoned
), expecting AS MATERIALIZED (
    SELECT *, median * factor AS expected,
           greatest(abs(median * factor) * %(least_relative)s::numeric,
                    coalesce(average_cost, 0) * %(least_absolute)s::numeric) AS least
    FROM averaged
    WHERE history_months >= %(least_history)s
), scaled AS MATERIALIZED (
    -- Of an even number the upper of the two in the middle: with so few months the lower one calls noise an anomaly.
    SELECT e.*,
           greatest(1.4826 * abs(factor)
                    * (ARRAY(SELECT abs(x - e.median) FROM unnest(e.costs) x ORDER BY 1))[e.history_months / 2 + 1],
                    CASE WHEN factor <> 1 THEN 1.4826 * e.median
                    * (ARRAY(SELECT abs(x - e.factor) FROM unnest(e.factors) x ORDER BY 1)
                      )[cardinality(e.factors) / 2 + 1] END,
                    e.least / 10) AS scale
    FROM expecting e
    WHERE abs(cost - expected) > least
), ranged AS MATERIALIZED (
    SELECT s.*, r.expected_low, r.expected_high, round((s.cost - s.expected) / s.scale, 2) AS score
    FROM scaled s
    CROSS JOIN LATERAL (SELECT greatest(s.scale * %(most_score)s::numeric, s.least) AS width) w
    CROSS JOIN LATERAL (SELECT trim_scale(round(s.expected - w.width, 6)) AS expected_low,
                               trim_scale(round(s.expected + w.width, 6)) AS expected_high) r
    -- A month that is not over, or not wholly priced, costs at least this: too little says nothing.
    WHERE s.cost > r.expected_high
       OR s.cost < r.expected_low AND s.unpriced_rows = 0 AND s.period_month IS DISTINCT FROM %(running)s::date
)
SELECT %(entity_id)s, r.period_month, r.pricing_view_id, r.application_id, r.cost, trim_scale(round(r.expected, 6)),
       r.expected_low, r.expected_high, r.score, CASE WHEN r.cost > r.expected THEN 'high' ELSE 'low' END,
       r.history_months, why.explained_by
FROM ranged r
-- The month whose cost is the median stands for what is usual: the products' deltas add up to the deviation.
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('productId', top.product_id, 'domainId', top.domain_id,
                                                 'delta', trim_scale(round(top.delta, 6)),
                                                 'share', round(top.delta / (r.cost - r.expected), 4))
                              ORDER BY abs(top.delta) DESC, top.domain_id, top.product_id), '[]') AS explained_by
    FROM (SELECT p.domain_id, p.product_id,
                 sum(CASE WHEN p.period_month = r.period_month THEN p.cost ELSE -p.cost * r.factor END) AS delta
          FROM mv_cost_app_product_month p
          WHERE p.entity_id = %(entity_id)s AND p.period_month = ANY (%(sources)s::date[])
            AND p.period_month IN (r.period_month, r.usual_month) AND p.pricing_view_id = r.pricing_view_id
            AND p.application_id = r.application_id
          GROUP BY p.domain_id, p.product_id
          HAVING sum(CASE WHEN p.period_month = r.period_month THEN p.cost ELSE -p.cost * r.factor END)
                 * sign(r.cost - r.expected) > 0
          ORDER BY abs(sum(CASE WHEN p.period_month = r.period_month THEN p.cost ELSE -p.cost * r.factor END)) DESC,
                   p.domain_id, p.product_id
          LIMIT 3) top) why
ORDER BY r.pricing_view_id, r.period_month, r.application_id
