-- The facts of the oldest month, without the way through a run.
INSERT INTO fact_consumption (entity_id, period_month, step_domain_id, domain_id, family_id, product_id, application_id,
                              environment, quantity, consumption_type, consumption_metric, source, run_id, computed_at)
SELECT %(entity_id)s, %(period_month)s, r.domain_id, r.domain_id, p.family_id, p.product_id,
       coalesce(a.application_id, 'unallocated'), r.environment, r.quantity, 'DIRECT', r.metric, 'bench',
       gen_random_uuid(), now()
FROM bench_releve r
JOIN product_alias pa ON pa.source_system = 'bench' AND pa.foreign_key = r.product_key
JOIN dim_product p ON p.product_id = pa.product_id
LEFT JOIN application_alias a ON a.source_system = 'bench' AND a.foreign_key = r.application_key
