-- A domain's settings as they are written, with what its connector accepts.
SELECT d.is_enabled, d.ingest_function, d.connector, d.connector_config, c.config_schema,
       ARRAY(SELECT k.connector FROM connector k WHERE k.ingest_function = d.ingest_function ORDER BY k.connector) AS known
FROM dim_domain d
LEFT JOIN connector c ON c.ingest_function = d.ingest_function AND c.connector = d.connector
WHERE d.domain_id = %(domain)s
