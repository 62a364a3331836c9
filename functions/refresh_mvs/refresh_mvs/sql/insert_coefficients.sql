-- The weights that replace them.
INSERT INTO fact_coefficient (entity_id, period_month, domain_id, application_id, raw_weight, weight, method, metric,
                              source, run_id, computed_at)
SELECT entity_id, period_month, domain_id, application_id, raw_weight, weight, method, metric, source, run_id, computed_at
FROM coefficient_pending WHERE run_id = %(run_id)s
