-- The data mart as it stands: what the migrations add up to. For reading; a test holds it equal to them.

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
    retired_at        timestamptz,
    fed_by            key_text
);
COMMENT ON COLUMN dim_application.fed_by IS
    'The source whose feed names it; NULL: no feed does. A feed of another source never renames it';

CREATE TABLE application_alias (
    source_system  key_text,
    foreign_key    key_text,
    application_id key_text NOT NULL REFERENCES dim_application,
    claimed_by     key_text NOT NULL DEFAULT 'admin',
    PRIMARY KEY (source_system, foreign_key)
);
COMMENT ON TABLE application_alias IS 'What a source calls an application -> application_id';
COMMENT ON COLUMN application_alias.claimed_by IS
    'Who mapped it: admin, or the source that claimed it. What stands is never overwritten by a feed';

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

INSERT INTO dim_application (application_id, application_label)
    VALUES ('unallocated', 'Unallocated');
INSERT INTO dim_family (family_id, domain_id, family_label)
    VALUES ('unmapped', NULL, 'Unmapped');
INSERT INTO dim_product (product_id, family_id, product_label)
    VALUES ('unmapped', 'unmapped', 'Unmapped');
INSERT INTO dim_metric (metric, unit, label_en, label_fr, description)
    VALUES ('COEFFICIENT', 'share', 'Share', 'Part', 'Part of an INDIRECT domain; the parts of a month add up to 1');

-- The life of a run: who asked, what was planned, what each step did, what was refused.

CREATE TABLE etl_runs (
    run_id           uuid PRIMARY KEY,
    entity_id        key_text NOT NULL,
    status           text NOT NULL CHECK (status IN ('RUNNING', 'SUCCESS', 'FAILED', 'SKIPPED', 'CANCELLED')),
    phase            text NOT NULL DEFAULT 'STAGING' CHECK (phase IN ('STAGING', 'LOADED', 'PUBLISHED')),
    trigger_type     text NOT NULL CHECK (trigger_type IN ('CRON', 'MANUAL', 'PRICES')),
    origin           text NOT NULL DEFAULT 'live' CHECK (origin IN ('live', 'raw')),
    periods          date[] NOT NULL,
    domains          text[] NOT NULL,
    dry_run          boolean NOT NULL DEFAULT false,
    force            boolean NOT NULL DEFAULT false,
    reason           text,
    requested_by     text,
    requested_at     timestamptz NOT NULL,
    event_source     text NOT NULL,
    event_id         text NOT NULL,
    started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at         timestamptz,
    deadline_at      timestamptz NOT NULL,
    generation       bigint,
    records_inserted bigint NOT NULL DEFAULT 0,
    errors_count     integer NOT NULL DEFAULT 0,
    error_code       text,
    error_step       text,
    error_summary    text,
    report           jsonb,
    git_sha          text,
    version          text,
    CONSTRAINT force_has_a_reason CHECK (NOT force OR reason IS NOT NULL),
    CONSTRAINT ended_when_not_running CHECK ((status = 'RUNNING') = (ended_at IS NULL))
);
COMMENT ON COLUMN etl_runs.requested_at IS 'Time of the request''s event; the window of months comes from it, never from the clock';
COMMENT ON COLUMN etl_runs.deadline_at IS 'Pushed by every step; a run past it is failed by the next run or the watch';
COMMENT ON COLUMN etl_runs.report IS 'Dry runs: what would change, per domain and month';

-- One run at a time per entity; dry runs stand outside the rule.
CREATE UNIQUE INDEX etl_runs_one_running ON etl_runs (entity_id) WHERE status = 'RUNNING' AND NOT dry_run;
CREATE INDEX etl_runs_by_start ON etl_runs (entity_id, started_at DESC);

