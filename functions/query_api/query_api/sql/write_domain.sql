-- Write a domain, a new one disabled, with its entry in the audit log; settings go from the body to the row as they are.
WITH before AS (
    SELECT d.* FROM dim_domain d WHERE d.domain_id = %(domain)s
),
written AS (
    INSERT INTO dim_domain AS d (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled,
                                 available_from, failure_policy, ingest_function, connector, connector_config)
    VALUES (%(domain)s, %(label)s, %(mode)s, %(method)s, %(indirect_label)s, false, %(available_from)s,
            %(failure_policy)s, %(ingest_function)s, %(connector)s, %(body)s::jsonb -> 'connectorConfig')
    ON CONFLICT (domain_id) DO UPDATE
    SET domain_label = excluded.domain_label, domain_mode = excluded.domain_mode,
        indirect_method_key = excluded.indirect_method_key, indirect_label = excluded.indirect_label,
        available_from = excluded.available_from, failure_policy = excluded.failure_policy,
        ingest_function = excluded.ingest_function, connector = excluded.connector,
        connector_config = excluded.connector_config
    WHERE (d.domain_label, d.domain_mode, d.indirect_method_key, d.indirect_label, d.available_from, d.failure_policy,
           d.ingest_function, d.connector, d.connector_config)
          IS DISTINCT FROM
          (excluded.domain_label, excluded.domain_mode, excluded.indirect_method_key, excluded.indirect_label,
           excluded.available_from, excluded.failure_policy, excluded.ingest_function, excluded.connector,
           excluded.connector_config)
    RETURNING d.*
),
audited AS (
    INSERT INTO audit_log (entity_id, actor, action, target, reason, details)
    SELECT %(entity)s, %(actor)s, CASE WHEN b.domain_id IS NULL THEN 'domain.created' ELSE 'domain.updated' END,
           w.domain_id, %(reason)s, jsonb_strip_nulls(jsonb_build_object('before', to_jsonb(b), 'after', to_jsonb(w)))
    FROM written w LEFT JOIN before b ON true
)
SELECT b.domain_id IS NULL AS is_new,
       EXISTS (SELECT FROM written w
               WHERE b.domain_id IS NULL
                  OR (w.domain_label, w.domain_mode, w.indirect_label, w.indirect_method_key)
                     IS DISTINCT FROM (b.domain_label, b.domain_mode, b.indirect_label, b.indirect_method_key)) AS is_seen
FROM (VALUES (1)) AS one LEFT JOIN before b ON true
