-- The slices that replace them.
INSERT INTO fact_consumption (entity_id, period_month, domain_id, family_id, product_id, application_id, environment,
                              quantity, consumption_type, consumption_metric, source, run_id, computed_at)
SELECT entity_id, period_month, domain_id, family_id, product_id, application_id, environment,
       quantity, consumption_type, consumption_metric, source, run_id, computed_at
FROM fact_pending WHERE run_id = %(run_id)s
