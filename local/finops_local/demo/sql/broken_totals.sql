-- Steps of any run whose totals do not add up, or were never completed. Empty when all is well. What is late for a closed
-- month is compared, not allocated.
SELECT s.run_id, s.domain_id, s.period_month, t.key AS metric
FROM etl_run_steps s
JOIN etl_runs r USING (run_id)
CROSS JOIN LATERAL jsonb_each(s.totals) t
WHERE r.status = 'SUCCESS' AND NOT s.is_late
  AND (t.value ->> 'source')::numeric IS DISTINCT FROM
      (t.value ->> 'allocated')::numeric + (t.value ->> 'unallocated')::numeric + (t.value ->> 'rejected')::numeric
ORDER BY s.period_month, s.domain_id, t.key
