-- What each function can read, and the settings that this takes.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', coalesce((SELECT json_agg(json_build_object(
        'ingestFunction', c.ingest_function, 'connector', c.connector, 'answers', c.answers, 'version', c.version,
        'registeredAt', to_char(c.registered_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'configSchema', c.config_schema)
        ORDER BY c.ingest_function, c.connector) FROM connector c), '[]'))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
