-- Raw weights by consumption: each application's part of the source domain's month, its metrics valued by the weights.
-- From this run's facts where it staged their step, else from the published ones. What comes back: the total, reckoned from
-- the sums per metric and not from the raw weights, beside what the raw weights add up to.
WITH staged AS (
    SELECT domain_id FROM etl_run_steps
    WHERE run_id = %(run_id)s AND period_month = %(period_month)s AND status = 'STAGED'
), facts AS MATERIALIZED (
    SELECT application_id, consumption_metric, quantity FROM fact_pending
    WHERE run_id = %(run_id)s AND domain_id = %(source_domain)s AND period_month = %(period_month)s
    UNION ALL
    SELECT application_id, consumption_metric, quantity FROM fact_consumption
    WHERE entity_id = %(entity_id)s AND domain_id = %(source_domain)s AND period_month = %(period_month)s
      AND step_domain_id NOT IN (SELECT domain_id FROM staged)
), weights AS (
    SELECT w.metric COLLATE "C" AS metric, w.weight
    FROM unnest(%(metrics)s::text[], %(weights)s::numeric[]) AS w (metric, weight)
), by_metric AS (
    SELECT w.weight, sum(f.quantity) AS quantity, count(*) AS facts
    FROM facts f JOIN weights w ON w.metric = f.consumption_metric
    GROUP BY w.metric, w.weight
), raw AS (
    INSERT INTO coefficient_pending (run_id, entity_id, period_month, domain_id, application_id, raw_weight, method,
                                     metric, source, computed_at)
    SELECT %(run_id)s, %(entity_id)s, %(period_month)s, d.domain_id, f.application_id,
           trim_scale(sum(f.quantity * w.weight)), d.indirect_method_key, %(metric)s, %(source)s, transaction_timestamp()
    FROM facts f
    JOIN weights w ON w.metric = f.consumption_metric
    JOIN dim_domain d ON d.domain_id = %(domain_id)s
    GROUP BY d.domain_id, f.application_id, d.indirect_method_key
    RETURNING application_id, raw_weight
)
SELECT (SELECT coalesce(sum(quantity * weight), 0) FROM by_metric) AS total,
       (SELECT coalesce(sum(facts), 0) FROM by_metric) AS records,
       count(*) AS rows, coalesce(sum(raw_weight), 0) AS weights,
       coalesce(sum(hashtextextended(concat_ws(E'\x1f', application_id, raw_weight), 0)::numeric), 0)::text AS checksum
FROM raw
