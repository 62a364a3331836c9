-- The steps, as staging would have left them.
UPDATE etl_run_steps s
SET status = 'STAGED', records = t.rows, rows = t.rows, totals = t.totals, ended_at = clock_timestamp()
FROM (SELECT domain_id, sum(rows) AS rows,
             jsonb_object_agg(metric, jsonb_build_object('source', quantity::text, 'releves', quantity::text,
                                                         'rejected', '0')) AS totals
      FROM (SELECT domain_id, metric, sum(quantity) AS quantity, count(*) AS rows
            FROM staged_releve WHERE run_id = %(run_id)s GROUP BY domain_id, metric) by_metric
      GROUP BY domain_id) t
WHERE s.run_id = %(run_id)s AND s.domain_id = t.domain_id
