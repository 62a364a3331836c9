-- The weights behind INDIRECT quantities: pending with their run, published with their slice.
-- depends: 0007_pre_reading_scope

CREATE TABLE fact_coefficient (
    entity_id      key_text NOT NULL,
    period_month   month NOT NULL,
    domain_id      key_text NOT NULL,
    application_id key_text NOT NULL,
    raw_weight     numeric NOT NULL,
    weight         exact_quantity NOT NULL CHECK (weight BETWEEN 0 AND 1),
    method         text NOT NULL,
    metric         key_text NOT NULL,
    source         key_text NOT NULL,
    run_id         uuid NOT NULL,
    computed_at    timestamptz NOT NULL,
    CONSTRAINT raw_weight_is_exact
        CHECK (raw_weight >= 0 AND raw_weight < '1e60' AND min_scale(raw_weight) <= 36),
    PRIMARY KEY (period_month, entity_id, domain_id, application_id)
) PARTITION BY RANGE (period_month);
COMMENT ON TABLE fact_coefficient IS
    'How an INDIRECT domain was shared out: the weights of a slice add up to exactly 1. Replaced with the slice''s facts';
COMMENT ON COLUMN fact_coefficient.raw_weight IS
    'As the source or the derivation gave it, added up per application; a product of two quantities has 36 decimals';
COMMENT ON COLUMN fact_coefficient.weight IS 'raw_weight / their sum, 18 decimals; the quantity of the application''s fact';
COMMENT ON COLUMN fact_coefficient.method IS 'dim_domain.indirect_method_key when it was computed';

CREATE TABLE coefficient_pending (
    run_id         uuid NOT NULL,
    entity_id      key_text NOT NULL,
    period_month   month NOT NULL,
    domain_id      key_text NOT NULL,
    application_id key_text NOT NULL,
    raw_weight     numeric NOT NULL,
    weight         exact_quantity,
    method         text NOT NULL,
    metric         key_text NOT NULL,
    source         key_text NOT NULL,
    computed_at    timestamptz NOT NULL,
    PRIMARY KEY (run_id, period_month, domain_id, application_id, metric)
);
COMMENT ON TABLE coefficient_pending IS 'Weights of a loaded run, not yet visible';
COMMENT ON COLUMN coefficient_pending.weight IS 'NULL until normalised, later in the same transaction';

INSERT INTO month_partitioned VALUES ('fact_coefficient', 'coefficients');
INSERT INTO dim_metric (metric, unit, label_en, label_fr, description)
    VALUES ('COEFFICIENT', 'share', 'Share', 'Part', 'Part of an INDIRECT domain; the parts of a month add up to 1')
    ON CONFLICT DO NOTHING;
