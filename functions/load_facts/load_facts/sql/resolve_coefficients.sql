-- Relevés of INDIRECT domains to raw weights, added up per application; an unknown one's go to `unallocated`.
INSERT INTO coefficient_pending (run_id, entity_id, period_month, domain_id, application_id, raw_weight, method, metric,
                                 source, computed_at)
SELECT s.run_id, %(entity_id)s, s.period_month, s.domain_id, coalesce(a.application_id, 'unallocated'),
       sum(s.quantity), d.indirect_method_key, s.metric, min(s.source), transaction_timestamp()
FROM staged_releve s
JOIN dim_domain d ON d.domain_id = s.domain_id AND d.domain_mode = 'INDIRECT'
LEFT JOIN alias_of_run(%(run_id)s) a ON a.source_system = s.source AND a.foreign_key = s.application_key
WHERE s.run_id = %(run_id)s
GROUP BY s.run_id, s.period_month, s.domain_id, 5, d.indirect_method_key, s.metric
