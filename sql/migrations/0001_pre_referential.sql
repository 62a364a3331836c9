-- Referential: what is measured, for whom, in which structure. Rows are retired, never removed.
-- Keys are text COLLATE "C": stable, opaque, compared byte by byte.

CREATE DOMAIN key_text AS text COLLATE "C"
    CHECK (length(VALUE) BETWEEN 1 AND 512);

CREATE DOMAIN month AS date
    CHECK (extract(day FROM VALUE) = 1);

-- Exact and finite, bounded on both sides of the point: a NaN passes any sum check, numeric(20,6) rounds silently.
CREATE DOMAIN exact_quantity AS numeric
    CHECK (VALUE > '-1e30' AND VALUE < '1e30' AND min_scale(VALUE) <= 18);

CREATE DOMAIN exact_price AS numeric
    CHECK (VALUE >= 0 AND VALUE < '1e18' AND min_scale(VALUE) <= 12);

CREATE TABLE dim_domain (
    domain_id           key_text PRIMARY KEY,
    domain_label        text NOT NULL,
    domain_mode         text NOT NULL CHECK (domain_mode IN ('DIRECT', 'INDIRECT')),
    indirect_method_key text,
    indirect_label      text,
    is_enabled          boolean NOT NULL DEFAULT false,
    available_from      month NOT NULL,
    failure_policy      text CHECK (failure_policy IN ('strict', 'tolerant')),
    ingest_function     text NOT NULL
        CHECK (ingest_function IN ('ingest_open', 'ingest_cloud', 'ingest_native', 'load_facts')),
    connector           text NOT NULL,
    connector_config    jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT indirect_has_a_method
        CHECK ((domain_mode = 'INDIRECT') = (indirect_method_key IS NOT NULL AND indirect_label IS NOT NULL))
);
COMMENT ON TABLE dim_domain IS 'Technology domains; a new one on an existing connector is one row here (I8)';
COMMENT ON COLUMN dim_domain.available_from IS 'First month with data; runs plan no earlier month of the domain';
COMMENT ON COLUMN dim_domain.failure_policy IS 'NULL: the setting FINOPS_FAILURE_POLICY decides';
COMMENT ON COLUMN dim_domain.connector_config IS 'Settings of the connector; secrets by reference only';

CREATE TABLE dim_family (
    family_id    key_text PRIMARY KEY,
    domain_id    key_text REFERENCES dim_domain,
    family_label text NOT NULL,
    retired_at   timestamptz,
    CONSTRAINT only_unmapped_has_no_domain CHECK ((domain_id IS NULL) = (family_id = 'unmapped'))
);

CREATE TABLE dim_product (
    product_id    key_text PRIMARY KEY,
    family_id     key_text NOT NULL REFERENCES dim_family,
    product_label text NOT NULL,
    retired_at    timestamptz
);

CREATE TABLE dim_application (
    application_id    key_text PRIMARY KEY,
    application_label text NOT NULL,
    owner             text,
    retired_at        timestamptz
);

CREATE TABLE application_alias (
    source_system  key_text,
    foreign_key    key_text,
    application_id key_text NOT NULL REFERENCES dim_application,
    PRIMARY KEY (source_system, foreign_key)
);
COMMENT ON TABLE application_alias IS 'What a source calls an application -> application_id';

CREATE TABLE product_alias (
    source_system key_text,
    foreign_key   key_text,
    product_id    key_text NOT NULL REFERENCES dim_product,
    PRIMARY KEY (source_system, foreign_key)
);
COMMENT ON TABLE product_alias IS 'What a source calls a product -> product_id';

CREATE TABLE dim_metric (
    metric      key_text PRIMARY KEY,
    unit        text NOT NULL,
    label_en    text NOT NULL,
    label_fr    text NOT NULL,
    description text NOT NULL DEFAULT ''
);
COMMENT ON TABLE dim_metric IS 'Units of consumption; a relevé with a metric that is not here fails its step';

INSERT INTO dim_application (application_id, application_label)
    VALUES ('unallocated', 'Unallocated');
INSERT INTO dim_family (family_id, domain_id, family_label)
    VALUES ('unmapped', NULL, 'Unmapped');
INSERT INTO dim_product (product_id, family_id, product_label)
    VALUES ('unmapped', 'unmapped', 'Unmapped');
