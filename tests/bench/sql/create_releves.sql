-- One month as sources tell it: every application uses every product, in the environment that it has in that domain.
CREATE UNLOGGED TABLE bench_releve AS
SELECT 'domain-' || to_char(mod(mod(p, 30), 20), 'FM00') AS domain_id,
       'sys-' || to_char(a, 'FM0000') AS application_key,
       'sku-' || to_char(p, 'FM00') AS product_key,
       CASE WHEN mod(a + mod(mod(p, 30), 20), 10) < 6 THEN 'production'
            WHEN mod(a + mod(mod(p, 30), 20), 10) < 8 THEN 'test' ELSE 'development' END AS environment,
       (ARRAY['VCPU', 'GIB', 'HOUR', 'CALL', 'EFFECTIVE_COST.EUR'])[mod(p, 5) + 1] AS metric,
       (1 + mod(a * 7919 + p * 104729, 1000000))::numeric / 1000 AS quantity
FROM generate_series(0, 49) AS p CROSS JOIN generate_series(0, %(applications)s::int - 1) AS a
ORDER BY domain_id, a, p
