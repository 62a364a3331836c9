-- Remember each budget of the fiscal years of some months that is exceeded now, once for each version of budgets; of
-- a year, with the month in which it was spent.
WITH years AS (
    SELECT DISTINCT c.version_id, c.pricing_view_id, y.first_month, (y.first_month + interval '11 months')::date AS last_month
    FROM budget_current c
    CROSS JOIN unnest(%(periods)s::date[]) AS touched (month)
    CROSS JOIN LATERAL (SELECT fiscal_year_first(touched.month, c.fiscal_year_start) AS first_month) y
    WHERE c.entity_id = %(entity_id)s
), lines AS MATERIALIZED (
    SELECT y.version_id, y.pricing_view_id, y.first_month AS year_first, l.scope, l.scope_id, l.period_month, l.amount
    FROM years y
    JOIN budget_line l ON l.version_id = y.version_id AND l.period_month BETWEEN y.first_month AND y.last_month
), asked AS (
    SELECT version_id, pricing_view_id, scope, array_agg(DISTINCT scope_id::text) AS ids,
           min(period_month) AS first_month, max(period_month) AS last_month
    FROM lines
    GROUP BY version_id, pricing_view_id, scope
), months AS (
    -- Added up, not joined: how many rows either side gives is not known before.
    SELECT version_id, pricing_view_id, scope, scope_id, period_month, max(year_first) AS year_first,
           sum(amount) AS amount, sum(cost) AS cost
    FROM (SELECT version_id, pricing_view_id, scope, scope_id::text COLLATE "C" AS scope_id, period_month::date, year_first,
                 amount::numeric, NULL::numeric AS cost
          FROM lines
          UNION ALL
          SELECT a.version_id, a.pricing_view_id, a.scope, c.scope_id COLLATE "C", c.period_month, NULL, NULL, c.cost
          FROM asked a
          CROSS JOIN LATERAL scope_cost(%(entity_id)s, a.pricing_view_id, a.scope, a.ids, a.first_month, a.last_month) c) b
    GROUP BY version_id, pricing_view_id, scope, scope_id, period_month
), budgeted AS (
    SELECT *, sum(amount) OVER whole AS year_budget, sum(cost) OVER whole AS year_cost,
           sum(cost) OVER (whole ORDER BY period_month) AS spent
    FROM months
    WHERE amount IS NOT NULL
    WINDOW whole AS (PARTITION BY version_id, scope, scope_id, year_first)
), exceeded AS (
    SELECT version_id, pricing_view_id, scope, scope_id, 'month' AS span, period_month AS span_start, period_month,
           amount AS budget, cost
    FROM budgeted WHERE cost > amount
    UNION ALL
    SELECT version_id, pricing_view_id, scope, scope_id, 'year', year_first, min(period_month), year_budget, year_cost
    FROM budgeted WHERE year_cost > year_budget AND spent > year_budget
    GROUP BY version_id, pricing_view_id, scope, scope_id, year_first, year_budget, year_cost
)
INSERT INTO budget_crossing (entity_id, pricing_view_id, version_id, scope, scope_id, span, span_start, period_month,
                             budget, cost, generation, run_id)
SELECT %(entity_id)s, pricing_view_id, version_id, scope, scope_id, span, span_start, period_month, budget, cost,
       %(generation)s, %(run_id)s
FROM exceeded
ON CONFLICT (version_id, scope, scope_id, span, span_start) DO NOTHING