CREATE TABLE etl_run_steps (
    run_id          uuid NOT NULL REFERENCES etl_runs ON DELETE CASCADE,
    domain_id       key_text NOT NULL REFERENCES dim_domain,
    period_month    month NOT NULL,
    entity_id       key_text NOT NULL,
    ingest_function text NOT NULL,
    failure_policy  text NOT NULL CHECK (failure_policy IN ('strict', 'tolerant')),
    status          text NOT NULL DEFAULT 'PLANNED' CHECK (status IN ('PLANNED', 'STAGED', 'MISSING', 'FAILED')),
    attempts        integer NOT NULL DEFAULT 0,
    records         bigint NOT NULL DEFAULT 0,
    rows            bigint NOT NULL DEFAULT 0,
    rejects         bigint NOT NULL DEFAULT 0,
    totals          jsonb NOT NULL DEFAULT '{}',
    checksum        text NOT NULL DEFAULT '',
    landing_id      text,
    started_at      timestamptz,
    ended_at        timestamptz,
    error_code      text,
    error           text,
    config_checksum text,
    quality         jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (run_id, domain_id, period_month)
);
COMMENT ON COLUMN etl_run_steps.records IS 'Records read from the source; rows: relevés made of them';
COMMENT ON COLUMN etl_run_steps.totals IS
    'Per metric, as texts: source, releves, rejected (when staged); allocated, unallocated, unmapped (when loaded)';
COMMENT ON COLUMN etl_run_steps.landing_id IS 'The landing in the raw zone that the relevés were computed from';
COMMENT ON COLUMN etl_run_steps.config_checksum IS 'config_checksum() of the domain when the step was planned';
COMMENT ON COLUMN etl_run_steps.quality IS
    'Per metric: rows and magnitude (sum of |quantity|, as text) of the relevés, and of those without application, product or environment';
CREATE INDEX etl_run_steps_by_slice ON etl_run_steps (entity_id, domain_id, period_month);

CREATE TABLE etl_rejects (
    reject_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id       uuid NOT NULL REFERENCES etl_runs ON DELETE CASCADE,
    entity_id    key_text NOT NULL,
    domain_id    key_text NOT NULL,
    period_month month NOT NULL,
    reason       text NOT NULL,
    message      text NOT NULL,
    location     text NOT NULL,
    record       text NOT NULL,
    metric       key_text,
    quantity     exact_quantity
);
COMMENT ON TABLE etl_rejects IS 'Records that could not become relevés: as read, where they came from, why';
CREATE INDEX etl_rejects_by_step ON etl_rejects (run_id, domain_id, period_month);

CREATE TABLE staged_releve (
    run_id          uuid NOT NULL,
    domain_id       key_text NOT NULL,
    period_month    month NOT NULL,
    application_key text COLLATE "C",
    product_key     text COLLATE "C",
    environment     key_text NOT NULL,
    metric          key_text NOT NULL,
    quantity        exact_quantity NOT NULL,
    source          key_text NOT NULL
);
COMMENT ON TABLE staged_releve IS 'Relevés of the runs under way, as the connectors gave them, keys not yet resolved';
CREATE INDEX staged_releve_by_step ON staged_releve (run_id, domain_id, period_month);

CREATE TABLE period_status (
    entity_id    key_text,
    period_month month,
    status       text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'CLOSED')),
    changed_by   text,
    changed_at   timestamptz NOT NULL DEFAULT now(),
    reason       text,
    PRIMARY KEY (entity_id, period_month)
);

