-- Technology domains with their connectors.
COPY dim_domain (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled, available_from,
                 ingest_function, connector, connector_config)
FROM STDIN
