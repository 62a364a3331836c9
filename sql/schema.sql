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
        CHECK (ingest_function IN ('ingest_open', 'ingest_cloud', 'ingest_native', 'load_facts', 'load_group')),
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

CREATE TABLE product_placement (
    move_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id  key_text NOT NULL REFERENCES dim_product,
    first_month month NOT NULL,
    family_id   key_text NOT NULL REFERENCES dim_family,
    moved_by    text NOT NULL,
    moved_at    timestamptz NOT NULL DEFAULT now(),
    reason      text NOT NULL,
    applied_at  timestamptz,
    generation  bigint,
    refused_at  timestamptz,
    refusal     text,
    CONSTRAINT applied_is_not_refused CHECK (applied_at IS NULL OR refused_at IS NULL)
);
COMMENT ON TABLE product_placement IS
    'Products that moved: the family from a month on, until a later one. A product without a row is in dim_product.family_id';
COMMENT ON COLUMN product_placement.first_month IS
    'Of two with the same month the later one counts. The family before the first move stands at 2000-01';
COMMENT ON COLUMN product_placement.applied_at IS
    'When the published months that it touches were classified again; only applied ones count';
COMMENT ON COLUMN product_placement.refusal IS 'Why it was not applied: a month was closed in between, say';
CREATE INDEX product_placement_by_product ON product_placement (product_id, first_month);
CREATE UNIQUE INDEX product_placement_one_pending ON product_placement (product_id)
    WHERE applied_at IS NULL AND refused_at IS NULL;
COMMENT ON COLUMN dim_product.family_id IS
    'The last family of product_placement, future months included; that of every month while the product never moved';

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
    trigger_type     text NOT NULL CHECK (trigger_type IN ('CRON', 'MANUAL', 'PRICES', 'GROUP')),
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
    resumes          uuid,
    resumed_by       uuid,
    staging_deleted_at timestamptz,
    CONSTRAINT force_has_a_reason CHECK (NOT force OR reason IS NOT NULL),
    CONSTRAINT ended_when_not_running CHECK ((status = 'RUNNING') = (ended_at IS NULL))
);
COMMENT ON COLUMN etl_runs.requested_at IS 'Time of the request''s event; the window of months comes from it, never from the clock';
COMMENT ON COLUMN etl_runs.deadline_at IS 'Pushed by every step; a run past it is failed by the next run or the watch';
COMMENT ON COLUMN etl_runs.report IS 'Dry runs: what would change, per domain and month';
COMMENT ON COLUMN etl_runs.resumes IS 'The failed run that this one was asked to resume; etl_run_steps say what it adopted';
COMMENT ON COLUMN etl_runs.resumed_by IS 'The run that adopted what this failed one had staged';
COMMENT ON COLUMN etl_runs.staging_deleted_at IS 'Of a failed run: when what it had staged was deleted, so that it cannot be resumed';

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
    is_late         boolean NOT NULL DEFAULT false,
    adopted_from    uuid,
    PRIMARY KEY (run_id, domain_id, period_month)
);
COMMENT ON COLUMN etl_run_steps.records IS 'Records read from the source; rows: relevés made of them';
COMMENT ON COLUMN etl_run_steps.totals IS
    'Per metric, as texts: source, releves, rejected (when staged); allocated, unallocated, unmapped (when loaded)';
COMMENT ON COLUMN etl_run_steps.landing_id IS 'The landing in the raw zone that the relevés were computed from';
COMMENT ON COLUMN etl_run_steps.config_checksum IS 'config_checksum() of the domain when the step was planned';
COMMENT ON COLUMN etl_run_steps.quality IS
    'Per metric: rows and magnitude (sum of |quantity|, as text) of the relevés, and of those without application, product or environment';
COMMENT ON COLUMN etl_run_steps.is_late IS
    'Of a month that was closed when it was planned: read and compared with what is published, never published';
COMMENT ON COLUMN etl_run_steps.adopted_from IS 'The failed run that read and staged the step';
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

CREATE TABLE late_data (
    entity_id          key_text,
    period_month       month,
    domain_id          key_text,
    metric             key_text,
    published_quantity numeric,
    found_quantity     numeric,
    published_rows     bigint,
    found_rows         bigint,
    run_id             uuid NOT NULL,
    landing_id         text,
    first_seen_at      timestamptz NOT NULL,
    last_seen_at       timestamptz NOT NULL,
    PRIMARY KEY (entity_id, period_month, domain_id, metric)
);
COMMENT ON TABLE late_data IS
    'Per slice and metric of closed months: what the source says now, where that is not what is published (I10)';
COMMENT ON COLUMN late_data.published_quantity IS
    'Of a DIRECT domain its facts, of an INDIRECT one its raw weights; NULL: nothing of the metric is published';
COMMENT ON COLUMN late_data.found_quantity IS
    'NULL: the source has nothing of the metric any more. As published: the same amount, shared out otherwise';
COMMENT ON COLUMN late_data.published_rows IS 'Relevés of the run that is published; NULL where it is not known any more';

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
    in_force_at     timestamptz,
    generation      bigint,
    refused_at      timestamptz,
    refusal         text,
    UNIQUE (pricing_view_id, version),
    CONSTRAINT only_published_is_in_force CHECK (in_force_at IS NULL OR published_at IS NOT NULL),
    CONSTRAINT in_force_is_not_refused CHECK (in_force_at IS NULL OR refused_at IS NULL)
);
COMMENT ON COLUMN pricing_view_version.published_at IS 'NULL: a draft. A published version is immutable';
COMMENT ON COLUMN pricing_view_version.in_force_at IS
    'When what it touches was costed by it; the latest version in force of a view is the one that counts';
COMMENT ON COLUMN pricing_view_version.generation IS 'The generation that it came into force with';
COMMENT ON COLUMN pricing_view_version.refusal IS 'Why it could not come into force: a month was closed in between, say';
CREATE UNIQUE INDEX pricing_view_version_one_draft ON pricing_view_version (pricing_view_id) WHERE published_at IS NULL;

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
WHERE v.in_force_at IS NOT NULL AND w.retired_at IS NULL
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

-- A published version comes into force, or is refused; nothing else of it ever changes.
CREATE FUNCTION refuse_rewriting_of_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL
       AND (TG_OP = 'DELETE'
            OR (NEW.version_id, NEW.pricing_view_id, NEW.version, NEW.published_at, NEW.author, NEW.reason)
               IS DISTINCT FROM (OLD.version_id, OLD.pricing_view_id, OLD.version, OLD.published_at, OLD.author, OLD.reason)
            OR (OLD.in_force_at IS NOT NULL
                AND (NEW.in_force_at, NEW.generation) IS DISTINCT FROM (OLD.in_force_at, OLD.generation))) THEN
        RAISE EXCEPTION 'version % of a pricing view is published and cannot change: publish a new version', OLD.version_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER unit_price_immutable BEFORE INSERT OR UPDATE OR DELETE ON unit_price
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_version();
CREATE TRIGGER pricing_view_metric_immutable BEFORE INSERT OR UPDATE OR DELETE ON pricing_view_metric
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_version();
CREATE TRIGGER pricing_view_version_immutable BEFORE UPDATE OR DELETE ON pricing_view_version
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_of_published_version();

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
    step_domain_id     key_text NOT NULL,
    CONSTRAINT direct_has_a_product CHECK (
        consumption_type = 'DIRECT' AND family_id IS NOT NULL AND product_id IS NOT NULL
        OR consumption_type = 'INDIRECT' AND (family_id IS NULL) = (product_id IS NULL))
) PARTITION BY RANGE (period_month);
COMMENT ON TABLE fact_consumption IS
    'How much each application consumed. No cost: cost = quantity x unit price (I5). Replaced whole per slice (month, step_domain_id)';
COMMENT ON COLUMN fact_consumption.domain_id IS 'The domain of the family in that month: where the fact is shown';
COMMENT ON COLUMN fact_consumption.step_domain_id IS
    'The domain whose step brought it, with which it is replaced; differs from domain_id for products that moved';
CREATE INDEX fact_consumption_by_application ON fact_consumption (period_month, application_id);
CREATE INDEX fact_consumption_by_domain ON fact_consumption (period_month, domain_id);
CREATE INDEX fact_consumption_by_entity ON fact_consumption (entity_id, period_month, domain_id);

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
    computed_at        timestamptz NOT NULL,
    step_domain_id     key_text NOT NULL
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

-- Two domains may bring one product while its sources move: one row where it is shown.
CREATE VIEW fact_shown AS
SELECT entity_id, period_month, domain_id, family_id, product_id, application_id, environment, consumption_metric, quantity
FROM fact_consumption
WHERE product_id IS NULL OR product_id NOT IN (SELECT product_id FROM product_placement)
UNION ALL
SELECT entity_id, period_month, domain_id, family_id, product_id, application_id, environment, consumption_metric,
       sum(quantity)::exact_quantity
FROM fact_consumption
WHERE product_id IN (SELECT product_id FROM product_placement)
GROUP BY entity_id, period_month, domain_id, family_id, product_id, application_id, environment, consumption_metric;
COMMENT ON VIEW fact_shown IS 'Facts at the grain of the aggregates, whichever step brought them';

-- Prices of published months, as the entities sent them.
CREATE TABLE exchanged_price_month (
    entity_id       key_text,
    period_month    month,
    pricing_view_id key_text,
    metric          key_text,
    priced_by       text,
    priced_key      key_text,
    unit_price      exact_price NOT NULL,
    PRIMARY KEY (entity_id, period_month, pricing_view_id, metric, priced_by, priced_key)
);
COMMENT ON TABLE exchanged_price_month IS 'In a group: what each entity''s quantities are valued with. In an entity: empty';

CREATE TABLE exchanged_price_pending (
    run_id          uuid,
    pricing_view_id key_text,
    metric          key_text,
    priced_by       text,
    priced_key      key_text,
    unit_price      exact_price NOT NULL,
    PRIMARY KEY (run_id, pricing_view_id, metric, priced_by, priced_key)
);
COMMENT ON TABLE exchanged_price_pending IS 'Prices of loaded runs, not yet visible';

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
-- A product's applications, for whom else the whole month is looked through. Of no column that an update changes (HOT).
CREATE INDEX mv_cost_app_product_month_by_product
    ON mv_cost_app_product_month (entity_id, pricing_view_id, product_id, period_month);

CREATE VIEW mv_cost_app_product_month_definition AS
SELECT f.entity_id, f.period_month, v.pricing_view_id, f.domain_id,
       coalesce(f.family_id, '(none)')::key_text AS family_id,
       coalesce(f.product_id, '(none)')::key_text AS product_id,
       f.application_id, f.environment, f.consumption_metric, f.quantity,
       coalesce(sent.unit_price, own.unit_price, rate.unit_price)::numeric AS unit_price,
       f.quantity * coalesce(sent.unit_price, own.unit_price, rate.unit_price) AS cost
FROM fact_shown f
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
      AND rate.priced_by = 'metric' AND rate.priced_key = f.consumption_metric
LEFT JOIN exchanged_price_month sent
       ON sent.entity_id = f.entity_id AND sent.period_month = f.period_month
      AND sent.pricing_view_id = v.pricing_view_id AND sent.metric = f.consumption_metric
      AND sent.priced_by = CASE WHEN f.product_id IS NULL THEN 'domain' ELSE 'product' END
      AND sent.priced_key = coalesce(f.product_id, f.domain_id);

-- Quantities by product, whatever values them: billed beside effective amounts, and what found no application or product.
CREATE TABLE mv_quantity_product_month (
    entity_id            key_text NOT NULL,
    period_month         month NOT NULL,
    domain_id            key_text NOT NULL,
    family_id            key_text NOT NULL,
    product_id           key_text NOT NULL,
    environment          key_text NOT NULL,
    consumption_metric   key_text NOT NULL,
    quantity             numeric NOT NULL,
    unallocated_quantity numeric,
    facts                bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, domain_id, product_id, environment, consumption_metric)
) PARTITION BY RANGE (period_month);
COMMENT ON COLUMN mv_quantity_product_month.unallocated_quantity IS 'NULL: every fact has an application';

CREATE VIEW mv_quantity_product_month_definition AS
SELECT entity_id, period_month, domain_id, coalesce(family_id, '(none)')::key_text AS family_id,
       coalesce(product_id, '(none)')::key_text AS product_id, environment, consumption_metric,
       sum(quantity) AS quantity,
       sum(quantity) FILTER (WHERE application_id = 'unallocated') AS unallocated_quantity,
       count(*) AS facts
FROM fact_shown
GROUP BY entity_id, period_month, domain_id, family_id, product_id, environment, consumption_metric;

-- Costs by product: not the sum of the applications' but quantity x price, which the check of sums holds against it.
-- Rows without a price are the bucket of the unpriced (I6), unallocated_* that of the unallocated.
CREATE TABLE mv_cost_product_month (
    entity_id            key_text NOT NULL,
    period_month         month NOT NULL,
    pricing_view_id      key_text NOT NULL,
    domain_id            key_text NOT NULL,
    family_id            key_text NOT NULL,
    product_id           key_text NOT NULL,
    environment          key_text NOT NULL,
    consumption_metric   key_text NOT NULL,
    quantity             numeric NOT NULL,
    unit_price           numeric,
    cost                 numeric,
    unallocated_quantity numeric,
    unallocated_cost     numeric,
    unpriced_rows        bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, domain_id, product_id, environment, consumption_metric)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_cost_product_month_definition AS
SELECT q.entity_id, q.period_month, v.pricing_view_id, q.domain_id, q.family_id, q.product_id, q.environment,
       q.consumption_metric, q.quantity, p.unit_price, q.quantity * p.unit_price AS cost,
       q.unallocated_quantity, q.unallocated_quantity * p.unit_price AS unallocated_cost,
       CASE WHEN p.unit_price IS NULL THEN q.facts ELSE 0 END AS unpriced_rows
FROM mv_quantity_product_month q
JOIN pricing_view_current v ON true
JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = q.consumption_metric
LEFT JOIN unit_price_month own
       ON own.version_id = v.version_id AND own.period_month = q.period_month
      AND own.metric = q.consumption_metric
      AND own.priced_by = CASE WHEN q.product_id = '(none)' THEN 'domain' ELSE 'product' END
      AND own.priced_key = CASE WHEN q.product_id = '(none)' THEN q.domain_id ELSE q.product_id END
LEFT JOIN unit_price_month rate
       ON rate.version_id = v.version_id AND rate.period_month = q.period_month
      AND rate.metric = q.consumption_metric
      AND rate.priced_by = 'metric' AND rate.priced_key = q.consumption_metric
LEFT JOIN exchanged_price_month sent
       ON sent.entity_id = q.entity_id AND sent.period_month = q.period_month
      AND sent.pricing_view_id = v.pricing_view_id AND sent.metric = q.consumption_metric
      AND sent.priced_by = CASE WHEN q.product_id = '(none)' THEN 'domain' ELSE 'product' END
      AND sent.priced_key = CASE WHEN q.product_id = '(none)' THEN q.domain_id ELSE q.product_id END
CROSS JOIN LATERAL (SELECT coalesce(sent.unit_price, own.unit_price, rate.unit_price)::numeric AS unit_price) p;

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
    facts              bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, application_id, domain_id, family_id, environment)
) PARTITION BY RANGE (period_month);
-- A family's applications, for whom else the whole month is looked through. Of no column that an update changes (HOT).
CREATE INDEX mv_cost_app_family_month_by_family
    ON mv_cost_app_family_month (entity_id, pricing_view_id, family_id, period_month);
COMMENT ON COLUMN mv_cost_app_family_month.quantity IS 'NULL where the row covers several metrics: those are never added';
COMMENT ON COLUMN mv_cost_app_family_month.facts IS 'How many rows of mv_cost_app_product_month this one adds up';

CREATE VIEW mv_cost_app_family_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, family_id, application_id, environment,
       CASE WHEN min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN min(consumption_metric) = max(consumption_metric) THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       count(*) FILTER (WHERE cost IS NULL) AS unpriced_rows,
       count(*) AS facts
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
    facts              bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, application_id, domain_id, environment)
) PARTITION BY RANGE (period_month);
CREATE INDEX mv_cost_app_domain_month_by_domain
    ON mv_cost_app_domain_month (entity_id, pricing_view_id, domain_id, period_month);

-- From the families, of which there are fewer. One metric only where every family has one, and the same.
CREATE VIEW mv_cost_app_domain_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, application_id, environment,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows,
       sum(facts)::bigint AS facts
FROM mv_cost_app_family_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, application_id, environment;

CREATE TABLE mv_cost_application_month (
    entity_id       key_text NOT NULL,
    period_month    month NOT NULL,
    pricing_view_id key_text NOT NULL,
    application_id  key_text NOT NULL,
    environment     key_text NOT NULL,
    cost            numeric,
    unpriced_rows   bigint NOT NULL,
    facts           bigint NOT NULL,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, application_id, environment)
) PARTITION BY RANGE (period_month);

