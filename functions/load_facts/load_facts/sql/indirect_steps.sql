-- The INDIRECT steps of a run that are staged, with what decides whether their raw weights can be normalised.
SELECT s.domain_id, s.period_month, s.failure_policy,
       coalesce(sum(c.raw_weight), 0) AS total, coalesce(min(c.raw_weight), 0) AS smallest,
       count(DISTINCT c.metric) AS metrics
FROM etl_run_steps s
JOIN dim_domain d ON d.domain_id = s.domain_id AND d.domain_mode = 'INDIRECT'
LEFT JOIN coefficient_pending c
       ON c.run_id = s.run_id AND c.domain_id = s.domain_id AND c.period_month = s.period_month
WHERE s.run_id = %(run_id)s AND s.status = 'STAGED' AND NOT s.is_late
GROUP BY s.domain_id, s.period_month, s.failure_policy
ORDER BY s.period_month, s.domain_id
