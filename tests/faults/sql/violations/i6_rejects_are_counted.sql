-- I6: a step says how many records it rejected, and each of them is kept.
SELECT format('%s/%s of %s says %s rejects, %s are kept', s.domain_id, s.period_month, s.run_id, s.rejects, count(j.reject_id))
       AS what
FROM etl_run_steps s
JOIN etl_runs r USING (run_id)
LEFT JOIN etl_rejects j USING (run_id, domain_id, period_month)
WHERE s.status = 'STAGED' AND r.status = 'SUCCESS'
GROUP BY s.run_id, s.domain_id, s.period_month HAVING count(j.reject_id) <> s.rejects
UNION ALL
SELECT format('%s/%s: %s facts are without an application, the unknown keys say %s', f.step_domain_id, f.period_month,
              f.quantity, k.quantity)
FROM (SELECT step_domain_id, period_month, sum(quantity) AS quantity FROM fact_consumption
      WHERE application_id = 'unallocated' AND consumption_type = 'DIRECT' GROUP BY 1, 2) f
LEFT JOIN (SELECT domain_id, period_month, sum(quantity) AS quantity FROM unknown_key WHERE kind = 'application'
           GROUP BY 1, 2) k
       ON k.domain_id = f.step_domain_id AND k.period_month = f.period_month
WHERE f.quantity IS DISTINCT FROM k.quantity
