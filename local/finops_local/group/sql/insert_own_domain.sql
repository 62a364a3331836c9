-- A domain that the group does not know; it begins some day.
INSERT INTO dim_domain (domain_id, domain_label, domain_mode, is_enabled, available_from, ingest_function, connector)
VALUES (%(domain)s::text, initcap(%(domain)s::text), 'DIRECT', true, '2199-12-01', 'ingest_open', 'cmdb')