CREATE VIEW mv_cost_application_month_definition AS
SELECT entity_id, period_month, pricing_view_id, application_id, environment,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows,
       sum(facts)::bigint AS facts
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
       CASE WHEN min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN min(consumption_metric) = max(consumption_metric) THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows
FROM mv_cost_product_month
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
       CASE WHEN min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN min(consumption_metric) = max(consumption_metric) THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       sum(unallocated_cost) AS unallocated_cost,
       sum(unpriced_rows)::bigint AS unpriced_rows
FROM mv_cost_product_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, environment;

-- What looks across months.

-- Applications of a month by what they cost, and by what changed; environment '(all)' beside each real one.
CREATE TABLE mv_rank_app_month (
    entity_id           key_text NOT NULL,
    period_month        month NOT NULL,
    pricing_view_id     key_text NOT NULL,
    environment         key_text NOT NULL,
    application_id      key_text NOT NULL,
    cost                numeric,
    unpriced_rows       bigint NOT NULL,
    previous_cost       numeric,
    last_year_cost      numeric,
    status              text CHECK (status IN ('new', 'continued', 'ended', 'unpriced')),
    status_year         text CHECK (status_year IN ('new', 'continued', 'ended', 'unpriced')),
    cost_rank           integer,
    growth_rank         integer,
    reduction_rank      integer,
    growth_rank_year    integer,
    reduction_rank_year integer,
    PRIMARY KEY (period_month, entity_id, pricing_view_id, environment, application_id)
) PARTITION BY RANGE (period_month);
COMMENT ON COLUMN mv_rank_app_month.cost IS 'NULL: nothing of it has a price; 0 where ended: it consumed nothing';
COMMENT ON COLUMN mv_rank_app_month.status IS
    'Against the month before; NULL: that month has no data, or the application is in neither of the two';
COMMENT ON COLUMN mv_rank_app_month.status_year IS 'The same against the same month of last year';
COMMENT ON COLUMN mv_rank_app_month.growth_rank IS
    'By amount, against the month before; NULL: it did not grow, or there is nothing to compare. Ties share a rank';

-- Few rows, so not partitioned: applications whose month costs unlike the months before.
CREATE TABLE mv_anomalies_month (
    entity_id       key_text NOT NULL,
    period_month    month NOT NULL,
    pricing_view_id key_text NOT NULL,
    application_id  key_text NOT NULL,
    cost            numeric NOT NULL,
    expected        numeric NOT NULL,
    expected_low    numeric NOT NULL,
    expected_high   numeric NOT NULL,
    score           numeric NOT NULL,
    direction       text NOT NULL CHECK (direction IN ('high', 'low')),
    history_months  integer NOT NULL,
    explained_by    jsonb NOT NULL,
    PRIMARY KEY (entity_id, pricing_view_id, period_month, application_id),
    CONSTRAINT outside_of_what_was_expected CHECK (
        direction = 'high' AND cost > expected_high OR direction = 'low' AND cost < expected_low)
);
COMMENT ON COLUMN mv_anomalies_month.score IS 'Deviation from what was expected, in robust standard deviations';
COMMENT ON COLUMN mv_anomalies_month.history_months IS 'How many months what was expected comes from';
COMMENT ON COLUMN mv_anomalies_month.explained_by IS
    'The up to three products (''(none)'': an INDIRECT domain) that explain most: productId, domainId, delta, share';

CREATE TABLE anomaly (
    anomaly_id       uuid PRIMARY KEY,
    entity_id        key_text NOT NULL,
    period_month     month NOT NULL,
    pricing_view_id  key_text NOT NULL,
    application_id   key_text NOT NULL,
    first_seen_at    timestamptz NOT NULL,
    first_generation bigint NOT NULL,
    first_run_id     uuid NOT NULL,
    gone_at          timestamptz,
    told_at          timestamptz,
    acknowledged_at  timestamptz,
    acknowledged_by  text,
    comment          text,
    UNIQUE (entity_id, pricing_view_id, period_month, application_id),
    CONSTRAINT acknowledged_by_somebody CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
COMMENT ON TABLE anomaly IS
    'Every anomaly that was ever shown: told once, and acknowledged or not, even when it goes and comes back';
COMMENT ON COLUMN anomaly.anomaly_id IS 'Derived from entity, pricing view, month and application';
COMMENT ON COLUMN anomaly.gone_at IS 'Since when mv_anomalies_month does not show it';
COMMENT ON COLUMN anomaly.told_at IS
    'When anomaly.detected was sent; NULL: not yet, or not of the default pricing view';
CREATE INDEX anomaly_untold ON anomaly (entity_id, period_month) WHERE told_at IS NULL AND gone_at IS NULL;

-- Not partitioned: sixty months of one domain are one range of its primary key. A month without data has no row.
CREATE TABLE mv_history_domain (
    entity_id          key_text NOT NULL,
    period_month       month NOT NULL,
    pricing_view_id    key_text NOT NULL,
    domain_id          key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_metric key_text,
    quantity           numeric,
    cost               numeric,
    unallocated_cost   numeric,
    allocated_share    numeric,
    unpriced_rows      bigint NOT NULL,
    PRIMARY KEY (entity_id, pricing_view_id, domain_id, environment, period_month)
);
COMMENT ON COLUMN mv_history_domain.allocated_share IS 'NULL: there is no cost, or it is 0';

CREATE VIEW mv_history_domain_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, environment, consumption_metric, quantity, cost,
       unallocated_cost, (cost - coalesce(unallocated_cost, 0)) / nullif(cost, 0) AS allocated_share, unpriced_rows
FROM mv_cost_domain_month;

-- For SQL and BI users: facts valued by the default pricing view.
CREATE VIEW fact_releve AS
SELECT f.entity_id, f.period_month, f.domain_id, f.family_id, f.product_id, f.application_id, f.environment,
       f.consumption_type, f.consumption_metric, f.quantity AS usage_quantity,
       c.unit_price AS unit_cost, f.quantity * c.unit_price AS total_cost, v.pricing_view_id, v.currency,
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
    description text NOT NULL,
    fillfactor  integer NOT NULL DEFAULT 100 CHECK (fillfactor BETWEEN 10 AND 100)
);
COMMENT ON TABLE month_partitioned IS 'The tables that ensure_month_partitions() keeps partitions for';
COMMENT ON COLUMN month_partitioned.fillfactor IS
    'How full an INSERT leaves a page of a partition, in percent; below 50, every row of it can be updated in place';
INSERT INTO month_partitioned VALUES
    ('fact_consumption', 'facts'),
    ('fact_coefficient', 'coefficients'),
    ('mv_cost_app_product_month', 'aggregate'),
    ('mv_quantity_product_month', 'aggregate'),
    ('mv_cost_product_month', 'aggregate'),
    ('mv_cost_app_family_month', 'aggregate'),
    ('mv_cost_app_domain_month', 'aggregate'),
    ('mv_cost_application_month', 'aggregate'),
    ('mv_cost_family_month', 'aggregate'),
    ('mv_cost_domain_month', 'aggregate'),
    ('mv_rank_app_month', 'aggregate');
UPDATE month_partitioned SET fillfactor = 48
WHERE table_name IN ('mv_cost_app_product_month', 'mv_cost_app_family_month', 'mv_cost_app_domain_month',
                     'mv_cost_application_month');

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
    FOR parent IN SELECT c.oid, t.table_name, t.fillfactor, pg_get_userbyid(c.relowner) AS owner
                  FROM month_partitioned t JOIN pg_class c ON c.oid = to_regclass('public.' || t.table_name)
                  ORDER BY t.table_name LOOP
        FOR m IN SELECT generate_series(first_month, last_month, interval '1 month')::date LOOP
            partition := parent.table_name || '_' || to_char(m, 'YYYY_MM');
            CONTINUE WHEN to_regclass('public.' || quote_ident(partition)) IS NOT NULL;
            EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
                            WITH (fillfactor = %s, vacuum_truncate = false)', partition, parent.table_name, parent.fillfactor);
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

CREATE FUNCTION compared_scope(for_entity text, asked_first date, asked_last date, months integer, asked_view text,
                               against text)
RETURNS TABLE (first_month date, last_month date, other_first date, other_last date, months date[], months_apart integer,
               pricing_view_id text, currency text, generation bigint, run_id uuid, as_of timestamptz, published boolean,
               missing json, comparable boolean, compared_with json)
LANGUAGE sql STABLE AS $$
SELECT s.first_month, s.last_month, o.first_month, o.last_month,
       ARRAY(SELECT m::date FROM generate_series(o.first_month::timestamp, s.last_month, interval '1 month') m
             WHERE m <= o.last_month OR m >= s.first_month),
       o.months_apart, s.pricing_view_id, s.currency, s.generation, s.run_id, s.as_of, s.published, s.missing,
       s.published AND o.published,
       CASE WHEN s.published AND o.published
            THEN json_build_object('from', to_char(o.first_month, 'YYYY-MM'), 'to', to_char(o.last_month, 'YYYY-MM')) END
FROM reading_scope(for_entity, asked_first, asked_last, months, asked_view) s
CROSS JOIN LATERAL (
    SELECT a.months_apart, a.first_month, a.last_month,
           EXISTS (SELECT FROM slice_publication x
                   WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
                     AND x.period_month BETWEEN a.first_month AND a.last_month) AS published
    FROM (SELECT b.months_apart, (s.first_month - make_interval(months => b.months_apart))::date AS first_month,
                 (s.last_month - make_interval(months => b.months_apart))::date AS last_month
          FROM (SELECT CASE WHEN against = 'lastYear' THEN 12
                            ELSE (extract(year FROM age(s.last_month, s.first_month)) * 12
                                  + extract(month FROM age(s.last_month, s.first_month)))::integer + 1
                       END AS months_apart) b) a) o
$$;
COMMENT ON FUNCTION compared_scope IS
    'As reading_scope, with the months that they are compared with: as many right before, or the same ones a year earlier (against
''lastYear''). months: all of both; comparable: something of both is published';
REVOKE ALL ON FUNCTION compared_scope FROM public;

CREATE FUNCTION line_price(for_entity text, for_view text, in_first date, in_last date, apart integer)
RETURNS TABLE (at date, domain_id key_text, product_id key_text, metric key_text, price_then numeric, price_now numeric)
LANGUAGE plpgsql STABLE ROWS 500 AS $$
#variable_conflict use_column
DECLARE
    other_first date := in_first - make_interval(months => apart);
    other_last  date := in_last - make_interval(months => apart);
BEGIN
    RETURN QUERY
    WITH slices AS (
        SELECT x.period_month, x.domain_id FROM slice_publication x
        WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
          AND (x.period_month BETWEEN in_first AND in_last OR x.period_month BETWEEN other_first AND other_last)
    ), lines AS (
        SELECT CASE WHEN c.period_month >= in_first THEN c.period_month
                    ELSE c.period_month + make_interval(months => apart) END::date AS at,
               c.domain_id, c.product_id, c.consumption_metric AS metric, c.unit_price, c.period_month >= in_first AS now
        FROM mv_cost_product_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND (c.period_month BETWEEN in_first AND in_last OR c.period_month BETWEEN other_first AND other_last)
    ), priced AS (
        -- A product has one price, wherever it stands and whoever uses it; an INDIRECT domain has its own.
        SELECT l.at, l.domain_id, l.product_id, l.metric,
               bool_or(bool_or(l.now)) OVER line AS is_now, max(max(l.unit_price) FILTER (WHERE l.now)) OVER line AS now,
               bool_or(bool_or(NOT l.now)) OVER line AS is_then,
               max(max(l.unit_price) FILTER (WHERE NOT l.now)) OVER line AS before
        FROM lines l
        GROUP BY l.at, l.domain_id, l.product_id, l.metric
        WINDOW line AS (PARTITION BY l.at, CASE l.product_id WHEN '(none)' THEN l.domain_id END, l.product_id, l.metric)
    )
    SELECT p.at, p.domain_id, p.product_id, p.metric,
           CASE WHEN p.is_then THEN p.before ELSE p.now END, CASE WHEN p.is_now THEN p.now ELSE p.before END
    FROM priced p
    WHERE (p.before IS NOT NULL OR NOT p.is_then) AND (p.now IS NOT NULL OR NOT p.is_now)
      AND EXISTS (SELECT FROM slices x WHERE x.domain_id = p.domain_id AND x.period_month = p.at)
      AND EXISTS (SELECT FROM slices x WHERE x.domain_id = p.domain_id
                                         AND x.period_month = p.at - make_interval(months => apart));
END $$;
COMMENT ON FUNCTION line_price IS
    'The prices of each product and metric in each month of a range (at) and in the month so many months before: what splits a
change into quantity effect, (quantity - quantity then) x price_then, and price effect, (price_now - price_then) x quantity.
Of what is new the price now stands for both, of what has ended the one then. No row: no price in one of the two, or its
domain is not published in one of them. The months of the range and those before must not overlap.';
REVOKE ALL ON FUNCTION line_price FROM public;

CREATE FUNCTION application_costs(for_entity text, for_view text, in_months date[], since date, in_environment text,
                                  of_applications text[], of_domains text[], of_families text[], of_products text[])
RETURNS TABLE (application_id key_text, is_here boolean, metric key_text, quantity numeric, cost numeric,
               previous_cost numeric, unpriced_rows bigint, previous_unpriced bigint)
LANGUAGE plpgsql STABLE ROWS 1000 SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
    -- Planned for the values it is called with: one branch is left of it, and the partitions of its months.
    RETURN QUERY
    WITH cells AS (
        SELECT c.application_id, c.period_month >= since AS now, NULL::key_text AS metric, NULL::numeric AS quantity, c.cost,
               c.unpriced_rows
        FROM mv_rank_app_month c
        WHERE of_domains IS NULL AND of_families IS NULL AND of_products IS NULL
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND c.environment = coalesce(in_environment, '(all)') AND ('ended' IN (c.status, c.status_year)) IS NOT TRUE
        UNION ALL
        SELECT c.application_id, c.period_month >= since, c.consumption_metric, c.quantity, c.cost, c.unpriced_rows
        FROM mv_cost_app_domain_month c
        WHERE of_domains IS NOT NULL AND of_families IS NULL AND of_products IS NULL AND c.domain_id = ANY (of_domains)
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
        UNION ALL
        SELECT c.application_id, c.period_month >= since, c.consumption_metric, c.quantity, c.cost, c.unpriced_rows
        FROM mv_cost_app_family_month c
        WHERE of_families IS NOT NULL AND of_products IS NULL AND c.family_id = ANY (of_families)
          AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
        UNION ALL
        SELECT c.application_id, c.period_month >= since, c.consumption_metric, c.quantity, c.cost,
               CASE WHEN c.cost IS NULL THEN 1 ELSE 0 END
        FROM mv_cost_app_product_month c
        WHERE of_products IS NOT NULL AND c.product_id = ANY (of_products)
          AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND (of_families IS NULL OR c.family_id = ANY (of_families))
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
    ), folded AS (
        SELECT c.application_id, bool_or(c.now) AS is_here, min(c.metric) FILTER (WHERE c.now) AS metric,
               count(c.metric) FILTER (WHERE c.now) = count(*) FILTER (WHERE c.now)
                   AND min(c.metric) FILTER (WHERE c.now) = max(c.metric) FILTER (WHERE c.now) AS one_metric,
               sum(c.quantity) FILTER (WHERE c.now) AS quantity,
               sum(c.cost) FILTER (WHERE c.now) AS cost, sum(c.cost) FILTER (WHERE NOT c.now) AS previous_cost,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE c.now), 0)::bigint AS unpriced_rows,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE NOT c.now), 0)::bigint AS previous_unpriced
        FROM cells c GROUP BY c.application_id
    )
    SELECT f.application_id, f.is_here, CASE WHEN f.one_metric THEN f.metric END::key_text,
           CASE WHEN f.one_metric THEN f.quantity END, f.cost, f.previous_cost, f.unpriced_rows, f.previous_unpriced
    FROM folded f;
END $$;
COMMENT ON FUNCTION application_costs IS
    'What each application cost, of everything or of some domains, families or products (NULL: all): in the months from since on,
and in those before it (previous_*). is_here: it has a cost from since on. metric and quantity: where there is one metric';
REVOKE ALL ON FUNCTION application_costs FROM public;

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

-- Where products that moved are, month by month.

CREATE FUNCTION placed_product(of_months date[])
RETURNS TABLE (product_id key_text, period_month date, family_id key_text, domain_id key_text)
LANGUAGE sql STABLE STRICT ROWS 100 AS $$
SELECT DISTINCT ON (p.product_id, m.period_month) p.product_id, m.period_month, f.family_id, f.domain_id
FROM product_placement p
JOIN (SELECT DISTINCT unnest(of_months) AS period_month) m ON p.first_month <= m.period_month
JOIN dim_family f ON f.family_id = p.family_id
WHERE p.applied_at IS NOT NULL
ORDER BY p.product_id, m.period_month, p.first_month DESC, p.move_id DESC
$$;
COMMENT ON FUNCTION placed_product IS 'The family and domain, month by month, of the products that ever moved; of no others';
REVOKE ALL ON FUNCTION placed_product FROM public;

