-- Weights to facts. An application whose weight is 0 is kept among the coefficients, and consumes nothing.
INSERT INTO fact_pending (run_id, entity_id, period_month, step_domain_id, domain_id, family_id, product_id,
                          application_id, environment, quantity, consumption_type, consumption_metric, source, computed_at)
SELECT run_id, entity_id, period_month, domain_id, domain_id, NULL, NULL, application_id,
       'shared', weight, 'INDIRECT', metric, source, computed_at
FROM coefficient_pending WHERE run_id = %(run_id)s AND weight <> 0
