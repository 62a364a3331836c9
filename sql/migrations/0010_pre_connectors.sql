-- What each function's connectors accept, so that a domain's settings are checked when they are written; which settings
-- a step was planned with, and how complete its relevés were, so that a domain is enabled on evidence.
-- depends: 0009_pre_referential_feed

CREATE TABLE connector (
    ingest_function text NOT NULL
        CHECK (ingest_function IN ('ingest_open', 'ingest_cloud', 'ingest_native', 'load_facts')),
    connector       text NOT NULL CHECK (length(connector) BETWEEN 1 AND 100),
    answers         text NOT NULL CHECK (answers IN ('period', 'snapshot')),
    config_schema   jsonb NOT NULL,
    version         text NOT NULL,
    registered_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (ingest_function, connector)
);
COMMENT ON TABLE connector IS 'The connectors of each function, as the function itself registers them when it starts';
COMMENT ON COLUMN connector.answers IS 'period: the source tells about past months; snapshot: only about now';
COMMENT ON COLUMN connector.config_schema IS 'JSON Schema (Draft 2020-12) of dim_domain.connector_config';

CREATE FUNCTION config_checksum(d dim_domain) RETURNS text LANGUAGE sql STABLE AS $$
SELECT md5(d.ingest_function || E'\n' || d.connector || E'\n' || d.domain_mode || E'\n'
           || coalesce(d.indirect_method_key, '') || E'\n' || d.connector_config::text)
$$;
COMMENT ON FUNCTION config_checksum IS 'Tells whether two computations of a domain had the same settings';
REVOKE ALL ON FUNCTION config_checksum FROM public;

ALTER TABLE etl_run_steps ADD COLUMN config_checksum text;
ALTER TABLE etl_run_steps ADD COLUMN quality jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN etl_run_steps.config_checksum IS 'config_checksum() of the domain when the step was planned';
COMMENT ON COLUMN etl_run_steps.quality IS
    'Per metric: rows and magnitude (sum of |quantity|, as text) of the relevés, and of those without application, product or environment';
