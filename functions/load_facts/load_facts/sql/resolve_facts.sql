-- Relevés of DIRECT domains to facts: the source's keys become ours, unknown ones the reserved keys, quantities stay whole.
-- A product is where the structure of the month has it. One that never was in the step's domain is unmapped: an alias that
-- is wrong across domains must be seen, and families must add up to their domain (I5).
WITH placed AS MATERIALIZED (
    SELECT * FROM placed_product(ARRAY(SELECT period_month::date FROM etl_run_steps WHERE run_id = %(run_id)s))
)
INSERT INTO fact_pending (run_id, entity_id, period_month, step_domain_id, domain_id, family_id, product_id,
                          application_id, environment, quantity, consumption_type, consumption_metric, source, computed_at)
SELECT s.run_id, %(entity_id)s, s.period_month, s.domain_id, coalesce(f.domain_id, s.domain_id),
       coalesce(f.family_id, 'unmapped'), CASE WHEN f.family_id IS NULL THEN 'unmapped' ELSE p.product_id END,
       coalesce(a.application_id, 'unallocated'), s.environment,
       sum(s.quantity), d.domain_mode, s.metric, min(s.source), transaction_timestamp()
FROM staged_releve s
JOIN dim_domain d ON d.domain_id = s.domain_id AND d.domain_mode = 'DIRECT'
LEFT JOIN alias_of_run(%(run_id)s) a ON a.source_system = s.source AND a.foreign_key = s.application_key
LEFT JOIN product_alias pa ON pa.source_system = s.source AND pa.foreign_key = s.product_key
LEFT JOIN product_domain pd ON pd.product_id = pa.product_id AND pd.domain_id = s.domain_id
LEFT JOIN dim_product p ON p.product_id = pd.product_id
LEFT JOIN placed m ON m.product_id = p.product_id AND m.period_month = s.period_month
LEFT JOIN dim_family f ON f.family_id = coalesce(m.family_id, p.family_id)
WHERE s.run_id = %(run_id)s
GROUP BY s.run_id, s.period_month, s.domain_id, 5, 6, 7, 8, s.environment, d.domain_mode, s.metric