CREATE FUNCTION months_to_classify(for_entity text, of_product text, from_month date, to_family text)
RETURNS TABLE (period_month date)
LANGUAGE sql STABLE AS $$
SELECT DISTINCT q.period_month::date
FROM mv_quantity_product_month q
WHERE q.entity_id = for_entity AND q.product_id = of_product AND q.family_id <> to_family
  AND q.period_month >= from_month
  AND q.period_month < coalesce((SELECT min(p.first_month) FROM product_placement p
                                 WHERE p.product_id = of_product AND p.applied_at IS NOT NULL
                                   AND p.first_month > from_month), 'infinity')
ORDER BY 1
$$;
COMMENT ON FUNCTION months_to_classify IS
    'The published months whose facts change family when a product is in one from a month on, up to its next move';
REVOKE ALL ON FUNCTION months_to_classify FROM public;

CREATE VIEW product_domain AS
SELECT p.product_id, f.domain_id
FROM dim_product p JOIN dim_family f ON f.family_id = p.family_id
WHERE f.domain_id IS NOT NULL
UNION
SELECT p.product_id, f.domain_id
FROM product_placement p JOIN dim_family f ON f.family_id = p.family_id
WHERE p.applied_at IS NOT NULL;
COMMENT ON VIEW product_domain IS
    'Every domain that a product is in, or was: relevés of their steps may name it, for the source moves at its own pace';

-- What another version of prices would change.

CREATE FUNCTION valuation(in_version bigint, of_month date, of_domain text, of_product text, of_metric text)
RETURNS TABLE (is_valued boolean, price numeric)
LANGUAGE sql STABLE AS $$
SELECT m.metric IS NOT NULL,
       CASE WHEN m.metric IS NOT NULL THEN coalesce(product.unit_price, domain.unit_price, rate.unit_price) END
FROM (SELECT) one
LEFT JOIN pricing_view_metric m ON m.version_id = in_version AND m.metric = of_metric
LEFT JOIN unit_price product
       ON product.version_id = in_version AND product.product_id = of_product AND product.domain_id IS NULL
      AND product.metric = of_metric
      AND of_month BETWEEN product.first_month AND coalesce(product.last_month, 'infinity')
LEFT JOIN unit_price domain
       ON of_product = '(none)' AND domain.version_id = in_version AND domain.product_id IS NULL
      AND domain.domain_id = of_domain AND domain.metric = of_metric
      AND of_month BETWEEN domain.first_month AND coalesce(domain.last_month, 'infinity')
LEFT JOIN unit_price rate
       ON rate.version_id = in_version AND rate.product_id IS NULL AND rate.domain_id IS NULL AND rate.metric = of_metric
      AND of_month BETWEEN rate.first_month AND coalesce(rate.last_month, 'infinity')
$$;
COMMENT ON FUNCTION valuation IS
    'How a version values one metric of a product, or of an INDIRECT domain (product ''(none)''), in a month: one row.
price NULL: it has none, never zero';
REVOKE ALL ON FUNCTION valuation FROM public;

CREATE FUNCTION price_change(for_entity text, for_version bigint)
RETURNS TABLE (period_month date, domain_id text, family_id text, product_id text, metric text, quantity numeric,
               facts bigint, is_valued_before boolean, is_valued_after boolean, price_before numeric, price_after numeric)
LANGUAGE sql STABLE AS $$
WITH after AS (
    SELECT version_id, pricing_view_id FROM pricing_view_version WHERE version_id = for_version
), before AS (
    SELECT c.version_id FROM pricing_view_current c JOIN after USING (pricing_view_id)
), used AS (
    SELECT q.period_month, q.domain_id, q.family_id, q.product_id, q.consumption_metric AS metric,
           sum(q.quantity) AS quantity, sum(q.facts)::bigint AS facts
    FROM mv_quantity_product_month q
    WHERE q.entity_id = for_entity
    GROUP BY q.period_month, q.domain_id, q.family_id, q.product_id, q.consumption_metric
), compared AS (
    SELECT u.*, was.is_valued AS is_valued_before, is_now.is_valued AS is_valued_after,
           was.price AS price_before, is_now.price AS price_after
    FROM used u
    CROSS JOIN LATERAL (SELECT * FROM valuation((SELECT version_id FROM before), u.period_month, u.domain_id,
                                                u.product_id, u.metric)) was
    CROSS JOIN LATERAL (SELECT * FROM valuation((SELECT version_id FROM after), u.period_month, u.domain_id,
                                                u.product_id, u.metric)) is_now
)
SELECT period_month, domain_id, family_id, product_id, metric, quantity, facts, is_valued_before, is_valued_after,
       price_before, price_after
FROM compared
WHERE (is_valued_before, price_before) IS DISTINCT FROM (is_valued_after, price_after)
$$;
COMMENT ON FUNCTION price_change IS
    'What another version of prices changes, per month, domain, product (''(none)'': an INDIRECT domain) and metric of the
published quantities: from the version in force to that one. Neither valued nor priced otherwise: not listed.';
REVOKE ALL ON FUNCTION price_change FROM public;

CREATE FUNCTION price_conflict(in_version bigint)
RETURNS TABLE (product_id text, domain_id text, metric text, first_month date, last_month date,
               other_first_month date, other_last_month date)
LANGUAGE sql STABLE AS $$
SELECT product_id, domain_id, metric, first_month, last_month, reach[2], nullif(reach[1], 'infinity')
FROM (
    -- Of the prices that begin before, the one that lasts longest: an earlier one may cover several later ones.
    SELECT p.product_id, p.domain_id, p.metric, p.first_month, p.last_month,
           max(ARRAY[coalesce(p.last_month, 'infinity')::date, p.first_month::date]) OVER (
               PARTITION BY p.product_id, p.domain_id, p.metric ORDER BY p.first_month
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach
    FROM unit_price p
    WHERE p.version_id = in_version
) placed
WHERE reach[1] >= first_month
$$;
COMMENT ON FUNCTION price_conflict IS
    'Prices of a version that say something for a month for which an earlier one (other_*) of the same key and metric does';
REVOKE ALL ON FUNCTION price_conflict FROM public;

CREATE FUNCTION rate_change(in_version bigint, before_month date)
RETURNS TABLE (metric text, period_month date, rate_before numeric, rate_after numeric)
LANGUAGE sql STABLE AS $$
SELECT was.metric, month::date, was.unit_price, is_now.unit_price
FROM pricing_view_version v
JOIN pricing_view_current c USING (pricing_view_id)
JOIN unit_price was ON was.version_id = c.version_id AND was.product_id IS NULL AND was.domain_id IS NULL
CROSS JOIN LATERAL generate_series(
    was.first_month::timestamp,
    least(coalesce(was.last_month, before_month), before_month - interval '1 month'), interval '1 month') month
LEFT JOIN unit_price is_now
       ON is_now.version_id = in_version AND is_now.product_id IS NULL AND is_now.domain_id IS NULL
      AND is_now.metric = was.metric AND month BETWEEN is_now.first_month AND coalesce(is_now.last_month, 'infinity')
WHERE v.version_id = in_version AND was.unit_price IS DISTINCT FROM is_now.unit_price
$$;
COMMENT ON FUNCTION rate_change IS
    'Rates in force of months before a month that another version changes or leaves out (rate_after NULL). A rate where there
was none is no change: what it values had no cost';
REVOKE ALL ON FUNCTION rate_change FROM public;

-- Budgets, versioned, and which of them are exceeded.

CREATE FUNCTION fiscal_year_first(of_month date, year_start integer) RETURNS date LANGUAGE sql IMMUTABLE AS $$
SELECT (of_month - make_interval(months => (extract(month FROM of_month)::integer - year_start + 12) % 12))::date
$$;
COMMENT ON FUNCTION fiscal_year_first IS 'The first month of the year that holds a month, where years begin with the month year_start';
REVOKE ALL ON FUNCTION fiscal_year_first FROM public;

CREATE TABLE budget_version (
    version_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entity_id         key_text NOT NULL,
    pricing_view_id   key_text NOT NULL REFERENCES pricing_view,
    version           integer NOT NULL CHECK (version > 0),
    fiscal_year_start smallint NOT NULL DEFAULT 1 CHECK (fiscal_year_start BETWEEN 1 AND 12),
    published_at      timestamptz NOT NULL DEFAULT now(),
    author            text NOT NULL,
    reason            text NOT NULL,
    UNIQUE (entity_id, pricing_view_id, version)
);
COMMENT ON TABLE budget_version IS 'Budgets of a pricing view, whole: the latest version is in force, none ever changes';
COMMENT ON COLUMN budget_version.fiscal_year_start IS
    'The month that years begin with: FINOPS_FISCAL_YEAR_START when it was published';

CREATE TABLE budget_line (
    version_id   bigint REFERENCES budget_version,
    scope        text CHECK (scope IN ('entity', 'domain', 'family', 'product', 'application')),
    scope_id     key_text,
    period_month month,
    amount       exact_price NOT NULL,
    PRIMARY KEY (version_id, scope, scope_id, period_month)
);
COMMENT ON COLUMN budget_line.amount IS 'In the currency of the pricing view';

CREATE VIEW budget_current AS
SELECT DISTINCT ON (entity_id, pricing_view_id) entity_id, pricing_view_id, version_id, version, fiscal_year_start
FROM budget_version
ORDER BY entity_id, pricing_view_id, version DESC;
COMMENT ON VIEW budget_current IS 'The budgets in force';

CREATE FUNCTION refuse_change_of_budget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of budgets is published and cannot change: publish a new version'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION refuse_late_budget_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added JOIN budget_version USING (version_id) WHERE published_at <> now()) THEN
        RAISE EXCEPTION 'a version of budgets is published and cannot change: publish a new version'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER budget_version_immutable BEFORE UPDATE OR DELETE ON budget_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_budget();
CREATE TRIGGER budget_line_immutable BEFORE UPDATE OR DELETE ON budget_line
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_budget();
CREATE TRIGGER budget_line_with_its_version AFTER INSERT ON budget_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_budget_line();

CREATE TABLE budget_crossing (
    entity_id       key_text NOT NULL,
    pricing_view_id key_text NOT NULL,
    version_id      bigint REFERENCES budget_version,
    scope           text,
    scope_id        key_text,
    span            text CHECK (span IN ('month', 'year')),
    span_start      month,
    period_month    month NOT NULL,
    budget          numeric NOT NULL,
    cost            numeric NOT NULL,
    generation      bigint NOT NULL,
    run_id          uuid NOT NULL,
    crossed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    told_at         timestamptz,
    PRIMARY KEY (version_id, scope, scope_id, span, span_start)
);
COMMENT ON TABLE budget_crossing IS
    'Budgets that were exceeded, each once: kept when a restated cost falls below, and taken over by a version that does not change the budget';
COMMENT ON COLUMN budget_crossing.span_start IS 'The month, or the first month of the fiscal year';
COMMENT ON COLUMN budget_crossing.period_month IS 'The month, or the month of the year in which its budget was spent';
COMMENT ON COLUMN budget_crossing.cost IS 'Of the month, or of the budgeted months of the year, when it was first seen';
CREATE INDEX budget_crossing_untold ON budget_crossing (entity_id) WHERE told_at IS NULL;

-- What the running month and the year will cost, and how that stands against the budgets.

CREATE FUNCTION scope_cost(for_entity text, for_view text, for_scope text, for_ids text[], first_month date,
                           last_month date)
RETURNS TABLE (scope_id text, period_month date, cost numeric, unpriced_rows bigint)
LANGUAGE plpgsql STABLE ROWS 1000 SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
    -- A branch each, so that only its own table is planned, by the very months that are meant.
    CASE for_scope
    WHEN 'entity' THEN
        RETURN QUERY SELECT for_entity, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_domain_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR for_entity = ANY (for_ids))
        GROUP BY c.period_month;
    WHEN 'domain' THEN
        RETURN QUERY SELECT c.domain_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_domain_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.domain_id = ANY (for_ids))
        GROUP BY c.domain_id, c.period_month;
    WHEN 'family' THEN
        RETURN QUERY SELECT c.family_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_family_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.family_id = ANY (for_ids))
        GROUP BY c.family_id, c.period_month;
    WHEN 'product' THEN
        RETURN QUERY SELECT c.product_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_product_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.product_id = ANY (for_ids))
        GROUP BY c.product_id, c.period_month;
    WHEN 'application' THEN
        RETURN QUERY SELECT c.application_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_application_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.application_id = ANY (for_ids))
        GROUP BY c.application_id, c.period_month;
    END CASE;
END $$;
COMMENT ON FUNCTION scope_cost IS
    'What an entity, or its domains, families, products or applications (ids NULL: all) cost by month, all environments
together. cost NULL: nothing of it has a price. No row: nothing was consumed, or nothing is published.';
REVOKE ALL ON FUNCTION scope_cost FROM public;

CREATE FUNCTION cost_forecast(for_entity text, for_view text, for_scope text, for_ids text[], first_month date,
                              last_month date)
RETURNS TABLE (scope_id text, period_month date, cost numeric, forecast numeric, unpriced_rows bigint)
LANGUAGE sql STABLE ROWS 1000 AS $$
WITH running AS (
    SELECT (l.month + make_interval(months => CASE WHEN p.status = 'CLOSED' THEN 1 ELSE 0 END))::date AS month
    FROM (SELECT max(s.period_month) AS month FROM slice_publication s
          WHERE s.entity_id = for_entity AND s.run_id IS NOT NULL) l
    LEFT JOIN period_status p ON p.entity_id = for_entity AND p.period_month = l.month
), reach AS (
    SELECT month AS running, least(first_month, (month - interval '21 months')::date) AS begins,
           greatest(last_month, month) AS ends
    FROM running
), costs AS MATERIALIZED (
    SELECT c.* FROM reach r
    CROSS JOIN LATERAL scope_cost(for_entity, for_view, for_scope, for_ids, r.begins, r.ends) c
), scopes AS (
    SELECT s.scope_id, coalesce(CASE for_scope WHEN 'domain' THEN s.scope_id WHEN 'family' THEN f.domain_id
                                               WHEN 'product' THEN g.domain_id END, '(any)') AS domain_id
    FROM (SELECT c.scope_id FROM costs c UNION SELECT unnest(for_ids)) s
    LEFT JOIN dim_family f ON for_scope = 'family' AND f.family_id = s.scope_id
    LEFT JOIN dim_product p ON for_scope = 'product' AND p.product_id = s.scope_id
    LEFT JOIN dim_family g ON g.family_id = p.family_id
), published AS (
    SELECT x.period_month, d.domain_id
    FROM slice_publication x CROSS JOIN LATERAL (VALUES (x.domain_id::text), ('(any)')) d (domain_id)
    WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
    GROUP BY x.period_month, d.domain_id
), grid AS (
    -- Nothing consumed in a published month is 0; nothing published is unknown.
    SELECT s.scope_id, m.month, m.complete, c.scope_id IS NOT NULL AS consumed,
           CASE WHEN c.scope_id IS NOT NULL THEN c.cost WHEN p.period_month IS NOT NULL THEN 0 END AS cost,
           coalesce(c.unpriced_rows, 0) AS unpriced_rows
    FROM (SELECT g.month::date AS month, g.month < r.running AS complete
          FROM reach r CROSS JOIN generate_series(r.begins, r.ends, interval '1 month') g (month)) m
    CROSS JOIN scopes s
    LEFT JOIN costs c ON c.scope_id = s.scope_id AND c.period_month = m.month
    LEFT JOIN published p ON p.period_month = m.month AND p.domain_id = s.domain_id
), past AS (
    -- What was not there yet is no history of 0.
    SELECT g.*, CASE WHEN g.complete AND bool_or(g.consumed) OVER (PARTITION BY g.scope_id ORDER BY g.month)
                     THEN g.cost END AS history
    FROM grid g
), judged AS (
    SELECT p.*, round(avg(p.history) OVER recent, 6) AS level,
           CASE WHEN count(p.history) OVER recent = 3 AND count(p.history) OVER year_before = 3
                     AND sum(p.history) OVER recent > 0 AND sum(p.history) OVER year_before > 0
                THEN least(2, greatest(0.5, round(sum(p.history) OVER recent / sum(p.history) OVER year_before, 6)))
           END AS growth,
           lag(p.history, 12) OVER (PARTITION BY p.scope_id ORDER BY p.month) AS year_ago
    FROM past p
    WINDOW recent AS (PARTITION BY p.scope_id ORDER BY p.month ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING),
           year_before AS (PARTITION BY p.scope_id ORDER BY p.month ROWS BETWEEN 15 PRECEDING AND 13 PRECEDING)
), method AS (
    -- Whichever would have been closer to the last six complete months; the last twelve, from that of a year ago on.
    SELECT j.scope_id, max(j.level) FILTER (WHERE j.month = r.running) AS level,
           CASE WHEN coalesce(sum(abs(j.year_ago * j.growth - j.history) - abs(j.level - j.history))
                              FILTER (WHERE j.complete AND j.month >= r.running - interval '6 months'), -1) < 0
                THEN max(j.growth) FILTER (WHERE j.month = r.running) END AS growth,
           array_agg(j.history ORDER BY j.month) FILTER (WHERE j.complete) AS last_year
    FROM reach r JOIN judged j ON j.month BETWEEN r.running - interval '12 months' AND r.running
    GROUP BY j.scope_id
), expected AS (
    SELECT p.scope_id, p.month, p.complete, p.cost, p.unpriced_rows, coalesce(round(same.cost * m.growth, 6), m.level) AS amount
    FROM reach r
    JOIN past p ON p.month BETWEEN first_month AND last_month
    LEFT JOIN method m ON m.scope_id = p.scope_id
    CROSS JOIN LATERAL (
        SELECT m.last_year[1 + (extract(month FROM p.month) - extract(month FROM r.running) + 12)::integer % 12] AS cost) same
)
SELECT e.scope_id, e.month, e.cost,
       CASE WHEN e.complete THEN e.cost ELSE greatest(e.cost, e.amount) END, e.unpriced_rows
