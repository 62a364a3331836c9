-- Technology domains with their connectors.
COPY dim_domain (domain_id, domain_label, domain_mode, is_enabled, available_from, ingest_function, connector, connector_config)
FROM STDIN
