-- Complete each step's totals with where its quantities went: facts of DIRECT domains, raw weights of INDIRECT ones.
WITH loaded AS (
    SELECT step_domain_id AS domain_id, period_month, consumption_metric AS metric,
           coalesce(sum(quantity) FILTER (WHERE application_id <> 'unallocated'), 0) AS allocated,
           coalesce(sum(quantity) FILTER (WHERE application_id = 'unallocated'), 0) AS unallocated,
           coalesce(sum(quantity) FILTER (WHERE product_id = 'unmapped'), 0) AS unmapped
    FROM fact_pending WHERE run_id = %(run_id)s AND consumption_type = 'DIRECT'
    GROUP BY step_domain_id, period_month, consumption_metric
    UNION ALL
    SELECT domain_id, period_month, metric,
           coalesce(sum(raw_weight) FILTER (WHERE application_id <> 'unallocated'), 0),
           coalesce(sum(raw_weight) FILTER (WHERE application_id = 'unallocated'), 0), 0
    FROM coefficient_pending WHERE run_id = %(run_id)s
    GROUP BY domain_id, period_month, metric
)
UPDATE etl_run_steps s
SET totals = (
    SELECT jsonb_object_agg(t.key, t.value || jsonb_build_object(
               'allocated', coalesce(l.allocated, 0)::text,
               'unallocated', coalesce(l.unallocated, 0)::text,
               'unmapped', coalesce(l.unmapped, 0)::text))
    FROM jsonb_each(s.totals) t
    LEFT JOIN loaded l ON l.domain_id = s.domain_id AND l.period_month = s.period_month AND l.metric = t.key)
WHERE s.run_id = %(run_id)s AND s.status = 'STAGED' AND NOT s.is_late AND s.totals <> '{}'
