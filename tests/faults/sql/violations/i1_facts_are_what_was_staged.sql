-- I1: the facts that are shown add up to what the step that they are said to be from staged.
WITH shown AS (
    SELECT step_domain_id AS domain_id, period_month, run_id, consumption_metric AS metric, sum(quantity) AS quantity
    FROM fact_consumption WHERE consumption_type = 'DIRECT'
    GROUP BY step_domain_id, period_month, run_id, consumption_metric
), staged AS (
    SELECT s.domain_id, s.period_month, s.run_id, t.key COLLATE "C" AS metric, (t.value ->> 'releves')::numeric AS quantity
    FROM slice_publication p
    JOIN etl_run_steps s ON s.run_id = p.run_id AND s.domain_id = p.domain_id AND s.period_month = p.period_month
    JOIN dim_domain d ON d.domain_id = s.domain_id
    CROSS JOIN LATERAL jsonb_each(s.totals) t
    WHERE d.domain_mode = 'DIRECT'
)
SELECT format('%s/%s: %s shown, %s staged of %s', domain_id, period_month, a.quantity, b.quantity, metric) AS what
FROM shown a
FULL JOIN staged b USING (domain_id, period_month, run_id, metric)
WHERE coalesce(a.quantity, 0) <> coalesce(b.quantity, 0)
