-- I5: the total of a month is the same by every aggregate that has one, and by quantity x price of the facts.
WITH totals AS (
    SELECT 'facts' AS aggregate, f.period_month, sum(f.quantity * u.unit_price) AS cost
    FROM fact_consumption f
    JOIN mv_cost_app_product_month u
      ON u.pricing_view_id = 'actual' AND u.period_month = f.period_month AND u.application_id = f.application_id
     AND u.domain_id = f.domain_id AND u.product_id = coalesce(f.product_id, '(none)')
     AND u.environment = f.environment AND u.consumption_metric = f.consumption_metric
    GROUP BY f.period_month
    UNION ALL
    SELECT 'application', period_month, sum(cost) FROM mv_cost_application_month WHERE pricing_view_id = 'actual' GROUP BY 2
    UNION ALL
    SELECT 'domain', period_month, sum(cost) FROM mv_cost_domain_month WHERE pricing_view_id = 'actual' GROUP BY 2
    UNION ALL
    SELECT 'family', period_month, sum(cost) FROM mv_cost_family_month WHERE pricing_view_id = 'actual' GROUP BY 2
    UNION ALL
    SELECT 'rank', period_month, sum(cost) FROM mv_rank_app_month
    WHERE pricing_view_id = 'actual' AND environment = '(all)' GROUP BY 2
)
SELECT format('%s: %s', period_month, json_object_agg(aggregate, cost)) AS what
FROM totals GROUP BY period_month HAVING count(DISTINCT cost) > 1 OR count(*) <> 5