FROM expected e
$$;
COMMENT ON FUNCTION cost_forecast IS
    'What each scope (as scope_cost takes them) costs, and will have cost in the end. Before the running month, the latest published
one unless it is closed, the two are the same. From it on: the same month of the year before times the growth since (the
last three months against the same three a year earlier, from 0.5 to 2), or the mean of the last three: whichever would
have been closer, one month ahead, to the last six. The running month is never less than its cost so far. NULL: unknown.';
REVOKE ALL ON FUNCTION cost_forecast FROM public;

CREATE FUNCTION budget_standing(for_entity text, for_view text, for_month date, year_start integer, for_scope text,
                                for_ids text[])
RETURNS TABLE (scope text, scope_id text, year_first date, month_budget numeric, month_cost numeric,
               month_forecast numeric, month_unpriced bigint, to_date_budget numeric, to_date_cost numeric,
               to_date_months bigint, to_date_unknown bigint, to_date_unpriced bigint, year_budget numeric,
               year_cost numeric, year_forecast numeric, year_months bigint, year_unpriced bigint, status text)
LANGUAGE sql STABLE ROWS 100 AS $$
WITH version AS (
    SELECT c.version_id, coalesce(c.fiscal_year_start, year_start) AS year_start
    FROM (SELECT) one LEFT JOIN budget_current c ON c.entity_id = for_entity AND c.pricing_view_id = for_view
), year AS (
    SELECT v.version_id, y.first_month, (y.first_month + interval '11 months')::date AS last_month
    FROM version v CROSS JOIN LATERAL (SELECT fiscal_year_first(for_month, v.year_start) AS first_month) y
), lines AS (
    SELECT l.scope, l.scope_id::text, l.period_month, l.amount::numeric
    FROM year y JOIN budget_line l ON l.version_id = y.version_id AND l.period_month BETWEEN y.first_month AND y.last_month
    WHERE (for_scope IS NULL OR l.scope = for_scope) AND (for_ids IS NULL OR l.scope_id = ANY (for_ids))
), asked AS (
    SELECT a.scope, array_agg(a.scope_id) AS ids
    FROM (SELECT l.scope, l.scope_id FROM lines l UNION SELECT for_scope, unnest(for_ids)) a
    GROUP BY a.scope
), months AS (
    -- Added up, not joined: how many rows either side gives is not known before.
    SELECT b.scope, b.scope_id, b.period_month, sum(b.amount) AS amount, sum(b.cost) AS cost, sum(b.forecast) AS forecast,
           sum(b.unpriced_rows) AS unpriced_rows
    FROM (SELECT l.scope, l.scope_id COLLATE "C" AS scope_id, l.period_month::date AS period_month, l.amount,
                 NULL::numeric AS cost, NULL::numeric AS forecast, 0::bigint AS unpriced_rows
          FROM lines l
          UNION ALL
          SELECT a.scope, c.scope_id COLLATE "C", c.period_month, NULL, c.cost, c.forecast, c.unpriced_rows
          FROM year y
          CROSS JOIN asked a
          CROSS JOIN LATERAL cost_forecast(for_entity, for_view, a.scope, a.ids, y.first_month, y.last_month) c) b
    GROUP BY b.scope, b.scope_id, b.period_month
), counted AS (
    -- Like for like: a cost counts where there is a budget; where the year has none at all, all of it does.
    SELECT m.*, m.amount IS NOT NULL OR bool_and(m.amount IS NULL) OVER (PARTITION BY m.scope, m.scope_id) AS counts
    FROM months m
), standing AS (
    SELECT m.scope, m.scope_id,
           sum(m.amount) FILTER (WHERE m.period_month = for_month) AS month_budget,
           sum(m.cost) FILTER (WHERE m.period_month = for_month) AS month_cost,
           sum(m.forecast) FILTER (WHERE m.period_month = for_month) AS month_forecast,
           sum(m.unpriced_rows) FILTER (WHERE m.period_month = for_month)::bigint AS month_unpriced,
           sum(m.amount) FILTER (WHERE m.period_month <= for_month) AS to_date_budget,
           sum(m.cost) FILTER (WHERE m.period_month <= for_month AND m.counts) AS to_date_cost,
           count(*) FILTER (WHERE m.period_month <= for_month AND m.counts) AS to_date_months,
           count(*) FILTER (WHERE m.period_month <= for_month AND m.counts AND m.cost IS NULL) AS to_date_unknown,
           coalesce(sum(m.unpriced_rows) FILTER (WHERE m.period_month <= for_month AND m.counts), 0)::bigint
               AS to_date_unpriced,
           sum(m.amount) AS year_budget, sum(m.cost) FILTER (WHERE m.counts) AS year_cost,
           sum(m.forecast) FILTER (WHERE m.counts) AS year_forecast, count(*) FILTER (WHERE m.counts) AS year_months,
           coalesce(sum(m.unpriced_rows) FILTER (WHERE m.counts), 0)::bigint AS year_unpriced
    FROM counted m
    GROUP BY m.scope, m.scope_id
)
SELECT s.scope, s.scope_id, y.first_month, s.month_budget, s.month_cost, s.month_forecast, s.month_unpriced,
       s.to_date_budget, s.to_date_cost, s.to_date_months, s.to_date_unknown, s.to_date_unpriced, s.year_budget,
       s.year_cost, s.year_forecast, s.year_months, s.year_unpriced,
       CASE WHEN s.year_budget IS NULL THEN 'none'
            WHEN s.to_date_cost > s.to_date_budget THEN 'over'
            WHEN s.year_forecast > s.year_budget THEN 'at_risk'
            ELSE 'under' END
FROM year y CROSS JOIN standing s
$$;
COMMENT ON FUNCTION budget_standing IS
    'How budgets in force stand in a month, to date in its fiscal year, and in the whole year: of a scope (NULL: every kind)
and its ids (NULL: those with a budget in that year; given ones are listed without a budget, too). A version of budgets brings its own fiscal
year; year_start counts where there is none. A month without a budget counts in no sum; one with a budget and without data is unknown.';
REVOKE ALL ON FUNCTION budget_standing FROM public;

-- Months as admins see them.

CREATE VIEW period_overview AS
SELECT m.entity_id, m.period_month, coalesce(s.status, 'OPEN') AS status, s.changed_by,
       CASE WHEN s.changed_by IS NOT NULL THEN s.changed_at END AS changed_at, s.reason,
       p.is_published, q.missing, u.unpriced_rows, l.late_slices
FROM (SELECT entity_id, period_month FROM period_status
      UNION
      SELECT entity_id, period_month FROM slice_publication) m
LEFT JOIN period_status s ON s.entity_id = m.entity_id AND s.period_month = m.period_month
CROSS JOIN LATERAL (
    SELECT count(x.run_id) > 0 AS is_published FROM slice_publication x
    WHERE x.entity_id = m.entity_id AND x.period_month = m.period_month) p
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(d.domain_id::text ORDER BY d.domain_id), '{}') AS missing
    FROM dim_domain d
    LEFT JOIN slice_publication x
           ON x.entity_id = m.entity_id AND x.period_month = m.period_month AND x.domain_id = d.domain_id
    WHERE x.missing_since IS NOT NULL
       OR (d.is_enabled AND d.available_from <= m.period_month AND x.run_id IS NULL)) q
CROSS JOIN LATERAL (
    SELECT coalesce(sum(c.unpriced_rows), 0)::bigint AS unpriced_rows
    FROM mv_cost_domain_month c
    JOIN pricing_view_current v ON v.pricing_view_id = c.pricing_view_id AND v.is_default
    WHERE c.entity_id = m.entity_id AND c.period_month = m.period_month) u
CROSS JOIN LATERAL (
    SELECT count(DISTINCT d.domain_id) AS late_slices FROM late_data d
    WHERE d.entity_id = m.entity_id AND d.period_month = m.period_month) l;
COMMENT ON VIEW period_overview IS
    'Every month that was ever run or closed: its status, and what an admin looks at before closing it. missing: domains that
should be there and are not, or not as they should; unpriced_rows: in the default pricing view';

-- Admins: runs that are cancelled, writes that are sent twice.

