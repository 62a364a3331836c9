-- The month as the ingest functions would have staged it; every night's quantities are a little higher.
INSERT INTO staged_releve (run_id, domain_id, period_month, application_key, product_key, environment, metric, quantity,
                           source)
SELECT %(run_id)s, domain_id, %(period_month)s, application_key, product_key, environment, metric,
       quantity + %(night)s::int, 'bench'
FROM bench_releve