CREATE TABLE audit_log (
    audit_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entity_id key_text NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    actor     text NOT NULL,
    action    text NOT NULL,
    target    text NOT NULL,
    reason    text,
    details   jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE audit_log IS 'Every admin action; append-only';

-- Pricing views: named, versioned ways to value quantities.

CREATE TABLE pricing_view (
    pricing_view_id key_text PRIMARY KEY,
    label           text NOT NULL,
    currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    is_default      boolean NOT NULL DEFAULT false,
    retired_at      timestamptz
);
CREATE UNIQUE INDEX pricing_view_one_default ON pricing_view (is_default) WHERE is_default;

CREATE TABLE pricing_view_version (
    version_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pricing_view_id key_text NOT NULL REFERENCES pricing_view,
    version         integer NOT NULL CHECK (version > 0),
    published_at    timestamptz,
    author          text NOT NULL,
    reason          text NOT NULL,
    UNIQUE (pricing_view_id, version)
);
COMMENT ON COLUMN pricing_view_version.published_at IS 'NULL: a draft. A published version is immutable';

CREATE TABLE pricing_view_metric (
    version_id bigint REFERENCES pricing_view_version,
    metric     key_text REFERENCES dim_metric,
    PRIMARY KEY (version_id, metric)
);
COMMENT ON TABLE pricing_view_metric IS
    'The metrics that a version values; quantities of others are neither costed nor unpriced in it';

CREATE TABLE unit_price (
    version_id  bigint NOT NULL REFERENCES pricing_view_version,
    product_id  key_text REFERENCES dim_product,
    domain_id   key_text REFERENCES dim_domain,
    metric      key_text NOT NULL REFERENCES dim_metric,
    unit_price  exact_price NOT NULL,
    first_month month NOT NULL,
    last_month  month,
    CONSTRAINT product_or_domain_or_rate CHECK (product_id IS NULL OR domain_id IS NULL),
    CONSTRAINT months_in_order CHECK (last_month IS NULL OR last_month >= first_month),
    UNIQUE NULLS NOT DISTINCT (version_id, product_id, domain_id, metric, first_month)
);
COMMENT ON TABLE unit_price IS
    'Price of a product, or of an INDIRECT domain; with neither, the rate of a metric that is money (exchange, mark-up)';

CREATE TABLE unit_price_month (
    version_id   bigint NOT NULL REFERENCES pricing_view_version,
    period_month month NOT NULL,
    metric       key_text NOT NULL,
    priced_by    text NOT NULL CHECK (priced_by IN ('product', 'domain', 'metric')),
    priced_key   key_text NOT NULL,
    unit_price   exact_price NOT NULL,
    PRIMARY KEY (version_id, period_month, metric, priced_by, priced_key)
);
COMMENT ON TABLE unit_price_month IS 'The price of each month, resolved once; two prices for one month cannot be stored';

CREATE VIEW pricing_view_current AS
SELECT DISTINCT ON (v.pricing_view_id) v.pricing_view_id, v.version_id, v.version, w.currency, w.is_default
FROM pricing_view_version v
JOIN pricing_view w USING (pricing_view_id)
WHERE v.published_at IS NOT NULL AND w.retired_at IS NULL
ORDER BY v.pricing_view_id, v.version DESC;
COMMENT ON VIEW pricing_view_current IS 'The version in force of each pricing view';

CREATE FUNCTION refuse_change_of_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
BEGIN
    IF EXISTS (SELECT FROM pricing_view_version WHERE version_id = changed AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'version % of a pricing view is published and cannot change: publish a new version', changed
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER unit_price_immutable BEFORE INSERT OR UPDATE OR DELETE ON unit_price
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_version();
CREATE TRIGGER pricing_view_metric_immutable BEFORE INSERT OR UPDATE OR DELETE ON pricing_view_metric
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_version();
CREATE TRIGGER pricing_view_version_immutable BEFORE UPDATE OR DELETE ON pricing_view_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_version();

-- What is published: facts by month, and which run and generation made each slice visible.

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

-- The weights behind INDIRECT quantities.
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

-- Aggregates: what the API reads. Each is defined by a view `<name>_definition` and stored by month;
-- a publication replaces the rows of its months from the definitions, in the order of this file.

-- Base: every fact valued by every pricing view that values its metric. cost NULL: no price, never zero (I6).
CREATE TABLE mv_cost_app_product_month (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    pricing_view_id    key_text NOT NULL,
    domain_id          key_text NOT NULL,
    family_id          key_text NOT NULL,
    product_id         key_text NOT NULL,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_metric key_text NOT NULL,
    quantity           numeric NOT NULL,
    unit_price         numeric,
    cost               numeric,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, application_id, domain_id, product_id, environment,
                 consumption_metric)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_cost_app_product_month_definition AS
SELECT f.entity_id, f.period_month, v.pricing_view_id, f.domain_id,
       coalesce(f.family_id, '(none)')::key_text AS family_id,
       coalesce(f.product_id, '(none)')::key_text AS product_id,
       f.application_id, f.environment, f.consumption_metric, f.quantity,
       coalesce(own.unit_price, rate.unit_price)::numeric AS unit_price,
       f.quantity * coalesce(own.unit_price, rate.unit_price) AS cost
FROM fact_consumption f
JOIN pricing_view_current v ON true
JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = f.consumption_metric
LEFT JOIN unit_price_month own
       ON own.version_id = v.version_id AND own.period_month = f.period_month
      AND own.metric = f.consumption_metric
      AND own.priced_by = CASE WHEN f.product_id IS NULL THEN 'domain' ELSE 'product' END
      AND own.priced_key = coalesce(f.product_id, f.domain_id)
LEFT JOIN unit_price_month rate
       ON rate.version_id = v.version_id AND rate.period_month = f.period_month
      AND rate.metric = f.consumption_metric
      AND rate.priced_by = 'metric' AND rate.priced_key = f.consumption_metric;

-- Quantities by metric, whatever values them: billed beside effective amounts, and what found no application or product.
CREATE TABLE mv_quantity_domain_month (
    entity_id            key_text NOT NULL,
    period_month         month NOT NULL,
    domain_id            key_text NOT NULL,
    environment          key_text NOT NULL,
    consumption_metric   key_text NOT NULL,
    quantity             numeric NOT NULL,
    unallocated_quantity numeric NOT NULL,
    unmapped_quantity    numeric NOT NULL,
    facts                bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, domain_id, environment, consumption_metric)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_quantity_domain_month_definition AS
SELECT entity_id, period_month, domain_id, environment, consumption_metric,
       sum(quantity) AS quantity,
       coalesce(sum(quantity) FILTER (WHERE application_id = 'unallocated'), 0) AS unallocated_quantity,
       coalesce(sum(quantity) FILTER (WHERE product_id = 'unmapped'), 0) AS unmapped_quantity,
       count(*) AS facts
FROM fact_consumption
GROUP BY entity_id, period_month, domain_id, environment, consumption_metric;

CREATE TABLE mv_cost_app_family_month (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    pricing_view_id    key_text NOT NULL,
    domain_id          key_text NOT NULL,
    family_id          key_text NOT NULL,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_metric key_text,
    quantity           numeric,
    cost               numeric,
    unpriced_rows      bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, application_id, domain_id, family_id, environment)
) PARTITION BY RANGE (period_month);
COMMENT ON COLUMN mv_cost_app_family_month.quantity IS 'NULL where the row covers several metrics: those are never added';

CREATE VIEW mv_cost_app_family_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, family_id, application_id, environment,
       CASE WHEN min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN min(consumption_metric) = max(consumption_metric) THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       count(*) FILTER (WHERE cost IS NULL) AS unpriced_rows
FROM mv_cost_app_product_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, family_id, application_id, environment;

CREATE TABLE mv_cost_app_domain_month (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    pricing_view_id    key_text NOT NULL,
    domain_id          key_text NOT NULL,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_metric key_text,
    quantity           numeric,
    cost               numeric,
    unpriced_rows      bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, application_id, domain_id, environment)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_cost_app_domain_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, application_id, environment,
       CASE WHEN min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN min(consumption_metric) = max(consumption_metric) THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       count(*) FILTER (WHERE cost IS NULL) AS unpriced_rows
FROM mv_cost_app_product_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, application_id, environment;

CREATE TABLE mv_cost_application_month (
    entity_id       key_text NOT NULL,
    period_month    month NOT NULL,
    pricing_view_id key_text NOT NULL,
    application_id  key_text NOT NULL,
    environment     key_text NOT NULL,
    cost            numeric,
    unpriced_rows   bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, application_id, environment)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_cost_application_month_definition AS
SELECT entity_id, period_month, pricing_view_id, application_id, environment,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows
FROM mv_cost_app_domain_month
GROUP BY entity_id, period_month, pricing_view_id, application_id, environment;

CREATE TABLE mv_cost_family_month (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    pricing_view_id    key_text NOT NULL,
    domain_id          key_text NOT NULL,
    family_id          key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_metric key_text,
    quantity           numeric,
    cost               numeric,
    unpriced_rows      bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, domain_id, family_id, environment)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_cost_family_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, family_id, environment,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows
FROM mv_cost_app_family_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, family_id, environment;

CREATE TABLE mv_cost_domain_month (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    pricing_view_id    key_text NOT NULL,
    domain_id          key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_metric key_text,
    quantity           numeric,
    cost               numeric,
    unallocated_cost   numeric,
    unpriced_rows      bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, domain_id, environment)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_cost_domain_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, environment,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       sum(cost) FILTER (WHERE application_id = 'unallocated') AS unallocated_cost,
       sum(unpriced_rows)::bigint AS unpriced_rows
FROM mv_cost_app_domain_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, environment;

-- For SQL and BI users: facts valued by the default pricing view.
CREATE VIEW fact_releve AS
SELECT f.entity_id, f.period_month, f.domain_id, f.family_id, f.product_id, f.application_id, f.environment,
       f.consumption_type, f.consumption_metric, f.quantity AS usage_quantity,
       c.unit_price AS unit_cost, c.cost AS total_cost, v.pricing_view_id, v.currency,
       f.source, f.run_id, f.computed_at
FROM fact_consumption f
JOIN pricing_view_current v ON v.is_default
LEFT JOIN mv_cost_app_product_month c
       ON c.entity_id = f.entity_id AND c.period_month = f.period_month
      AND c.pricing_view_id = v.pricing_view_id AND c.application_id = f.application_id
      AND c.domain_id = f.domain_id AND c.product_id = coalesce(f.product_id, '(none)')
      AND c.environment = f.environment AND c.consumption_metric = f.consumption_metric;

-- Partitions by month, made ahead of need by whoever publishes.

CREATE TABLE month_partitioned (
    table_name  text PRIMARY KEY,
    description text NOT NULL
);
COMMENT ON TABLE month_partitioned IS 'The tables that ensure_month_partitions() keeps partitions for';
INSERT INTO month_partitioned VALUES
    ('fact_consumption', 'facts'),
    ('fact_coefficient', 'coefficients'),
    ('mv_cost_app_product_month', 'aggregate'),
    ('mv_quantity_domain_month', 'aggregate'),
    ('mv_cost_app_family_month', 'aggregate'),
    ('mv_cost_app_domain_month', 'aggregate'),
    ('mv_cost_application_month', 'aggregate'),
    ('mv_cost_family_month', 'aggregate'),
    ('mv_cost_domain_month', 'aggregate');

-- CREATE TABLE (LIKE) then ATTACH, not PARTITION OF: the latter would wait for every reader of the parent.
CREATE FUNCTION ensure_month_partitions(first_month month, last_month month) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    parent    record;
    m         date;
    partition text;
    made      integer := 0;
BEGIN
    IF last_month > first_month + interval '600 months' THEN
        RAISE EXCEPTION 'refusing to make partitions for more than 600 months (% to %)', first_month, last_month;
    END IF;
    -- One maker at a time; readers and writers are not held up.
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month_partitions'));
    FOR parent IN SELECT c.oid, t.table_name, pg_get_userbyid(c.relowner) AS owner
                  FROM month_partitioned t JOIN pg_class c ON c.oid = to_regclass('public.' || t.table_name)
                  ORDER BY t.table_name LOOP
        FOR m IN SELECT generate_series(first_month, last_month, interval '1 month')::date LOOP
            partition := parent.table_name || '_' || to_char(m, 'YYYY_MM');
            CONTINUE WHEN to_regclass('public.' || quote_ident(partition)) IS NOT NULL;
            EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                           partition, parent.table_name);
            EXECUTE format('ALTER TABLE public.%I OWNER TO %I', partition, parent.owner);
            EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                           parent.table_name, partition, m, (m + interval '1 month')::date);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;
