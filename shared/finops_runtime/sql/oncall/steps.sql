-- A run's steps, and of each the metric of which the largest share belongs to no known application.
SELECT s.domain_id, to_char(s.period_month, 'YYYY-MM') AS period, s.ingest_function, s.failure_policy, s.status, s.attempts,
       s.records, s.rows, s.rejects, s.is_late, s.started_at, s.ended_at,
       round(extract(epoch FROM s.ended_at - s.started_at), 3) AS seconds,
       w.metric AS unallocated_metric, w.share AS unallocated_share, s.error_code, s.error
FROM etl_run_steps s
LEFT JOIN LATERAL (
    SELECT t.key AS metric,
           round((t.value ->> 'unallocated')::numeric
                 / nullif((t.value ->> 'allocated')::numeric + (t.value ->> 'unallocated')::numeric, 0), 6) AS share
    FROM jsonb_each(s.totals) t
    ORDER BY share DESC NULLS LAST, metric LIMIT 1) w ON w.share IS NOT NULL
WHERE s.run_id = %(run_id)s AND s.entity_id = %(entity_id)s
ORDER BY s.period_month, s.domain_id
