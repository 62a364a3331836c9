-- Rankings, anomalies and histories: what looks across months.
-- depends: 0015_pre_closed_months

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
INSERT INTO month_partitioned (table_name, description) VALUES ('mv_rank_app_month', 'aggregate');

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

-- What is published already. Rankings and anomalies come with the next publication of each month that is open, in
-- partitions of the owner that the other aggregates have.
INSERT INTO mv_history_domain SELECT * FROM mv_history_domain_definition;
DO $$
DECLARE
    published record;
BEGIN
    SELECT min(period_month) AS first_month, max(period_month) AS last_month INTO published FROM mv_history_domain;
    IF published.first_month IS NOT NULL THEN
        EXECUTE format('ALTER TABLE mv_rank_app_month OWNER TO %I',
                       (SELECT tableowner FROM pg_tables
                        WHERE schemaname = 'public' AND tablename = 'mv_cost_domain_month'));
        PERFORM ensure_month_partitions(published.first_month, published.last_month);
    END IF;
END $$;