COMMENT ON FUNCTION ensure_month_partitions IS 'Makes the missing month partitions of every published table; returns how many';
REVOKE ALL ON FUNCTION ensure_month_partitions FROM public;

-- What every cost answer of the API begins with.

CREATE FUNCTION reading_scope(for_entity text, asked_first date, asked_last date, months integer, asked_view text)
RETURNS TABLE (first_month date, last_month date, previous_first date, pricing_view_id text, currency text,
               generation bigint, run_id uuid, as_of timestamptz, published boolean, missing json, comparable boolean)
LANGUAGE sql STABLE AS $$
WITH latest AS (
    SELECT max(period_month) AS month FROM slice_publication
    WHERE entity_id = for_entity AND run_id IS NOT NULL
),
asked AS (
    SELECT coalesce(asked_first, (month - make_interval(months => months - 1))::date) AS first_month,
           coalesce(asked_last, month) AS last_month
    FROM latest
)
SELECT a.first_month, a.last_month, before.first_month, v.pricing_view_id, v.currency, coalesce(p.generation, 0),
       CASE WHEN a.first_month = a.last_month THEN s.run_id ELSE p.run_id END,
       CASE WHEN a.first_month = a.last_month THEN s.published_at ELSE p.published_at END,
       s.published, s.missing, s.published AND before.published
