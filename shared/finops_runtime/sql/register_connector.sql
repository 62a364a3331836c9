-- Keep what a connector of this function accepts; written only when it is new or different.
INSERT INTO connector (ingest_function, connector, answers, config_schema, version)
VALUES (%(ingest_function)s, %(connector)s, %(answers)s, %(config_schema)s, %(version)s)
ON CONFLICT (ingest_function, connector) DO UPDATE
SET answers = excluded.answers, config_schema = excluded.config_schema, version = excluded.version,
    registered_at = now()
WHERE (connector.answers, connector.config_schema) IS DISTINCT FROM (excluded.answers, excluded.config_schema)
