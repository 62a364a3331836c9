-- What is staged for a step, per metric: counted from the table, not from what the connector believes it sent.
WITH releves AS (
    SELECT metric, sum(quantity) AS quantity, count(*) AS rows,
           sum(hashtextextended(concat_ws(E'\x1f', coalesce(application_key, E'\x1e'), coalesce(product_key, E'\x1e'),
                                          environment, metric, trim_scale(quantity), source), 0)::numeric) AS checksum
    FROM staged_releve
    WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s
    GROUP BY metric
), rejects AS (
    SELECT metric, coalesce(sum(quantity), 0) AS quantity, count(*) AS rows
    FROM etl_rejects
    WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s
    GROUP BY metric
)
SELECT coalesce(a.metric, b.metric) AS metric,
       coalesce(a.quantity, 0) AS releves, coalesce(a.rows, 0) AS releve_rows, coalesce(a.checksum, 0) AS checksum,
       coalesce(b.quantity, 0) AS rejected, coalesce(b.rows, 0) AS reject_rows,
       EXISTS (SELECT FROM dim_metric m WHERE m.metric = coalesce(a.metric, b.metric)) AS is_known
FROM releves a FULL JOIN rejects b ON a.metric = b.metric
ORDER BY 1 NULLS LAST