FROM asked a
LEFT JOIN publication p ON p.entity_id = for_entity
LEFT JOIN pricing_view_current v
       ON CASE WHEN asked_view IS NULL THEN v.is_default ELSE v.pricing_view_id = asked_view END
CROSS JOIN LATERAL (
    SELECT count(x.run_id) > 0 AS published,
           (array_agg(x.run_id ORDER BY x.generation DESC NULLS LAST, x.published_at DESC NULLS LAST))[1] AS run_id,
           max(x.published_at) AS published_at,
           json_agg(json_build_object('domainId', x.domain_id, 'domainLabel', d.domain_label,
                                      'period', to_char(x.period_month, 'YYYY-MM'),
                                      'since', to_char(x.missing_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                      'reason', x.missing_reason)
                    ORDER BY x.period_month, x.domain_id) FILTER (WHERE x.missing_since IS NOT NULL) AS missing
    FROM slice_publication x JOIN dim_domain d ON d.domain_id = x.domain_id
    WHERE x.entity_id = for_entity AND x.period_month BETWEEN a.first_month AND a.last_month) s
CROSS JOIN LATERAL (
    SELECT b.first_month, EXISTS (SELECT FROM slice_publication x
                                  WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
                                    AND x.period_month >= b.first_month AND x.period_month < a.first_month) AS published
    FROM (SELECT (a.first_month - age(a.last_month, a.first_month) - interval '1 month')::date AS first_month) b
    ) before
$$;
COMMENT ON FUNCTION reading_scope IS
    'Which months are meant (NULL: the last published ones), in which pricing view (NULL: the default), and how fresh and
complete they are. Always one row; pricing_view_id is NULL for an unknown view.';

REVOKE ALL ON FUNCTION reading_scope FROM public;

-- What feeds the referential: applications and their aliases; what was claimed twice; which keys nobody knows.

CREATE TABLE staged_application (
    run_id            uuid NOT NULL,
    domain_id         key_text NOT NULL,
    period_month      month NOT NULL,
    source            key_text NOT NULL,
    application_key   key_text NOT NULL,
    application_label text NOT NULL,
    owner             text,
    is_retired        boolean NOT NULL,
    PRIMARY KEY (run_id, domain_id, period_month, application_key)
);
COMMENT ON TABLE staged_application IS 'Applications as the sources of the runs under way name them';

CREATE TABLE staged_application_alias (
    run_id          uuid NOT NULL,
    domain_id       key_text NOT NULL,
    period_month    month NOT NULL,
    application_key key_text NOT NULL,
    source_system   key_text NOT NULL,
    foreign_key     key_text NOT NULL,
    PRIMARY KEY (run_id, domain_id, period_month, application_key, source_system, foreign_key)
);
COMMENT ON TABLE staged_application_alias IS 'What other keys a staged application says it has, beside its own';

CREATE TABLE referential_feed (
    entity_id     key_text,
    source_system key_text,
    period_month  month NOT NULL,
    run_id        uuid NOT NULL,
    applied_at    timestamptz NOT NULL,
    PRIMARY KEY (entity_id, source_system)
);
COMMENT ON TABLE referential_feed IS
    'The month whose applications were applied last: running an older month again does not bring old names back';

CREATE TABLE alias_conflict (
    source_system           key_text,
    foreign_key             key_text,
    claimed_application_id  key_text,
    claimed_by              key_text,
    standing_application_id key_text,
    first_seen              timestamptz NOT NULL,
    last_seen               timestamptz NOT NULL,
    run_id                  uuid NOT NULL,
    resolved_at             timestamptz,
    PRIMARY KEY (source_system, foreign_key, claimed_application_id, claimed_by)
);
COMMENT ON TABLE alias_conflict IS
    'Claims of an alias that were not granted. The mapping that stands stays; where none stands nobody gets it';
COMMENT ON COLUMN alias_conflict.standing_application_id IS 'NULL: nobody has the alias, its quantities are unallocated';
COMMENT ON COLUMN alias_conflict.resolved_at IS 'When the claim was gone, or an admin had mapped the alias';

CREATE TABLE unknown_key (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    domain_id          key_text NOT NULL,
    source_system      key_text NOT NULL,
    kind               text NOT NULL CHECK (kind IN ('application', 'product')),
    foreign_key        key_text,
    consumption_metric key_text NOT NULL,
    quantity           exact_quantity NOT NULL,
    rows               bigint NOT NULL,
    key_count          bigint NOT NULL CHECK (foreign_key IS NULL OR key_count = 1)
);
COMMENT ON TABLE unknown_key IS
    'Per published slice: keys that no alias knows, the largest by quantity; its quantities add up to the unallocated
(unmapped) ones, but for keys that an admin mapped to the reserved ones';
COMMENT ON COLUMN unknown_key.key_count IS
    'How many keys the row stands for: 1; 0: relevés that name none; any, without a key: the remainder of a long list';
CREATE INDEX unknown_key_by_slice ON unknown_key (entity_id, period_month, domain_id);

-- STRICT keeps these three from being inlined: joined to relevés, they would be computed again for every one of them.
CREATE FUNCTION fed_application(for_run uuid)
RETURNS TABLE (source key_text, application_key key_text, application_id key_text, application_label text, owner text,
               is_retired boolean, domain_id key_text, period_month month)
LANGUAGE sql STABLE STRICT ROWS 3000 AS $$
WITH applied AS (
    SELECT s.source, max(s.period_month::date) AS period_month
    FROM staged_application s
    JOIN etl_runs r ON r.run_id = s.run_id
    LEFT JOIN referential_feed f ON f.entity_id = r.entity_id AND f.source_system = s.source
    WHERE s.run_id = for_run AND (f.period_month IS NULL OR s.period_month >= f.period_month)
    GROUP BY s.source
), named AS (
    SELECT DISTINCT ON (s.source, s.application_key) s.*
    FROM staged_application s
    JOIN applied m ON m.source = s.source AND m.period_month = s.period_month
    WHERE s.run_id = for_run
    ORDER BY s.source, s.application_key, s.domain_id
), placed AS (
    SELECT n.*, a.application_id AS standing_id, d.fed_by,
           count(*) FILTER (WHERE a.application_id IS NULL) OVER (PARTITION BY n.application_key) AS newcomers
    FROM named n
    LEFT JOIN application_alias a ON a.source_system = n.source AND a.foreign_key = n.application_key
    LEFT JOIN dim_application d ON d.application_id = n.application_key
)
SELECT source, application_key,
       CASE WHEN standing_id IS NOT NULL THEN standing_id
            WHEN newcomers = 1 AND (fed_by IS NULL OR fed_by = source) THEN application_key END,
       application_label, owner, is_retired, domain_id, period_month
FROM placed
WHERE coalesce(standing_id, application_key) NOT IN ('unallocated', 'unmapped')
$$;
COMMENT ON FUNCTION fed_application IS
    'The applications that a run brings, with the id each has or gets: the one its own key is mapped to, else that key.
No id where another source has it already, or claims it too. Empty for months older than the one applied last.';
REVOKE ALL ON FUNCTION fed_application FROM public;

CREATE FUNCTION alias_claim(for_run uuid)
RETURNS TABLE (source_system key_text, foreign_key key_text, application_id key_text, claimed_by key_text,
               standing_id key_text, outcome text)
LANGUAGE sql STABLE STRICT ROWS 10000 AS $$
WITH fed AS MATERIALIZED (
    SELECT * FROM fed_application(for_run)
), claims AS (
    SELECT source AS source_system, application_key AS foreign_key,
           coalesce(application_id, application_key) AS application_id, source AS claimed_by,
           application_id IS NOT NULL AS has_id
    FROM fed
    UNION
    SELECT a.source_system, a.foreign_key, coalesce(f.application_id, f.application_key), f.source,
           f.application_id IS NOT NULL
    FROM fed f
    JOIN staged_application_alias a
      ON a.run_id = for_run AND a.domain_id = f.domain_id AND a.period_month = f.period_month
     AND a.application_key = f.application_key
), rivals AS (
    SELECT c.*, true AS is_fed FROM claims c
    UNION ALL
    SELECT o.source_system, o.foreign_key, o.claimed_application_id, o.claimed_by, true, false
    FROM alias_conflict o
    WHERE o.resolved_at IS NULL AND NOT EXISTS (SELECT FROM fed WHERE fed.source = o.claimed_by)
), judged AS (
    SELECT r.*, s.application_id AS standing_id, s.claimed_by AS standing_by,
           min(r.application_id) OVER claimants = max(r.application_id) OVER claimants AS is_undisputed,
           bool_and(r.has_id) OVER claimants AS have_ids
    FROM rivals r
    LEFT JOIN application_alias s ON s.source_system = r.source_system AND s.foreign_key = r.foreign_key
    WINDOW claimants AS (PARTITION BY r.source_system, r.foreign_key)
)
SELECT source_system, foreign_key, application_id, claimed_by, standing_id,
       CASE WHEN standing_id = application_id THEN 'agreed'
            WHEN standing_by = 'admin' THEN 'decided'
            WHEN standing_id IS NOT NULL OR NOT is_undisputed OR NOT have_ids THEN 'refused'
            WHEN row_number() OVER (PARTITION BY source_system, foreign_key ORDER BY is_fed DESC, claimed_by) = 1
            THEN 'granted'
            ELSE 'agreed' END
FROM judged
WHERE is_fed
$$;
COMMENT ON FUNCTION alias_claim IS
    'Every alias that a run''s applications claim, and what comes of it. granted: nobody has it, and all who claim it, now or
in an open conflict of a source that is not in the run, mean one application; once per alias. agreed: nothing to do.
decided: an admin mapped it otherwise. refused: a conflict.';
REVOKE ALL ON FUNCTION alias_claim FROM public;

CREATE FUNCTION alias_of_run(for_run uuid)
RETURNS TABLE (source_system key_text, foreign_key key_text, application_id key_text)
LANGUAGE sql STABLE STRICT ROWS 10000 AS $$
SELECT source_system, foreign_key, application_id FROM application_alias
UNION ALL
SELECT source_system, foreign_key, application_id FROM alias_claim(for_run) WHERE outcome = 'granted'
$$;
COMMENT ON FUNCTION alias_of_run IS
    'What application keys mean to a run: the aliases that stand, and those that its publication will add';
REVOKE ALL ON FUNCTION alias_of_run FROM public;
