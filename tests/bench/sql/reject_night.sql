-- Some records of every open step are refused.
INSERT INTO etl_rejects (run_id, entity_id, domain_id, period_month, reason, message, location, record)
SELECT run_id, entity_id, domain_id, period_month, 'missing_number', 'the number is missing', 'line ' || n, repeat('x', 200)
FROM etl_run_steps CROSS JOIN generate_series(1, %(rejects)s::int) n
WHERE run_id = %(run_id)s AND status = 'PLANNED'
