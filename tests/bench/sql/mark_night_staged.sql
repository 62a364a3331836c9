-- The open steps, as staging would have left them.
UPDATE etl_run_steps s
SET status = 'STAGED', records = t.rows + %(rejects)s, rows = t.rows, rejects = %(rejects)s, totals = t.totals,
    ended_at = clock_timestamp()
FROM (SELECT domain_id, period_month, sum(rows) AS rows,
             jsonb_object_agg(metric, jsonb_build_object('source', quantity::text, 'releves', quantity::text,
                                                         'rejected', '0')) AS totals
      FROM (SELECT domain_id, period_month, metric, sum(quantity) AS quantity, count(*) AS rows
            FROM staged_releve WHERE run_id = %(run_id)s GROUP BY domain_id, period_month, metric) by_metric
      GROUP BY domain_id, period_month) t
WHERE s.run_id = %(run_id)s AND s.domain_id = t.domain_id AND s.period_month = t.period_month AND s.status = 'PLANNED'