CREATE FUNCTION cancel_run(for_entity text, for_run uuid, summary text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Waits for whoever stages, loads or publishes the run at this moment: it then finds the run as that one left it.
    UPDATE etl_runs
    SET status = 'CANCELLED', ended_at = clock_timestamp(), error_code = 'cancelled', error_step = lower(phase),
        error_summary = summary
    WHERE run_id = for_run AND entity_id = for_entity AND status = 'RUNNING';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- In statements of their own, so that they see what was staged during the wait. Steps are left alone: whoever works
    -- one holds it before the run, and gives it up when it finds the run no longer RUNNING.
    DELETE FROM fact_pending WHERE run_id = for_run;
    DELETE FROM coefficient_pending WHERE run_id = for_run;
    DELETE FROM staged_application_alias WHERE run_id = for_run;
    DELETE FROM staged_application WHERE run_id = for_run;
    DELETE FROM staged_releve WHERE run_id = for_run;
    RETURN true;
END $$;
COMMENT ON FUNCTION cancel_run IS
    'End a run CANCELLED, and delete what it staged and loaded; false, and nothing is changed, when it is not RUNNING.
In READ COMMITTED only. It runs with its owner''s rights: who may cancel a run may still write none of these tables';
REVOKE ALL ON FUNCTION cancel_run FROM public;

CREATE TABLE idempotency_key (
    entity_id    key_text,
    principal    text COLLATE "C",
    key          text COLLATE "C",
    request      text NOT NULL,
    operation_id uuid NOT NULL DEFAULT gen_random_uuid(),
    claim_id     uuid NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until timestamptz NOT NULL,
    status       smallint CHECK (status BETWEEN 200 AND 499),
    headers      jsonb,
    body         bytea,
    PRIMARY KEY (entity_id, principal, key),
    CONSTRAINT answered_whole CHECK ((status IS NULL) = (headers IS NULL) AND (status IS NULL) = (body IS NULL))
);
COMMENT ON TABLE idempotency_key IS
    'What writes with an Idempotency-Key were answered, to be answered again; swept when it is old';
COMMENT ON COLUMN idempotency_key.principal IS 'SHA-256 of who sent it: keys of one say nothing to another';
COMMENT ON COLUMN idempotency_key.request IS 'SHA-256 of the request that the key belongs to';
COMMENT ON COLUMN idempotency_key.operation_id IS
    'Stays the same when an attempt that got no answer is made again: what is made by it has an id derived from it';
COMMENT ON COLUMN idempotency_key.leased_until IS 'Until then an attempt is under way, unless status says how it ended';
CREATE INDEX idempotency_key_by_age ON idempotency_key (made_at);

-- Failed runs that are resumed.

CREATE FUNCTION adoptable_step(for_entity text, of_run uuid)
RETURNS TABLE (domain_id key_text, period_month month)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT s.domain_id, s.period_month
FROM etl_runs r
JOIN etl_run_steps s ON s.run_id = r.run_id
JOIN dim_domain d ON d.domain_id = s.domain_id AND config_checksum(d) = s.config_checksum
JOIN period_status p ON p.entity_id = r.entity_id AND p.period_month = s.period_month AND p.status = 'OPEN'
WHERE r.run_id = of_run AND r.entity_id = for_entity AND r.status = 'FAILED' AND NOT r.dry_run
  AND r.resumed_by IS NULL AND r.staging_deleted_at IS NULL
  AND s.status = 'STAGED' AND NOT s.is_late AND s.ingest_function <> 'load_facts' AND d.ingest_function = s.ingest_function
  -- An INDIRECT step that was refused when it was loaded stays STAGED: it is read again.
  AND r.error_step IS DISTINCT FROM s.domain_id || '/' || to_char(s.period_month, 'YYYY-MM')
  -- A release that does not write staging_deleted_at may have deleted it.
  AND s.rows = (SELECT count(*) FROM staged_releve x
                WHERE x.run_id = s.run_id AND x.domain_id = s.domain_id AND x.period_month = s.period_month)
$$;
COMMENT ON FUNCTION adoptable_step IS
    'The steps of a failed run that another may adopt: staged, the staging still there, settings and month as they were';
REVOKE ALL ON FUNCTION adoptable_step FROM public;

CREATE FUNCTION adopt_steps(for_entity text, for_run uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    old_run uuid;
    adopted integer;
BEGIN
    SELECT r.resumes INTO old_run FROM etl_runs r
    WHERE r.run_id = for_run AND r.entity_id = for_entity AND r.status = 'RUNNING' AND NOT r.dry_run;
    -- Retention marks the failed run before it deletes what that staged: it waits for this one, or is seen below.
    PERFORM FROM etl_runs WHERE run_id = old_run FOR UPDATE;
    UPDATE etl_run_steps n
    SET status = 'STAGED', attempts = o.attempts, records = o.records, rows = o.rows, rejects = o.rejects,
        checksum = o.checksum, quality = o.quality, landing_id = o.landing_id, started_at = o.started_at,
        ended_at = o.ended_at, adopted_from = old_run,
        -- What became of the quantities is known when this run is loaded.
        totals = (SELECT coalesce(jsonb_object_agg(t.key, t.value - '{allocated,unallocated,unmapped}'::text[]), '{}')
                  FROM jsonb_each(o.totals) t)
    FROM adoptable_step(for_entity, old_run) a
    JOIN etl_run_steps o ON o.run_id = old_run AND o.domain_id = a.domain_id AND o.period_month = a.period_month
    WHERE n.run_id = for_run AND n.domain_id = a.domain_id AND n.period_month = a.period_month
      AND n.status = 'PLANNED' AND NOT n.is_late;
    GET DIAGNOSTICS adopted = ROW_COUNT;
    UPDATE etl_runs SET resumed_by = for_run WHERE run_id = old_run AND resumed_by IS NULL AND adopted > 0;
    -- Rejects are copied, so that the failed run's report stays true; what was staged is moved: it is loaded once.
    INSERT INTO etl_rejects (run_id, entity_id, domain_id, period_month, reason, message, location, record, metric, quantity)
    SELECT for_run, x.entity_id, x.domain_id, x.period_month, x.reason, x.message, x.location, x.record, x.metric, x.quantity
    FROM etl_rejects x
    JOIN etl_run_steps n ON n.run_id = for_run AND n.adopted_from = x.run_id
                        AND n.domain_id = x.domain_id AND n.period_month = x.period_month
    WHERE x.run_id = old_run
    ORDER BY x.reject_id;
    UPDATE staged_releve x SET run_id = for_run FROM etl_run_steps n
    WHERE n.run_id = for_run AND n.adopted_from = old_run AND x.run_id = old_run
      AND x.domain_id = n.domain_id AND x.period_month = n.period_month;
    UPDATE staged_application x SET run_id = for_run FROM etl_run_steps n
    WHERE n.run_id = for_run AND n.adopted_from = old_run AND x.run_id = old_run
      AND x.domain_id = n.domain_id AND x.period_month = n.period_month;
    UPDATE staged_application_alias x SET run_id = for_run FROM etl_run_steps n
    WHERE n.run_id = for_run AND n.adopted_from = old_run AND x.run_id = old_run
      AND x.domain_id = n.domain_id AND x.period_month = n.period_month;
    RETURN adopted;
END $$;
COMMENT ON FUNCTION adopt_steps IS
    'Give a run that has just been planned the staged steps of the failed one that it resumes; how many. In the transaction
that planned it: the entity''s place among running runs is what keeps another from adopting the same.
It runs with its owner''s rights: who may start a run may still not move what another function staged';
REVOKE ALL ON FUNCTION adopt_steps FROM public;

-- The group: what entities push, what the group holds official, how complete its months are; and an entity's outbox.

-- What the group holds official.

CREATE TABLE group_release (
    version      integer PRIMARY KEY CHECK (version > 0),
    document     jsonb NOT NULL,
    checksum     text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_by text NOT NULL,
    reason       text NOT NULL
);
COMMENT ON TABLE group_release IS
    'The official referential as the group published it, every version of it; the latest one counts. Append-only';
COMMENT ON COLUMN group_release.checksum IS 'SHA-256 of the document as it was sent';

CREATE TABLE group_member (
    entity_id    key_text PRIMARY KEY,
    entity_label text NOT NULL,
    first_month  month NOT NULL,
    last_month   month,
    cut_off_days integer NOT NULL,
    cut_off_at   time NOT NULL,
    timezone     text NOT NULL
);
COMMENT ON TABLE group_member IS 'The entities of the latest release: whose months are expected, and when';

CREATE TABLE group_cut_off (
    entity_id    key_text REFERENCES group_member ON DELETE CASCADE,
    period_month month,
    cut_off_at   timestamptz NOT NULL,
    PRIMARY KEY (entity_id, period_month)
);
COMMENT ON TABLE group_cut_off IS 'Months with a cut-off of their own';

CREATE TABLE group_official (
    kind       text CHECK (kind IN ('domain', 'family', 'product', 'application', 'metric', 'pricing_view')),
    key_id     key_text,
    label      text NOT NULL,
    parent_id  key_text,
    mode       text,
    detail     text,
    is_retired boolean NOT NULL,
    PRIMARY KEY (kind, key_id)
);
COMMENT ON TABLE group_official IS 'The keys of the latest release, as entities'' keys are compared with them';

CREATE TABLE group_mapping (
    entity_id            key_text,
    application_id       key_text,
    group_application_id key_text NOT NULL,
    PRIMARY KEY (entity_id, application_id)
);
COMMENT ON TABLE group_mapping IS 'Which application of the group an entity''s application is';

CREATE TABLE group_rule (
    check_name text,
    kind       text,
    severity   text NOT NULL CHECK (severity IN ('blocking', 'warning', 'ignored')),
    PRIMARY KEY (check_name, kind)
);
COMMENT ON TABLE group_rule IS 'How severe findings are, where the latest release says so; default_severity() otherwise';

CREATE FUNCTION default_severity(check_name text, kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN check_name IN ('currency_mismatch', 'not_valued', 'mode_mismatch') THEN 'blocking'
            WHEN check_name = 'extra' AND kind IN ('metric', 'domain') THEN 'blocking'
            WHEN check_name = 'missing' AND kind IN ('family', 'product', 'metric') THEN 'ignored'
            ELSE 'warning' END
$$;
COMMENT ON FUNCTION default_severity IS 'What a finding does where no rule says it';
REVOKE ALL ON FUNCTION default_severity FROM public;

-- What entities send.

CREATE TABLE group_exchange (
    exchange_id      uuid PRIMARY KEY,
    entity_id        key_text NOT NULL,
    period_month     month NOT NULL,
    run_id           uuid NOT NULL,
    generation       bigint NOT NULL CHECK (generation > 0),
    contract_version integer NOT NULL,
    release_version  integer,
    status           text NOT NULL DEFAULT 'RECEIVING'
        CHECK (status IN ('RECEIVING', 'ACCEPTED', 'REFUSED', 'SUPERSEDED', 'ABANDONED')),
    attempt          integer NOT NULL DEFAULT 1,
    group_run_id     uuid,
    judged_by        integer,
    manifest         jsonb NOT NULL,
    pieces           integer NOT NULL,
    rows             bigint NOT NULL,
    is_closed        boolean NOT NULL,
    sent_by          text NOT NULL,
    begun_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at         timestamptz,
    error_code       text,
    error_summary    text,
    CONSTRAINT group_exchange_ended CHECK ((status = 'RECEIVING') = (ended_at IS NULL)),
    CONSTRAINT group_exchange_has_a_run CHECK (status <> 'ACCEPTED' OR group_run_id IS NOT NULL)
);
COMMENT ON TABLE group_exchange IS 'One month of one entity as it was pushed; entities see their own rows alone';
COMMENT ON COLUMN group_exchange.run_id IS 'The entity''s run; group_run_id: the group''s own, which publishes it';
COMMENT ON COLUMN group_exchange.judged_by IS 'The release that it was compared with when it was accepted or refused';
COMMENT ON COLUMN group_exchange.manifest IS 'As the contract has it: totals, costs, missing domains, checksums';
CREATE INDEX group_exchange_by_month ON group_exchange (entity_id, period_month, generation DESC);
CREATE INDEX group_exchange_open ON group_exchange (changed_at) WHERE status = 'RECEIVING';

CREATE TABLE group_piece (
    exchange_id uuid NOT NULL REFERENCES group_exchange ON DELETE CASCADE,
    dataset     text NOT NULL CHECK (dataset IN ('facts', 'prices', 'keys')),
    number      integer NOT NULL CHECK (number > 0),
    entity_id   key_text NOT NULL,
    rows        bigint NOT NULL,
    checksum    text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (exchange_id, dataset, number)
);
COMMENT ON TABLE group_piece IS 'The pieces that are staged whole';

CREATE TABLE group_staged_fact (
    exchange_id        uuid NOT NULL,
    entity_id          key_text NOT NULL,
    domain_id          key_text NOT NULL,
    family_id          key_text,
    product_id         key_text,
    application_id     key_text NOT NULL,
    environment        key_text NOT NULL,
    consumption_type   text NOT NULL CHECK (consumption_type IN ('DIRECT', 'INDIRECT')),
    consumption_metric key_text NOT NULL,
    quantity           exact_quantity NOT NULL,
    source             key_text NOT NULL,
    CONSTRAINT staged_direct_has_a_product CHECK (
        consumption_type = 'DIRECT' AND family_id IS NOT NULL AND product_id IS NOT NULL
        OR consumption_type = 'INDIRECT' AND (family_id IS NULL) = (product_id IS NULL))
);
CREATE INDEX group_staged_fact_by_exchange ON group_staged_fact (exchange_id);

CREATE TABLE group_staged_price (
    exchange_id     uuid NOT NULL,
    entity_id       key_text NOT NULL,
    pricing_view_id key_text NOT NULL,
    metric          key_text NOT NULL,
    priced_by       text NOT NULL CHECK (priced_by IN ('product', 'domain')),
    priced_key      key_text NOT NULL,
    unit_price      exact_price,
    PRIMARY KEY (exchange_id, pricing_view_id, metric, priced_by, priced_key)
);
COMMENT ON COLUMN group_staged_price.unit_price IS 'NULL: the view values the line and has no price for it';

CREATE TABLE group_staged_key (
    exchange_id uuid NOT NULL,
    entity_id   key_text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('domain', 'family', 'product', 'application', 'metric', 'pricing_view')),
    key_id      key_text NOT NULL,
    label       text NOT NULL CHECK (length(label) BETWEEN 1 AND 500),
    parent_id   key_text,
    mode        text CHECK (mode IN ('DIRECT', 'INDIRECT')),
    detail      text CHECK (length(detail) <= 500),
    version     integer,
    is_retired  boolean NOT NULL,
    PRIMARY KEY (exchange_id, kind, key_id),
    CONSTRAINT staged_domain_has_a_mode CHECK (kind <> 'domain' OR mode IS NOT NULL),
    CONSTRAINT staged_child_has_a_parent CHECK (kind NOT IN ('family', 'product') OR parent_id IS NOT NULL OR key_id = 'unmapped')
);

CREATE TABLE group_finding (
    exchange_id  uuid NOT NULL REFERENCES group_exchange ON DELETE CASCADE,
    entity_id    key_text NOT NULL,
    period_month month NOT NULL,
    check_name   text NOT NULL,
    kind         text NOT NULL,
    key_id       key_text NOT NULL,
    severity     text NOT NULL CHECK (severity IN ('blocking', 'warning')),
    label        text,
    expected     text,
    found        text,
    facts        bigint NOT NULL,
    PRIMARY KEY (exchange_id, check_name, kind, key_id)
);
COMMENT ON TABLE group_finding IS 'Conformity: where an exchange''s referential is not the official one';
CREATE INDEX group_finding_by_month ON group_finding (entity_id, period_month);

-- Isolation. Whoever receives says for whom in the setting finops.entity, and neither reads nor writes anybody else's rows.
ALTER TABLE group_exchange ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_piece ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_staged_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_staged_price ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_staged_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON group_exchange USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_piece USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_staged_fact USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_staged_price USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_staged_key USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY own_rows ON group_finding USING (entity_id = current_setting('finops.entity', true));
CREATE POLICY read_by_the_group ON group_finding FOR SELECT USING (current_user IN ('finops_query_read', 'finops_query_admin'));

-- A piece belongs to an exchange of the same entity: the key alone would let one be added to another's.
CREATE FUNCTION refuse_piece_of_another_entity() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM group_exchange
                   WHERE exchange_id = NEW.exchange_id AND entity_id = NEW.entity_id AND status = 'RECEIVING') THEN
        RAISE EXCEPTION 'exchange % of % receives nothing', NEW.exchange_id, NEW.entity_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER group_piece_of_its_entity BEFORE INSERT OR UPDATE ON group_piece
    FOR EACH ROW EXECUTE FUNCTION refuse_piece_of_another_entity();

-- So do rows, which have no foreign key that would be asked for each of them: acceptance goes by the exchange alone.
CREATE FUNCTION refuse_rows_of_another_entity() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT exchange_id, entity_id FROM incoming) i
               WHERE NOT EXISTS (SELECT FROM group_exchange x
                                 WHERE x.exchange_id = i.exchange_id AND x.entity_id = i.entity_id AND x.status = 'RECEIVING')) THEN
        RAISE EXCEPTION 'rows of an exchange that is not the entity''s, or receives nothing' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER group_staged_fact_of_its_entity AFTER INSERT ON group_staged_fact REFERENCING NEW TABLE AS incoming
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_another_entity();
CREATE TRIGGER group_staged_price_of_its_entity AFTER INSERT ON group_staged_price REFERENCING NEW TABLE AS incoming
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_another_entity();
CREATE TRIGGER group_staged_key_of_its_entity AFTER INSERT ON group_staged_key REFERENCING NEW TABLE AS incoming
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_another_entity();

CREATE FUNCTION own_member() RETURNS SETOF group_member
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT * FROM group_member WHERE entity_id = current_setting('finops.entity', true)
$$;
COMMENT ON FUNCTION own_member IS 'The entity of the setting finops.entity, where it belongs to the group';
REVOKE ALL ON FUNCTION own_member FROM public;

