-- Every run ended, said when, and says why unless it succeeded; a success has no open step.
SELECT format('run %s is %s since %s', run_id, status, started_at) AS what FROM etl_runs WHERE status = 'RUNNING'
UNION ALL
SELECT format('run %s is %s and does not say why', run_id, status)
FROM etl_runs
WHERE status IN ('FAILED', 'SKIPPED', 'CANCELLED') AND (error_code IS NULL OR coalesce(error_summary, '') = '')
UNION ALL
SELECT format('run %s is SUCCESS, step %s/%s is %s', r.run_id, s.domain_id, s.period_month, s.status)
FROM etl_runs r JOIN etl_run_steps s USING (run_id)
WHERE r.status = 'SUCCESS' AND s.status NOT IN ('STAGED', 'MISSING')
UNION ALL
SELECT format('run %s says %s facts, %s are shown', r.run_id, r.records_inserted, f.facts)
FROM etl_runs r
JOIN (SELECT run_id, count(*) AS facts, count(DISTINCT (step_domain_id, period_month)) AS slices
      FROM fact_consumption GROUP BY run_id) f USING (run_id)
WHERE f.slices = (SELECT count(*) FROM etl_run_steps s WHERE s.run_id = r.run_id AND s.status = 'STAGED' AND NOT s.is_late)
  AND r.records_inserted <> f.facts
