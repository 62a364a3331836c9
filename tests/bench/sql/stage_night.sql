-- What a night's ingest functions would have staged, of every step that is open; every night's quantities are other ones.
INSERT INTO staged_releve (run_id, domain_id, period_month, application_key, product_key, environment, metric, quantity,
                           source)
SELECT s.run_id, s.domain_id, s.period_month, b.application_key, b.product_key, b.environment, b.metric,
       b.quantity + %(night)s::int, 'bench'
FROM etl_run_steps s JOIN bench_releve b USING (domain_id)
WHERE s.run_id = %(run_id)s AND s.status = 'PLANNED'
