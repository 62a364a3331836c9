-- One entity's month as its pieces would be staged: every application uses products, each of which has one metric.
INSERT INTO group_staged_fact (exchange_id, entity_id, domain_id, family_id, product_id, application_id, environment,
                               consumption_type, consumption_metric, quantity, source)
SELECT %(exchange)s, %(entity)s, 'domain-' || to_char(mod(mod(p, 30), 20), 'FM00'), 'family-' || to_char(mod(p, 30), 'FM00'),
       'product-' || to_char(p, 'FM00'), 'app-' || a,
       (ARRAY['production', 'staging', 'development'])[1 + mod(a, 3)], 'DIRECT',
       (ARRAY['VCPU', 'GIB', 'HOUR', 'CALL', 'EFFECTIVE_COST.EUR'])[1 + mod(p, 5)],
       (mod(a * 7919 + p * 104729 + %(salt)s, 100000) + 1) / 1000.0, 'bench'
FROM generate_series(0, %(applications)s::int - 1) a, generate_series(0, %(products)s::int - 1) p