CREATE FUNCTION own_release() RETURNS TABLE (version integer, checksum text, published_at timestamptz, document jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT r.version, r.checksum, r.published_at,
       r.document || jsonb_build_object(
           'entities', (SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(r.document -> 'entities') e
                        WHERE e ->> 'entity_id' = m.entity_id),
           'mapping', coalesce(own.mapping, '[]'),
           'applications', (SELECT coalesce(jsonb_agg(a), '[]') FROM jsonb_array_elements(r.document -> 'applications') a
                            WHERE a ->> 'application_id' = ANY (own.applications)))
FROM own_member() m
CROSS JOIN (SELECT * FROM group_release ORDER BY version DESC LIMIT 1) r
CROSS JOIN LATERAL (
    SELECT jsonb_agg(x) AS mapping, array_agg(x ->> 'group_application_id') AS applications
    FROM jsonb_array_elements(r.document -> 'mapping') x
    WHERE x ->> 'entity_id' = m.entity_id) own
$$;
COMMENT ON FUNCTION own_release IS
    'The latest release as the entity of finops.entity may see it: nothing of the others. No row: it is no member, or there is none';
REVOKE ALL ON FUNCTION own_release FROM public;

-- Conformity.

CREATE FUNCTION exchange_finding(for_exchange uuid)
RETURNS TABLE (check_name text, kind text, key_id key_text, severity text, label text, expected text, found text, facts bigint)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
WITH used AS (
    SELECT CASE WHEN grouping(f.domain_id) = 0 THEN 'domain' WHEN grouping(f.family_id) = 0 THEN 'family'
                WHEN grouping(f.product_id) = 0 THEN 'product' WHEN grouping(f.application_id) = 0 THEN 'application'
                ELSE 'metric' END AS kind,
           coalesce(f.domain_id, f.family_id, f.product_id, f.application_id, f.consumption_metric) AS key_id,
           count(*) AS facts
    FROM group_staged_fact f
    WHERE f.exchange_id = for_exchange
    GROUP BY GROUPING SETS ((f.domain_id), (f.family_id), (f.product_id), (f.application_id), (f.consumption_metric))
), sent AS (
    SELECT k.kind, k.key_id, k.label, k.parent_id, k.mode, k.detail, k.is_retired, coalesce(u.facts, 0) AS facts
    FROM group_staged_key k
    LEFT JOIN used u ON u.kind = k.kind AND u.key_id = k.key_id
    WHERE k.exchange_id = for_exchange
      AND (k.kind, k.key_id) NOT IN (('application', 'unallocated'), ('product', 'unmapped'), ('family', 'unmapped'))
), compared AS (
    -- Applications go by the mapping, everything else by its key.
    SELECT s.*, o.key_id IS NOT NULL AS is_official, o.label AS o_label, o.parent_id AS o_parent, o.mode AS o_mode,
           o.detail AS o_detail, o.is_retired AS o_retired
    FROM sent s
    LEFT JOIN group_exchange e ON e.exchange_id = for_exchange
    LEFT JOIN group_mapping m ON s.kind = 'application' AND m.entity_id = e.entity_id AND m.application_id = s.key_id
    LEFT JOIN group_official o
           ON o.kind = s.kind AND o.key_id = CASE WHEN s.kind = 'application' THEN m.group_application_id ELSE s.key_id END
), found AS (
    SELECT 'extra' AS check_name, c.kind, c.key_id, c.label, NULL::text AS expected, c.label AS found, c.facts
    FROM compared c WHERE NOT c.is_official AND (c.facts > 0 OR NOT c.is_retired)
    UNION ALL
    SELECT 'renamed', c.kind, c.key_id, c.label, c.o_label, c.label, c.facts
    FROM compared c WHERE c.is_official AND c.label <> c.o_label AND c.kind <> 'metric'
    UNION ALL
    SELECT 'moved', c.kind, c.key_id, c.label, c.o_parent, c.parent_id, c.facts
    FROM compared c WHERE c.is_official AND c.kind IN ('family', 'product') AND c.parent_id IS DISTINCT FROM c.o_parent
    UNION ALL
    SELECT 'mode_mismatch', c.kind, c.key_id, c.label, c.o_mode, c.mode, c.facts
    FROM compared c WHERE c.is_official AND c.kind = 'domain' AND c.mode IS DISTINCT FROM c.o_mode
    UNION ALL
    SELECT 'retired_but_used', c.kind, c.key_id, c.label, 'retired', c.facts || ' facts', c.facts
    FROM compared c WHERE c.o_retired AND c.facts > 0
    UNION ALL
    SELECT 'currency_mismatch', c.kind, c.key_id, c.label, c.o_detail, c.detail, c.facts
    FROM compared c WHERE c.is_official AND c.kind = 'pricing_view' AND c.detail IS DISTINCT FROM c.o_detail
    UNION ALL
    SELECT 'missing', o.kind, o.key_id, o.label, o.label, CASE WHEN s.key_id IS NOT NULL THEN 'retired' END, 0
    FROM group_official o
    LEFT JOIN sent s ON s.kind = o.kind AND s.key_id = o.key_id
    WHERE o.kind <> 'application' AND NOT o.is_retired AND (s.key_id IS NULL OR s.is_retired)
    UNION ALL
    -- What the entity counts in a view and the group's view would leave out.
    SELECT 'not_valued', 'pricing_view', left(p.pricing_view_id || '/' || p.metric, 512), p.metric, NULL, p.metric, count(*)
    FROM group_staged_price p
    JOIN group_official o ON o.kind = 'pricing_view' AND o.key_id = p.pricing_view_id
    WHERE p.exchange_id = for_exchange
      AND NOT EXISTS (SELECT FROM pricing_view_current v
                      JOIN pricing_view_metric w ON w.version_id = v.version_id
                      WHERE v.pricing_view_id = p.pricing_view_id AND w.metric = p.metric)
    GROUP BY p.pricing_view_id, p.metric
)
SELECT f.check_name, f.kind, f.key_id, coalesce(r.severity, default_severity(f.check_name, f.kind)), f.label, f.expected,
       f.found, f.facts
FROM found f
LEFT JOIN group_rule r ON r.check_name = f.check_name AND r.kind = f.kind
$$;
COMMENT ON FUNCTION exchange_finding IS 'Where a staged exchange''s referential is not the official one, ignored findings too';
REVOKE ALL ON FUNCTION exchange_finding FROM public;

-- What the manifest says and the rows do not.
CREATE FUNCTION exchange_lie(for_exchange uuid) RETURNS TABLE (code text, summary text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
WITH e AS (SELECT manifest FROM group_exchange WHERE exchange_id = for_exchange),
said AS (
    SELECT t.key COLLATE "C" AS metric, t.value::numeric AS quantity
    FROM e CROSS JOIN LATERAL jsonb_each_text(e.manifest -> 'totals') t
), counted AS (
    SELECT consumption_metric COLLATE "C" AS metric, sum(quantity) AS quantity, count(*) AS rows
    FROM group_staged_fact WHERE exchange_id = for_exchange GROUP BY consumption_metric
), views AS (
    SELECT k.key COLLATE "C" AS pricing_view_id, k.value::numeric AS cost
    FROM e CROSS JOIN LATERAL jsonb_each_text(e.manifest -> 'costs') k
), lines AS (
    SELECT domain_id, product_id, consumption_metric, sum(quantity) AS quantity
    FROM group_staged_fact WHERE exchange_id = for_exchange GROUP BY domain_id, product_id, consumption_metric
), valued AS (
    SELECT p.pricing_view_id, sum(l.quantity * p.unit_price) AS cost
    FROM lines l
    JOIN group_staged_price p
      ON p.exchange_id = for_exchange AND p.metric = l.consumption_metric
     AND p.priced_by = CASE WHEN l.product_id IS NULL THEN 'domain' ELSE 'product' END
     AND p.priced_key = coalesce(l.product_id, l.domain_id)
    GROUP BY p.pricing_view_id
), undeclared AS (
    SELECT u.kind, u.key_id
    FROM (SELECT 'domain' AS kind, domain_id AS key_id FROM lines
          UNION SELECT 'product', product_id FROM lines WHERE product_id <> 'unmapped'
          UNION SELECT 'metric', consumption_metric FROM lines
          UNION SELECT 'family', family_id FROM group_staged_fact
                WHERE exchange_id = for_exchange AND family_id <> 'unmapped'
          UNION SELECT 'application', application_id FROM group_staged_fact
                WHERE exchange_id = for_exchange AND application_id <> 'unallocated'
          UNION SELECT 'pricing_view', pricing_view_id FROM group_staged_price WHERE exchange_id = for_exchange
          UNION SELECT CASE kind WHEN 'family' THEN 'domain' ELSE 'family' END, parent_id FROM group_staged_key
                WHERE exchange_id = for_exchange AND kind IN ('family', 'product') AND parent_id <> 'unmapped') u
    LEFT JOIN group_staged_key k ON k.exchange_id = for_exchange AND k.kind = u.kind AND k.key_id = u.key_id
    WHERE k.key_id IS NULL
), doubled AS (
    SELECT 1 FROM group_staged_fact WHERE exchange_id = for_exchange
    GROUP BY domain_id, family_id, product_id, application_id, environment, consumption_type, consumption_metric
    HAVING count(*) > 1 LIMIT 1
)
SELECT * FROM (
    SELECT 'totals_differ', 'the rows come to ' || coalesce(c.quantity::text, 'none') || ' ' || left(coalesce(s.metric, c.metric), 100)
                            || ', the manifest says ' || coalesce(s.quantity::text, 'none') || ': send the month again'
    FROM said s FULL JOIN counted c ON c.metric = s.metric
    WHERE c.quantity IS DISTINCT FROM s.quantity
    UNION ALL
    SELECT 'costs_differ', 'quantities and prices of ' || left(coalesce(w.pricing_view_id, v.pricing_view_id), 100) || ' come to '
                           || coalesce(v.cost::text, 'none') || ', the manifest says ' || coalesce(w.cost::text, 'none')
                           || ': send the month again'
    FROM views w FULL JOIN valued v ON v.pricing_view_id = w.pricing_view_id
    WHERE v.cost IS DISTINCT FROM w.cost
    UNION ALL
    SELECT 'undeclared_key', 'the rows name the ' || replace(u.kind, '_', ' ') || ' ' || left(u.key_id, 100)
                             || ', which is not among the keys: send the month again'
    FROM undeclared u
    UNION ALL
    SELECT 'doubled_fact', 'a fact is there twice: send the month again' FROM doubled) lies (code, summary)
ORDER BY 1, 2
$$;
COMMENT ON FUNCTION exchange_lie IS 'Why staged rows are not what their manifest says; no row: they are';
REVOKE ALL ON FUNCTION exchange_lie FROM public;

CREATE FUNCTION forget_staged_exchange(for_exchange uuid) RETURNS void LANGUAGE sql AS $$
DELETE FROM group_staged_fact WHERE exchange_id = for_exchange;
DELETE FROM group_staged_price WHERE exchange_id = for_exchange;
DELETE FROM group_staged_key WHERE exchange_id = for_exchange;
DELETE FROM group_piece WHERE exchange_id = for_exchange;
$$;
REVOKE ALL ON FUNCTION forget_staged_exchange FROM public;

CREATE FUNCTION official_key(for_entity text, own_key text, is_official boolean) RETURNS key_text
LANGUAGE sql IMMUTABLE AS $$ SELECT (CASE WHEN is_official THEN own_key ELSE for_entity || '/' || own_key END)::key_text $$;
COMMENT ON FUNCTION official_key IS 'A key as the group keeps it: what only an entity knows is named after it, so that it is nobody else''s';
REVOKE ALL ON FUNCTION official_key FROM public;

-- The keys that only the entity knows, as the group keeps them: they are shown, and not official.
CREATE FUNCTION adopt_extra_keys(for_exchange uuid) RETURNS void LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    e group_exchange;
BEGIN
    SELECT * INTO STRICT e FROM group_exchange WHERE exchange_id = for_exchange;
    INSERT INTO dim_domain AS d (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled,
                                 available_from, ingest_function, connector)
    SELECT official_key(e.entity_id, k.key_id, false), k.label, k.mode, CASE k.mode WHEN 'INDIRECT' THEN 'exchange' END,
           CASE k.mode WHEN 'INDIRECT' THEN coalesce(nullif(k.detail, ''), k.label) END, true, e.period_month, 'load_group', 'exchange'
    FROM group_staged_key k
    WHERE k.exchange_id = for_exchange AND k.kind = 'domain'
      AND NOT EXISTS (SELECT FROM group_official o WHERE o.kind = 'domain' AND o.key_id = k.key_id)
    ON CONFLICT (domain_id) DO UPDATE
    SET domain_label = excluded.domain_label, domain_mode = excluded.domain_mode,
        indirect_method_key = excluded.indirect_method_key, indirect_label = excluded.indirect_label,
        available_from = least(d.available_from, excluded.available_from);
    INSERT INTO dim_family (family_id, domain_id, family_label)
    SELECT official_key(e.entity_id, k.key_id, false), official_key(e.entity_id, k.parent_id, o.key_id IS NOT NULL), k.label
    FROM group_staged_key k
    LEFT JOIN group_official o ON o.kind = 'domain' AND o.key_id = k.parent_id
    WHERE k.exchange_id = for_exchange AND k.kind = 'family' AND k.key_id <> 'unmapped'
      AND NOT EXISTS (SELECT FROM group_official x WHERE x.kind = 'family' AND x.key_id = k.key_id)
    ON CONFLICT (family_id) DO UPDATE SET domain_id = excluded.domain_id, family_label = excluded.family_label;
    INSERT INTO dim_product (product_id, family_id, product_label)
    SELECT official_key(e.entity_id, k.key_id, false),
           official_key(e.entity_id, k.parent_id, o.key_id IS NOT NULL OR k.parent_id = 'unmapped'), k.label
    FROM group_staged_key k
    LEFT JOIN group_official o ON o.kind = 'family' AND o.key_id = k.parent_id
    WHERE k.exchange_id = for_exchange AND k.kind = 'product' AND k.key_id <> 'unmapped'
      AND NOT EXISTS (SELECT FROM group_official x WHERE x.kind = 'product' AND x.key_id = k.key_id)
    ON CONFLICT (product_id) DO UPDATE SET family_id = excluded.family_id, product_label = excluded.product_label;
    INSERT INTO dim_application (application_id, application_label, owner, fed_by)
    SELECT official_key(e.entity_id, k.key_id, false), k.label, k.detail, e.entity_id
    FROM group_staged_key k
    WHERE k.exchange_id = for_exchange AND k.kind = 'application' AND k.key_id <> 'unallocated'
      AND NOT EXISTS (SELECT FROM group_mapping m WHERE m.entity_id = e.entity_id AND m.application_id = k.key_id)
    ON CONFLICT (application_id) DO UPDATE SET application_label = excluded.application_label, owner = excluded.owner;
END $$;
REVOKE ALL ON FUNCTION adopt_extra_keys FROM public;

-- The staged rows as facts of the group: official keys, the official structure; two applications may have become one.
CREATE FUNCTION load_exchange(for_exchange uuid, for_run uuid) RETURNS void LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    e group_exchange;
BEGIN
    SELECT * INTO STRICT e FROM group_exchange WHERE exchange_id = for_exchange;
    INSERT INTO fact_pending (run_id, entity_id, period_month, step_domain_id, domain_id, family_id, product_id,
                              application_id, environment, quantity, consumption_type, consumption_metric, source, computed_at)
    SELECT for_run, e.entity_id, e.period_month, g.domain_id, g.domain_id, g.family_id, g.product_id, g.application_id,
           g.environment, sum(g.quantity), g.consumption_type, g.consumption_metric, min(g.source), clock_timestamp()
    FROM (
        SELECT CASE WHEN op.key_id IS NOT NULL THEN pf.parent_id
                    WHEN ff.key_id IS NOT NULL AND f.family_id <> 'unmapped' THEN ff.parent_id
                    ELSE official_key(e.entity_id, f.domain_id, od.key_id IS NOT NULL) END AS domain_id,
               CASE WHEN f.family_id IS NULL OR f.family_id = 'unmapped' THEN f.family_id
                    WHEN op.key_id IS NOT NULL THEN op.parent_id
                    ELSE official_key(e.entity_id, f.family_id, ff.key_id IS NOT NULL) END AS family_id,
               CASE WHEN f.product_id IS NULL OR f.product_id = 'unmapped' THEN f.product_id
                    ELSE official_key(e.entity_id, f.product_id, op.key_id IS NOT NULL) END AS product_id,
               CASE WHEN f.application_id = 'unallocated' THEN f.application_id
                    ELSE coalesce(m.group_application_id, official_key(e.entity_id, f.application_id, false)) END AS application_id,
               f.environment, f.quantity, f.consumption_type, f.consumption_metric, f.source
        FROM group_staged_fact f
        LEFT JOIN group_official od ON od.kind = 'domain' AND od.key_id = f.domain_id
        LEFT JOIN group_official op ON op.kind = 'product' AND op.key_id = f.product_id
        LEFT JOIN group_official pf ON pf.kind = 'family' AND pf.key_id = op.parent_id
        LEFT JOIN group_official ff ON ff.kind = 'family' AND ff.key_id = f.family_id
        LEFT JOIN group_mapping m ON m.entity_id = e.entity_id AND m.application_id = f.application_id
        WHERE f.exchange_id = for_exchange) g
    GROUP BY g.domain_id, g.family_id, g.product_id, g.application_id, g.environment, g.consumption_type, g.consumption_metric;
    INSERT INTO exchanged_price_pending (run_id, pricing_view_id, metric, priced_by, priced_key, unit_price)
    SELECT for_run, p.pricing_view_id, p.metric, p.priced_by,
           official_key(e.entity_id, p.priced_key, o.key_id IS NOT NULL OR (p.priced_by = 'product' AND p.priced_key = 'unmapped')),
           p.unit_price
    FROM group_staged_price p
    JOIN group_official v ON v.kind = 'pricing_view' AND v.key_id = p.pricing_view_id
    LEFT JOIN group_official o ON o.kind = p.priced_by AND o.key_id = p.priced_key
    WHERE p.exchange_id = for_exchange AND p.unit_price IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION load_exchange FROM public;

-- One step per domain of the month: those that come, those that were there and come no more, those that the entity lacks.
CREATE FUNCTION plan_exchange(for_exchange uuid, for_run uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    e group_exchange;
BEGIN
    SELECT * INTO STRICT e FROM group_exchange WHERE exchange_id = for_exchange;
    INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function, failure_policy, status, attempts,
                               records, rows, started_at, ended_at, error_code, error)
    SELECT for_run, d.domain_id, e.period_month, e.entity_id, 'load_group', 'strict',
           CASE WHEN sum(d.rows) IS NULL THEN 'MISSING' ELSE 'STAGED' END, 1, coalesce(sum(d.rows), 0), coalesce(sum(d.rows), 0),
           e.begun_at, clock_timestamp(), CASE WHEN bool_or(d.is_missing) THEN 'missing_at_entity' END,
           max(d.reason) FILTER (WHERE d.is_missing)
    FROM (SELECT domain_id, count(*) AS rows, false AS is_missing, NULL AS reason
          FROM fact_pending WHERE run_id = for_run GROUP BY domain_id
          UNION ALL
          SELECT domain_id, 0, false, NULL FROM slice_publication
          WHERE entity_id = e.entity_id AND period_month = e.period_month AND run_id IS NOT NULL
          UNION ALL
          SELECT official_key(e.entity_id, x.domain_id, o.key_id IS NOT NULL), NULL, true, x.reason
          FROM jsonb_to_recordset(e.manifest -> 'missing') x (domain_id text, reason text)
          LEFT JOIN group_official o ON o.kind = 'domain' AND o.key_id = x.domain_id) d
    JOIN dim_domain known ON known.domain_id = d.domain_id
    GROUP BY d.domain_id;
END $$;
REVOKE ALL ON FUNCTION plan_exchange FROM public;

CREATE FUNCTION end_exchange(for_exchange uuid, as_status text, code text, summary text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE group_exchange
    SET status = as_status, ended_at = clock_timestamp(), changed_at = clock_timestamp(), error_code = code,
        error_summary = left(summary, 500), judged_by = (SELECT max(version) FROM group_release)
    WHERE exchange_id = for_exchange;
    PERFORM forget_staged_exchange(for_exchange);
END $$;
REVOKE ALL ON FUNCTION end_exchange FROM public;

CREATE FUNCTION accept_exchange(for_exchange uuid, for_run uuid, deadline_minutes numeric, sha text, release text)
RETURNS TABLE (status text, code text, summary text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_nestloop = off AS $$
#variable_conflict use_column
DECLARE
    e    group_exchange;
    lie  record;
    bad  record;
    least_release integer;
    blocking bigint;
BEGIN
    SELECT * INTO e FROM group_exchange x
    WHERE x.exchange_id = for_exchange AND x.entity_id = current_setting('finops.entity', true)
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'UNKNOWN', 'unknown_exchange', 'there is no such exchange: send its manifest first';
        RETURN;
    ELSIF e.status <> 'RECEIVING' THEN
        RETURN QUERY SELECT e.status, e.error_code, e.error_summary;
        RETURN;
    ELSIF (SELECT count(*) FROM group_piece p WHERE p.exchange_id = for_exchange) <> e.pieces THEN
        RETURN QUERY SELECT 'RECEIVING', 'pieces_missing', 'pieces are missing: send them, then commit again';
        RETURN;
    END IF;
    -- A release that is published meanwhile waits: what is compared here is what is loaded.
    LOCK TABLE group_official, group_mapping, group_rule, group_member IN SHARE MODE;
    SELECT (r.document ->> 'oldest_accepted')::integer INTO least_release
    FROM group_release r ORDER BY r.version DESC LIMIT 1;
    IF NOT FOUND OR NOT EXISTS (SELECT FROM own_member()) THEN
        PERFORM end_exchange(for_exchange, 'REFUSED', 'not_a_member', 'the entity is not in the group''s latest release: ask for it');
    ELSIF EXISTS (SELECT FROM own_member() m WHERE e.period_month < m.first_month OR e.period_month > m.last_month) THEN
        PERFORM end_exchange(for_exchange, 'REFUSED', 'month_not_expected', 'the month is not one that the group expects of the entity');
    ELSIF coalesce(e.release_version, 0) < least_release THEN
        PERFORM end_exchange(for_exchange, 'REFUSED', 'release_too_old',
                             format('compared with release %s, and %s is the oldest that counts: fetch the latest and send again',
                                    coalesce(e.release_version::text, 'none'), least_release));
    ELSIF EXISTS (SELECT FROM group_exchange x
                  LEFT JOIN etl_runs r ON r.run_id = x.group_run_id
                  WHERE x.entity_id = e.entity_id AND x.period_month = e.period_month AND x.status = 'ACCEPTED'
                    AND r.status IN ('RUNNING', 'SUCCESS') AND x.generation > e.generation) THEN
        PERFORM end_exchange(for_exchange, 'SUPERSEDED', 'older_run', 'a newer run of the month is here: nothing to do');
    ELSE
        SELECT l.code, l.summary INTO lie FROM exchange_lie(for_exchange) l LIMIT 1;
        IF FOUND THEN
            PERFORM end_exchange(for_exchange, 'REFUSED', lie.code, lie.summary);
        ELSE
            DELETE FROM group_finding f WHERE f.exchange_id = for_exchange;
            INSERT INTO group_finding (exchange_id, entity_id, period_month, check_name, kind, key_id, severity, label,
                                       expected, found, facts)
            SELECT for_exchange, e.entity_id, e.period_month, f.check_name, f.kind, f.key_id, f.severity, f.label,
                   f.expected, f.found, f.facts
            FROM exchange_finding(for_exchange) f WHERE f.severity <> 'ignored';
            SELECT count(*) INTO blocking FROM group_finding f WHERE f.exchange_id = for_exchange AND f.severity = 'blocking';
            IF blocking > 0 THEN
                SELECT f.* INTO bad FROM group_finding f
                WHERE f.exchange_id = for_exchange AND f.severity = 'blocking'
                ORDER BY f.check_name, f.kind, f.key_id LIMIT 1;
                PERFORM end_exchange(for_exchange, 'REFUSED', 'not_conformant',
                                     format('%s blocking findings, the first: %s %s (%s): see the conformity report, then send again',
                                            blocking, replace(bad.kind, '_', ' '), left(bad.key_id, 100), replace(bad.check_name, '_', ' ')));
            ELSE
                BEGIN
                    INSERT INTO etl_runs (run_id, entity_id, status, phase, trigger_type, periods, domains, requested_by, requested_at,
                                          event_source, event_id, deadline_at, git_sha, version)
                    VALUES (for_run, e.entity_id, 'RUNNING', 'LOADED', 'GROUP', ARRAY[e.period_month], '{}', e.sent_by, e.begun_at,
                            '/rosetta/finops/load_group', e.exchange_id::text,
                            clock_timestamp() + make_interval(secs => 60 * deadline_minutes::float), sha, release)
                    ON CONFLICT DO NOTHING;
                    IF NOT FOUND THEN
                        DELETE FROM group_finding f WHERE f.exchange_id = for_exchange;
                        RETURN QUERY SELECT 'RECEIVING', 'run_under_way', 'another month of the entity is being published: commit again soon';
                        RETURN;
                    END IF;
                    PERFORM adopt_extra_keys(for_exchange);
                    PERFORM load_exchange(for_exchange, for_run);
                    PERFORM plan_exchange(for_exchange, for_run);
                    UPDATE group_exchange x SET group_run_id = for_run WHERE x.exchange_id = for_exchange;
                    PERFORM end_exchange(for_exchange, 'ACCEPTED', NULL, NULL);
                EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
                    -- A key that is too long once it is named after its entity, a sum beyond the bounds: never better later.
                    PERFORM end_exchange(for_exchange, 'REFUSED', 'not_loadable', 'the mart cannot hold it: ' || SQLERRM);
                END;
            END IF;
        END IF;
    END IF;
    INSERT INTO audit_log (entity_id, actor, action, target, details)
    SELECT x.entity_id, x.sent_by, 'exchange.' || lower(x.status), to_char(x.period_month, 'YYYY-MM'),
           jsonb_strip_nulls(jsonb_build_object('exchange', x.exchange_id, 'run', x.run_id, 'code', x.error_code))
    FROM group_exchange x WHERE x.exchange_id = for_exchange;
    RETURN QUERY SELECT x.status, x.error_code, x.error_summary FROM group_exchange x WHERE x.exchange_id = for_exchange;
END $$;
COMMENT ON FUNCTION accept_exchange IS
    'Judge a whole exchange of the entity of finops.entity: refuse it, or load it as a run that is ready to publish. RECEIVING: not yet, and
nothing is changed. Called again, it says what it said. It runs with its owner''s rights: who receives may write no fact, and of no other entity';
REVOKE ALL ON FUNCTION accept_exchange FROM public;

CREATE VIEW group_ingestion_runs AS
SELECT x.entity_id, x.period_month, x.exchange_id, x.run_id, x.group_run_id, x.generation AS entity_generation,
       CASE WHEN x.status <> 'ACCEPTED' THEN x.status
            WHEN r.status = 'SUCCESS' THEN 'PUBLISHED'
            WHEN r.status = 'RUNNING' THEN 'LOADED'
            ELSE 'FAILED' END AS status,
       x.rows, x.manifest -> 'totals' AS totals, x.manifest -> 'costs' AS costs, x.manifest -> 'missing' AS missing, x.is_closed,
       x.contract_version, x.release_version, x.judged_by, x.sent_by, x.begun_at, x.ended_at AS accepted_at,
       CASE r.status WHEN 'SUCCESS' THEN r.ended_at END AS published_at, r.generation,
       coalesce(x.error_code, r.error_code) AS error_code, coalesce(x.error_summary, r.error_summary) AS error_summary
FROM group_exchange x
LEFT JOIN etl_runs r ON r.run_id = x.group_run_id;
COMMENT ON VIEW group_ingestion_runs IS
    'What became of each exchange: RECEIVING, LOADED (accepted, not yet visible), PUBLISHED, REFUSED, SUPERSEDED (a newer one is here),
FAILED (its publication failed), ABANDONED (not sent to its end)';

CREATE FUNCTION own_ingestion_run(for_exchange uuid) RETURNS SETOF group_ingestion_runs
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT * FROM group_ingestion_runs
WHERE exchange_id = for_exchange AND entity_id = current_setting('finops.entity', true)
$$;
REVOKE ALL ON FUNCTION own_ingestion_run FROM public;

-- The watch of a group, for all entities.

CREATE FUNCTION watch_exchanges(stall_minutes numeric, keep_hours numeric)
RETURNS TABLE (what text, run_id uuid, entity_id key_text, period_month month, rows bigint, seconds float)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    UPDATE etl_runs r
    SET status = 'FAILED', ended_at = clock_timestamp(), error_code = 'deadline_passed', error_step = 'deadline',
        error_summary = 'the run passed its deadline'
    WHERE r.trigger_type = 'GROUP' AND r.status = 'RUNNING' AND r.deadline_at < clock_timestamp()
    RETURNING 'overdue', r.run_id, r.entity_id, r.periods[1]::month, NULL::bigint,
              extract(epoch FROM r.ended_at - r.started_at)::float;
    DELETE FROM fact_pending f USING etl_runs r
    WHERE r.run_id = f.run_id AND r.trigger_type = 'GROUP' AND r.status = 'FAILED';
    DELETE FROM exchanged_price_pending p USING etl_runs r
    WHERE r.run_id = p.run_id AND r.trigger_type = 'GROUP' AND r.status = 'FAILED';
    RETURN QUERY
    SELECT 'stalled', r.run_id, r.entity_id, r.periods[1]::month, NULL::bigint, NULL::float
    FROM etl_runs r
    WHERE r.trigger_type = 'GROUP' AND r.status = 'RUNNING'
      AND r.started_at < clock_timestamp() - make_interval(secs => 60 * stall_minutes::float)
    ORDER BY r.started_at;
    RETURN QUERY
    WITH old AS (
        SELECT x.exchange_id FROM group_exchange x
        WHERE x.status = 'RECEIVING' AND x.changed_at < clock_timestamp() - make_interval(secs => 3600 * keep_hours::float)
          AND NOT EXISTS (SELECT FROM group_piece p
                          WHERE p.exchange_id = x.exchange_id
                            AND p.received_at >= clock_timestamp() - make_interval(secs => 3600 * keep_hours::float))
        FOR UPDATE SKIP LOCKED
    ), ended AS (
        SELECT o.exchange_id,
               end_exchange(o.exchange_id, 'ABANDONED', 'not_sent_to_its_end', 'not sent to its end in time: it is sent again as a new one')
        FROM old o
    )
    SELECT 'abandoned', x.group_run_id, x.entity_id, x.period_month, x.rows, NULL::float
    FROM ended JOIN group_exchange x ON x.exchange_id = ended.exchange_id;
END $$;
COMMENT ON FUNCTION watch_exchanges IS
    'Fail runs of the group that are overdue, abandon exchanges that nobody goes on with; tells those, and the loaded runs on which nothing
happens (stalled), whose facts.loaded is to be sent again';
REVOKE ALL ON FUNCTION watch_exchanges FROM public;

CREATE FUNCTION exchange_slices(for_run uuid) RETURNS TABLE (domain_id key_text, period_month month, rows bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT s.domain_id, s.period_month, s.rows FROM etl_run_steps s JOIN etl_runs r ON r.run_id = s.run_id
WHERE s.run_id = for_run AND r.trigger_type = 'GROUP' AND r.entity_id = current_setting('finops.entity', true)
ORDER BY s.domain_id
$$;
COMMENT ON FUNCTION exchange_slices IS 'What a run of the group holds, of the entity of finops.entity';
REVOKE ALL ON FUNCTION exchange_slices FROM public;

-- A release becomes what counts.
CREATE FUNCTION apply_group_release(for_version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d jsonb;
    gone text;
    view record;
    next_version bigint;
BEGIN
    SELECT document INTO STRICT d FROM group_release WHERE version = for_version;
    LOCK TABLE group_official, group_mapping, group_rule, group_member IN EXCLUSIVE MODE;
    CREATE TEMPORARY TABLE incoming_official ON COMMIT DROP AS
    SELECT 'domain' AS kind, x.domain_id AS key_id, x.label, NULL::text AS parent_id, x.mode, x.indirect_label AS detail, x.is_retired
    FROM jsonb_to_recordset(d -> 'domains') x (domain_id text, label text, mode text, indirect_label text, is_retired boolean)
    UNION ALL
    SELECT 'family', x.family_id, x.label, x.domain_id, NULL, NULL, x.is_retired
    FROM jsonb_to_recordset(d -> 'families') x (family_id text, domain_id text, label text, is_retired boolean)
    UNION ALL
    SELECT 'product', x.product_id, x.label, x.family_id, NULL, NULL, x.is_retired
    FROM jsonb_to_recordset(d -> 'products') x (product_id text, family_id text, label text, is_retired boolean)
    UNION ALL
    SELECT 'application', x.application_id, x.label, NULL, NULL, x.owner, x.is_retired
    FROM jsonb_to_recordset(d -> 'applications') x (application_id text, label text, owner text, is_retired boolean)
    UNION ALL
    SELECT 'metric', x.metric, x.label_en, NULL, NULL, x.unit, x.is_retired
    FROM jsonb_to_recordset(d -> 'metrics') x (metric text, label_en text, unit text, is_retired boolean)
    UNION ALL
    SELECT 'pricing_view', x.pricing_view_id, x.label, NULL, NULL, x.currency, x.is_retired
    FROM jsonb_to_recordset(d -> 'pricing_views') x (pricing_view_id text, label text, currency text, is_retired boolean);
    SELECT o.kind || ' ' || o.key_id INTO gone
    FROM group_official o
    WHERE NOT EXISTS (SELECT FROM incoming_official i WHERE i.kind = o.kind AND i.key_id = o.key_id)
    ORDER BY o.kind, o.key_id LIMIT 1;
    IF gone IS NOT NULL THEN
        RAISE EXCEPTION 'keys are retired, never left out: % is not in the release', gone USING ERRCODE = 'restrict_violation';
    END IF;
    DELETE FROM group_official;
    INSERT INTO group_official SELECT * FROM incoming_official;
    DELETE FROM group_mapping;
    INSERT INTO group_mapping SELECT x.entity_id, x.application_id, x.group_application_id
    FROM jsonb_to_recordset(d -> 'mapping') x (entity_id text, application_id text, group_application_id text);
    DELETE FROM group_rule;
    INSERT INTO group_rule SELECT x."check", x.kind, x.severity
    FROM jsonb_to_recordset(d -> 'rules') x ("check" text, kind text, severity text);
    DELETE FROM group_member;
    INSERT INTO group_member
    SELECT x.entity_id, x.label, (x.first_month || '-01')::date, (x.last_month || '-01')::date,
           (x.cut_off ->> 'days')::integer, (x.cut_off ->> 'at')::time, x.cut_off ->> 'timezone'
    FROM jsonb_to_recordset(d -> 'entities') x (entity_id text, label text, first_month text, last_month text, cut_off jsonb);
    INSERT INTO group_cut_off
    SELECT x.entity_id, (c.key || '-01')::date, c.value::timestamptz
    FROM jsonb_to_recordset(d -> 'entities') x (entity_id text, cut_off jsonb)
    CROSS JOIN LATERAL jsonb_each_text(x.cut_off -> 'exceptions') c;
    -- A zone that PostgreSQL does not know is found out here, and not by every reader.
    PERFORM now() AT TIME ZONE timezone FROM group_member;
    INSERT INTO dim_metric (metric, unit, label_en, label_fr)
    SELECT x.metric, x.unit, x.label_en, x.label_fr
    FROM jsonb_to_recordset(d -> 'metrics') x (metric text, unit text, label_en text, label_fr text)
    ON CONFLICT (metric) DO UPDATE SET unit = excluded.unit, label_en = excluded.label_en, label_fr = excluded.label_fr;
    INSERT INTO dim_domain AS t (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled,
                                 available_from, ingest_function, connector)
    SELECT key_id, label, mode, CASE mode WHEN 'INDIRECT' THEN 'exchange' END, detail, NOT is_retired, '2000-01-01', 'load_group', 'exchange'
    FROM incoming_official WHERE kind = 'domain'
    ON CONFLICT (domain_id) DO UPDATE
    SET domain_label = excluded.domain_label, domain_mode = excluded.domain_mode, is_enabled = excluded.is_enabled,
        indirect_method_key = excluded.indirect_method_key, indirect_label = excluded.indirect_label;
    INSERT INTO dim_family AS t (family_id, domain_id, family_label, retired_at)
    SELECT key_id, parent_id, label, CASE WHEN is_retired THEN clock_timestamp() END FROM incoming_official WHERE kind = 'family'
    ON CONFLICT (family_id) DO UPDATE
    SET domain_id = excluded.domain_id, family_label = excluded.family_label,
        retired_at = CASE WHEN excluded.retired_at IS NOT NULL THEN coalesce(t.retired_at, excluded.retired_at) END;
    INSERT INTO dim_product AS t (product_id, family_id, product_label, retired_at)
    SELECT key_id, parent_id, label, CASE WHEN is_retired THEN clock_timestamp() END FROM incoming_official WHERE kind = 'product'
    ON CONFLICT (product_id) DO UPDATE
    SET family_id = excluded.family_id, product_label = excluded.product_label,
        retired_at = CASE WHEN excluded.retired_at IS NOT NULL THEN coalesce(t.retired_at, excluded.retired_at) END;
    INSERT INTO dim_application AS t (application_id, application_label, owner, retired_at)
    SELECT key_id, label, detail, CASE WHEN is_retired THEN clock_timestamp() END FROM incoming_official WHERE kind = 'application'
    ON CONFLICT (application_id) DO UPDATE
    SET application_label = excluded.application_label, owner = excluded.owner,
        retired_at = CASE WHEN excluded.retired_at IS NOT NULL THEN coalesce(t.retired_at, excluded.retired_at) END;
    UPDATE pricing_view SET is_default = false WHERE is_default;
    FOR view IN SELECT x.*, (SELECT array_agg(m.value ORDER BY m.value) FROM jsonb_array_elements_text(x.metrics) m) AS valued
                FROM jsonb_to_recordset(d -> 'pricing_views')
                     x (pricing_view_id text, label text, currency text, metrics jsonb, is_default boolean, is_retired boolean) LOOP
        INSERT INTO pricing_view (pricing_view_id, label, currency, is_default, retired_at)
        VALUES (view.pricing_view_id, view.label, view.currency, view.is_default, CASE WHEN view.is_retired THEN clock_timestamp() END)
        ON CONFLICT (pricing_view_id) DO UPDATE
        SET label = excluded.label, currency = excluded.currency, is_default = excluded.is_default, retired_at = excluded.retired_at;
        -- Another version where it values other metrics; published months keep what they were valued with until they come again.
        CONTINUE WHEN view.valued = (SELECT array_agg(m.metric::text ORDER BY m.metric::text) FROM pricing_view_version v
                                     JOIN pricing_view_metric m USING (version_id)
                                     WHERE v.pricing_view_id = view.pricing_view_id AND v.version =
                                           (SELECT max(w.version) FROM pricing_view_version w WHERE w.pricing_view_id = view.pricing_view_id));
        INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)
        SELECT view.pricing_view_id, coalesce(max(v.version), 0) + 1, 'group release', 'release ' || for_version
        FROM pricing_view_version v WHERE v.pricing_view_id = view.pricing_view_id
        RETURNING version_id INTO next_version;
        INSERT INTO pricing_view_metric SELECT next_version, unnest(view.valued);
        UPDATE pricing_view_version SET published_at = clock_timestamp(), in_force_at = clock_timestamp() WHERE version_id = next_version;
    END LOOP;
    UPDATE publication SET generation = generation + 1;
    DROP TABLE incoming_official;
END $$;
COMMENT ON FUNCTION apply_group_release IS
    'Make a release what counts, in the transaction that wrote it: keys, mapping, rules, members, pricing views. Months that are published
stay as they were accepted until they are sent again. Its caller holds LOCK TABLE publication: labels change what readers see';
REVOKE ALL ON FUNCTION apply_group_release FROM public;

-- Completeness.

CREATE FUNCTION group_completeness(at timestamptz, first_month date, last_month date)
RETURNS TABLE (entity_id key_text, entity_label text, period_month month, status text, cut_off_at timestamptz,
               is_past_cut_off boolean, is_late boolean, exchange_id uuid, group_run_id uuid, published_at timestamptz,
               missing jsonb, last_status text, last_exchange uuid, last_error text)
LANGUAGE sql STABLE ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
WITH expected AS (
    SELECT m.entity_id, m.entity_label, p.month::date AS period_month,
           coalesce(c.cut_off_at,
                    (((p.month + interval '1 month')::date - 1 + m.cut_off_days) + m.cut_off_at) AT TIME ZONE m.timezone) AS cut_off_at
    FROM group_member m
    CROSS JOIN LATERAL generate_series(
        greatest(m.first_month, group_completeness.first_month)::timestamp,
        least(m.last_month, group_completeness.last_month, date_trunc('month', at AT TIME ZONE m.timezone)::date)::timestamp, '1 month') AS p (month)
    LEFT JOIN group_cut_off c ON c.entity_id = m.entity_id AND c.period_month = p.month::date
), runs AS (
    SELECT r.*, row_number() OVER (PARTITION BY r.entity_id, r.period_month, r.status = 'PUBLISHED'
                                   ORDER BY r.entity_generation DESC, r.begun_at DESC) AS place,
           row_number() OVER (PARTITION BY r.entity_id, r.period_month ORDER BY r.begun_at DESC) AS recent,
           min(r.published_at) OVER (PARTITION BY r.entity_id, r.period_month) AS first_published_at
    FROM group_ingestion_runs r
    WHERE r.period_month BETWEEN group_completeness.first_month AND group_completeness.last_month
      AND r.status <> 'SUPERSEDED'
)
SELECT e.entity_id, e.entity_label, e.period_month::month,
       CASE WHEN g.exchange_id IS NULL THEN CASE WHEN at > e.cut_off_at THEN 'late' ELSE 'expected' END
            WHEN g.missing <> '[]' THEN 'partial'
            WHEN g.is_closed THEN 'closed'
            ELSE 'received' END,
       e.cut_off_at, at > e.cut_off_at,
       CASE WHEN g.exchange_id IS NULL THEN at > e.cut_off_at ELSE g.first_published_at > e.cut_off_at END,
       g.exchange_id, g.group_run_id, g.published_at, coalesce(g.missing, '[]'), l.status, l.exchange_id, l.error_summary
FROM expected e
LEFT JOIN runs g ON g.entity_id = e.entity_id AND g.period_month = e.period_month AND g.status = 'PUBLISHED' AND g.place = 1
LEFT JOIN runs l ON l.entity_id = e.entity_id AND l.period_month = e.period_month AND l.recent = 1
$$;
COMMENT ON FUNCTION group_completeness IS
    'Each month that is expected of each entity, from its first one to the month of `at`: expected (nothing yet), late (nothing, and past the
cut-off), received, partial (the entity itself lacks domains), closed. last_*: the latest exchange, which may have been refused';
REVOKE ALL ON FUNCTION group_completeness FROM public;

-- What every answer of a group begins with. None of it asks a clock: an answer is the same as long as the generation is.

CREATE FUNCTION group_month(of_entities text[], in_first date, in_last date)
RETURNS TABLE (entity_id key_text, entity_label text, period_month date, status text, is_expected boolean, lacking json)
LANGUAGE sql STABLE ROWS 500 AS $$
WITH expected AS (
    SELECT m.entity_id, p.month::date AS period_month
    FROM group_member m
    CROSS JOIN LATERAL generate_series(greatest(m.first_month, in_first)::timestamp, least(m.last_month, in_last)::timestamp,
                                       '1 month') AS p (month)
    WHERE of_entities IS NULL OR m.entity_id = ANY (of_entities)
), published AS (
    SELECT x.entity_id, x.period_month::date AS period_month, count(x.run_id) > 0 AS is_published,
           (array_agg(x.run_id ORDER BY x.generation DESC NULLS LAST) FILTER (WHERE x.run_id IS NOT NULL))[1] AS run_id,
           json_agg(json_build_object('domainId', x.domain_id, 'domainLabel', coalesce(d.domain_label, x.domain_id),
                                      'since', to_char(x.missing_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                      'reason', x.missing_reason) ORDER BY x.domain_id)
               FILTER (WHERE x.missing_since IS NOT NULL) AS lacking
    FROM slice_publication x
    LEFT JOIN dim_domain d ON d.domain_id = x.domain_id
    WHERE x.period_month BETWEEN in_first AND in_last AND (of_entities IS NULL OR x.entity_id = ANY (of_entities))
    GROUP BY x.entity_id, x.period_month
)
SELECT k.entity_id::key_text, coalesce(m.entity_label, k.entity_id), k.period_month,
       CASE WHEN p.is_published IS NOT TRUE THEN 'missing'
            WHEN p.lacking IS NOT NULL THEN 'partial'
            WHEN EXISTS (SELECT FROM group_ingestion_runs r
                         WHERE r.entity_id = k.entity_id AND r.period_month = k.period_month AND r.group_run_id = p.run_id
                           AND r.is_closed) THEN 'closed'
            ELSE 'received' END,
       e.entity_id IS NOT NULL, coalesce(p.lacking, '[]')
FROM (SELECT entity_id, period_month FROM expected
      UNION SELECT entity_id, period_month FROM published WHERE is_published) k
LEFT JOIN expected e ON e.entity_id = k.entity_id AND e.period_month = k.period_month
LEFT JOIN published p ON p.entity_id = k.entity_id AND p.period_month = k.period_month
LEFT JOIN group_member m ON m.entity_id = k.entity_id
$$;
COMMENT ON FUNCTION group_month IS
    'Each month that is expected of an entity, or that it published: missing, partial (lacking: its missing domains), received, closed.
Whether what is missing is late is what group_completeness() says, which asks a clock';
REVOKE ALL ON FUNCTION group_month FROM public;

CREATE FUNCTION group_missing(of_entities text[], in_first date, in_last date) RETURNS json LANGUAGE sql STABLE AS $$
SELECT json_agg(json_build_object('entityId', m.entity_id, 'entityLabel', m.entity_label,
                                  'period', to_char(m.period_month, 'YYYY-MM'), 'status', m.status, 'domains', m.lacking)
                ORDER BY m.period_month, m.entity_id)
FROM group_month(of_entities, in_first, in_last) m
WHERE m.status IN ('missing', 'partial')
$$;
COMMENT ON FUNCTION group_missing IS 'What figures of these months lack, as answers say it; NULL: nothing';
REVOKE ALL ON FUNCTION group_missing FROM public;

CREATE FUNCTION group_scope(of_entities text[], asked_first date, asked_last date, months integer, asked_view text, against text)
RETURNS TABLE (first_month date, last_month date, other_first date, other_last date, months date[], entities text[],
               pricing_view_id text, currency text, generation bigint, run_id uuid, as_of timestamptz, release integer,
               published boolean, missing json, comparable boolean, compared_with json)
LANGUAGE sql STABLE AS $$
WITH shown AS (
    SELECT max(x.period_month) AS month, array_agg(DISTINCT x.entity_id::text) AS entities
    FROM slice_publication x
    WHERE x.run_id IS NOT NULL AND (of_entities IS NULL OR x.entity_id = ANY (of_entities))
), asked AS (
    SELECT coalesce(asked_first, (month - make_interval(months => months - 1))::date) AS first_month,
           coalesce(asked_last, month) AS last_month, coalesce(entities, '{}') AS entities
    FROM shown
), compared AS (
    SELECT a.*, (a.first_month - make_interval(months => b.apart))::date AS other_first,
           (a.last_month - make_interval(months => b.apart))::date AS other_last
    FROM asked a
    CROSS JOIN LATERAL (SELECT CASE WHEN against = 'lastYear' THEN 12
                                    ELSE (extract(year FROM age(a.last_month, a.first_month)) * 12
                                          + extract(month FROM age(a.last_month, a.first_month)))::integer + 1 END AS apart) b
), state AS (
    SELECT c.*, EXISTS (SELECT FROM slice_publication x
                        WHERE x.entity_id = ANY (c.entities) AND x.run_id IS NOT NULL
                          AND x.period_month BETWEEN c.first_month AND c.last_month) AS is_published,
           EXISTS (SELECT FROM slice_publication x
                   WHERE x.entity_id = ANY (c.entities) AND x.run_id IS NOT NULL
                     AND x.period_month BETWEEN c.other_first AND c.other_last) AS other_published
    FROM compared c
)
SELECT s.first_month, s.last_month, s.other_first, s.other_last,
       ARRAY(SELECT m::date FROM generate_series(s.other_first::timestamp, s.last_month, interval '1 month') m
             WHERE m <= s.other_last OR m >= s.first_month),
       s.entities, v.pricing_view_id, v.currency, p.generation, l.run_id, l.published_at,
       (SELECT max(version) FROM group_release), s.is_published, group_missing(of_entities, s.first_month, s.last_month),
       s.is_published AND s.other_published,
       CASE WHEN s.is_published AND s.other_published
            THEN json_build_object('from', to_char(s.other_first, 'YYYY-MM'), 'to', to_char(s.other_last, 'YYYY-MM'),
                                   'missing', coalesce(group_missing(of_entities, s.other_first, s.other_last), '[]')) END
FROM state s
CROSS JOIN (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) p
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
LEFT JOIN pricing_view_current v
       ON CASE WHEN asked_view IS NULL THEN v.is_default ELSE v.pricing_view_id = asked_view END
$$;
COMMENT ON FUNCTION group_scope IS
    'As compared_scope, of a group: of_entities (NULL: all) that published something (entities), the months meant and those they are
compared with, what is missing in both. generation: the sum of all entities'', so that it rises with each publication and release.
Always one row; pricing_view_id is NULL for an unknown view';
REVOKE ALL ON FUNCTION group_scope FROM public;

CREATE FUNCTION group_cost(of_entities text[], for_view text, in_months date[], since date, in_environment text, grain text,
                           of_domains text[], of_applications text[])
RETURNS TABLE (entity_id key_text, domain_id key_text, application_id key_text, is_here boolean, cost numeric,
               previous_cost numeric, unallocated_cost numeric, unpriced_rows bigint, previous_unpriced bigint)
LANGUAGE plpgsql STABLE ROWS 5000 SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
    -- Planned for the values it is called with: one branch is left of it, and the partitions of its months.
    RETURN QUERY
    WITH cells AS (
        SELECT c.entity_id, c.domain_id, NULL::key_text AS application_id, c.period_month >= since AS now, c.cost,
               c.unallocated_cost, c.unpriced_rows
        FROM mv_cost_domain_month c
        WHERE grain = 'domain' AND of_applications IS NULL AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND c.entity_id = ANY (of_entities) AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
        UNION ALL
        SELECT c.entity_id, NULL, c.application_id, c.period_month >= since, c.cost,
               CASE c.application_id WHEN 'unallocated' THEN c.cost END, c.unpriced_rows
        FROM mv_rank_app_month c
        WHERE grain = 'application' AND of_domains IS NULL
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = ANY (of_entities) AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND c.environment = coalesce(in_environment, '(all)') AND ('ended' IN (c.status, c.status_year)) IS NOT TRUE
        UNION ALL
        SELECT c.entity_id, CASE grain WHEN 'domain' THEN c.domain_id END,
               CASE grain WHEN 'application' THEN c.application_id END, c.period_month >= since, c.cost,
               CASE c.application_id WHEN 'unallocated' THEN c.cost END, c.unpriced_rows
        FROM mv_cost_app_domain_month c
        WHERE (grain = 'domain' AND of_applications IS NOT NULL OR grain = 'application' AND of_domains IS NOT NULL)
          AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = ANY (of_entities) AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
    ), folded AS (
        SELECT c.entity_id, c.domain_id, c.application_id, count(*) FILTER (WHERE c.now) > 0 AS is_here,
               sum(c.cost) FILTER (WHERE c.now) AS cost, sum(c.cost) FILTER (WHERE NOT c.now) AS previous_cost,
               sum(c.unallocated_cost) FILTER (WHERE c.now) AS unallocated_cost,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE c.now), 0)::bigint AS unpriced_rows,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE NOT c.now), 0)::bigint AS previous_unpriced
        FROM cells c GROUP BY c.entity_id, c.domain_id, c.application_id
    ), slices AS (
        SELECT x.entity_id, x.domain_id FROM slice_publication x
        WHERE x.entity_id = ANY (of_entities) AND x.run_id IS NOT NULL AND x.period_month = ANY (in_months)
          AND x.period_month >= since
        GROUP BY GROUPING SETS ((x.entity_id, x.domain_id), (x.entity_id))
    )
    -- Gone since the months before: 0 where the entity has published, of a domain that domain; unknown where not.
    SELECT f.entity_id, f.domain_id::key_text, f.application_id::key_text, f.is_here,
           CASE WHEN f.is_here THEN f.cost WHEN s.entity_id IS NOT NULL THEN 0 END, f.previous_cost, f.unallocated_cost,
           f.unpriced_rows, f.previous_unpriced
    FROM folded f
    LEFT JOIN slices s ON s.entity_id = f.entity_id AND coalesce(s.domain_id, '') = coalesce(f.domain_id, '');
END $$;
COMMENT ON FUNCTION group_cost IS
    'What each of the entities cost by domain or by application (grain), in the months from since on and in those before it
(previous_*). cost NULL: unpriced, or not published. is_here: it has a cost from since on';
REVOKE ALL ON FUNCTION group_cost FROM public;

-- An entity's outbox.

CREATE TABLE group_outbox (
    entity_id       key_text,
    period_month    month,
    is_wanted       boolean NOT NULL DEFAULT true,
    wanted_since    timestamptz NOT NULL DEFAULT clock_timestamp(),
    requested_by    text,
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until    timestamptz,
    sent_generation bigint,
    sent_is_closed  boolean,
    sent_release    integer,
    exchange_id     uuid,
    status          text CHECK (status IN ('RECEIVING', 'LOADED', 'PUBLISHED', 'REFUSED', 'SUPERSEDED', 'FAILED', 'ABANDONED')),
    acknowledged_at timestamptz,
    findings        jsonb NOT NULL DEFAULT '[]',
    error_code      text,
    error_summary   text,
    PRIMARY KEY (entity_id, period_month)
);
COMMENT ON TABLE group_outbox IS 'Per published month of this entity: what the group has of it, and whether it is to be sent';
COMMENT ON COLUMN group_outbox.status IS 'What the group last said of exchange_id, as group_ingestion_runs has it there';
COMMENT ON COLUMN group_outbox.leased_until IS 'Until then somebody is sending it';
CREATE INDEX group_outbox_due ON group_outbox (next_attempt_at) WHERE is_wanted;

CREATE TABLE group_reference (
    entity_id  key_text PRIMARY KEY,
    version    integer NOT NULL,
    checksum   text NOT NULL,
    document   jsonb NOT NULL,
    fetched_at timestamptz NOT NULL,
    etag       text
);
COMMENT ON TABLE group_reference IS 'The group''s latest release as this entity fetched it: what it is compared with, and sent along';
COMMENT ON COLUMN group_reference.etag IS 'What the group named it: asked again with it, it answers that nothing changed';

-- VACUUM gives no pages of these back: to do so it would lock every reader out. What nights fill and empty may.
DO $$
DECLARE
    kept record;
BEGIN
    FOR kept IN SELECT c.oid::regclass AS name FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '%yoyo%'
                  AND c.relname NOT IN ('staged_releve', 'staged_application', 'staged_application_alias',
                                        'fact_pending', 'coefficient_pending', 'etl_rejects',
                                        'group_staged_fact', 'group_staged_price', 'group_staged_key',
                                        'exchanged_price_pending') LOOP
        EXECUTE format('ALTER TABLE %s SET (vacuum_truncate = false)', kept.name);
    END LOOP;
END $$;
