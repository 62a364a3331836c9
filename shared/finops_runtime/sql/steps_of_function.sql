-- The steps of a run that one function owns; those of closed months last, as nothing waits for what they bring.
SELECT s.run_id, s.entity_id, s.domain_id, d.domain_mode, s.period_month AS period, s.status, s.failure_policy,
       s.rows, s.checksum, d.connector, d.connector_config, r.origin, r.force
FROM etl_run_steps s
JOIN dim_domain d USING (domain_id)
JOIN etl_runs r USING (run_id)
WHERE s.run_id = %(run_id)s AND s.ingest_function = %(ingest_function)s
ORDER BY s.is_late, s.period_month, s.domain_id
