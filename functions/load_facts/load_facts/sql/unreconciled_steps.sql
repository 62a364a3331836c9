-- Steps and metrics whose relevés are not exactly the facts, or raw weights, made of them (I1). Empty when all is well.
WITH staged AS (
    SELECT s.domain_id, s.period_month, t.key COLLATE "C" AS metric, (t.value ->> 'releves')::numeric AS quantity
    FROM etl_run_steps s CROSS JOIN LATERAL jsonb_each(s.totals) t
    WHERE s.run_id = %(run_id)s AND s.status = 'STAGED' AND NOT s.is_late
), loaded AS (
    SELECT step_domain_id AS domain_id, period_month, consumption_metric::text AS metric, sum(quantity) AS quantity
    FROM fact_pending WHERE run_id = %(run_id)s AND consumption_type = 'DIRECT'
    GROUP BY step_domain_id, period_month, consumption_metric
    UNION ALL
    SELECT domain_id, period_month, metric::text, sum(raw_weight)
    FROM coefficient_pending WHERE run_id = %(run_id)s
    GROUP BY domain_id, period_month, metric
)
SELECT coalesce(s.domain_id, l.domain_id) AS domain_id, coalesce(s.period_month, l.period_month) AS period_month,
       coalesce(s.metric, l.metric) AS metric, s.quantity AS staged, l.quantity AS loaded
FROM staged s
FULL JOIN loaded l ON l.domain_id = s.domain_id AND l.period_month = s.period_month AND l.metric = s.metric
WHERE coalesce(s.quantity, 0) <> coalesce(l.quantity, 0)
ORDER BY 1, 2, 3
