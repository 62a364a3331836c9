-- The slices that replace them. Products that moved since the run was loaded are where they are now.
INSERT INTO fact_consumption (entity_id, period_month, step_domain_id, domain_id, family_id, product_id, application_id,
                              environment, quantity, consumption_type, consumption_metric, source, run_id, computed_at)
SELECT p.entity_id, p.period_month, p.step_domain_id, coalesce(m.domain_id, p.domain_id),
       coalesce(m.family_id, p.family_id), p.product_id, p.application_id, p.environment,
       p.quantity, p.consumption_type, p.consumption_metric, p.source, p.run_id, p.computed_at
FROM fact_pending p
LEFT JOIN placed_product(%(periods)s::date[]) m ON m.product_id = p.product_id AND m.period_month = p.period_month
WHERE p.run_id = %(run_id)s
