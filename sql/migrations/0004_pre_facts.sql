-- What is published: facts by month, and which run and generation made each slice visible.
-- depends: 0003_pre_pricing

CREATE TABLE publication (
    entity_id    key_text PRIMARY KEY,
    generation   bigint NOT NULL CHECK (generation > 0),
    run_id       uuid NOT NULL,
    published_at timestamptz NOT NULL
);
COMMENT ON TABLE publication IS
    'The generation readers see. LOCK TABLE publication IN EXCLUSIVE MODE is the first statement of whoever changes it';

CREATE TABLE slice_publication (
    entity_id      key_text,
    period_month   month,
    domain_id      key_text,
    run_id         uuid,
    generation     bigint,
    published_at   timestamptz,
    records        bigint NOT NULL DEFAULT 0,
    rows           bigint NOT NULL DEFAULT 0,
    missing_since  timestamptz,
    missing_reason text,
    PRIMARY KEY (entity_id, period_month, domain_id)
);
COMMENT ON TABLE slice_publication IS
    'Per domain and month: the run whose facts are shown, and since when a tolerant domain failed to bring newer ones';

CREATE TABLE fact_consumption (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    domain_id          key_text NOT NULL,
    family_id          key_text,
    product_id         key_text,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    quantity           exact_quantity NOT NULL,
    consumption_type   text NOT NULL,
    consumption_metric key_text NOT NULL,
    source             key_text NOT NULL,
    run_id             uuid NOT NULL,
    computed_at        timestamptz NOT NULL,
    CONSTRAINT direct_has_a_product CHECK (
        consumption_type = 'DIRECT' AND family_id IS NOT NULL AND product_id IS NOT NULL
        OR consumption_type = 'INDIRECT' AND (family_id IS NULL) = (product_id IS NULL))
) PARTITION BY RANGE (period_month);
COMMENT ON TABLE fact_consumption IS
    'How much each application consumed. No cost: cost = quantity x unit price (I5). Replaced whole per slice (month, domain)';
CREATE INDEX fact_consumption_by_application ON fact_consumption (period_month, application_id);
CREATE INDEX fact_consumption_by_domain ON fact_consumption (period_month, domain_id);

CREATE TABLE fact_pending (
    run_id             uuid NOT NULL,
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    domain_id          key_text NOT NULL,
    family_id          key_text,
    product_id         key_text,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    quantity           exact_quantity NOT NULL,
    consumption_type   text NOT NULL,
    consumption_metric key_text NOT NULL,
    source             key_text NOT NULL,
    computed_at        timestamptz NOT NULL
);
COMMENT ON TABLE fact_pending IS 'Facts of a loaded run, resolved and ready, not yet visible';
CREATE INDEX fact_pending_by_slice ON fact_pending (run_id, period_month, domain_id);
