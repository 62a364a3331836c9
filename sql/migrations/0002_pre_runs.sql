-- The life of a run: who asked, what was planned, what each step did, what was refused.
-- depends: 0001_pre_referential

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
    PRIMARY KEY (run_id, domain_id, period_month)
);
COMMENT ON COLUMN etl_run_steps.records IS 'Records read from the source; rows: relevés made of them';
COMMENT ON COLUMN etl_run_steps.totals IS
    'Per metric, as texts: source, releves, rejected (when staged); allocated, unallocated, unmapped (when loaded)';
COMMENT ON COLUMN etl_run_steps.landing_id IS 'The landing in the raw zone that the relevés were computed from';
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
