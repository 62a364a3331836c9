-- Budgets, versioned, and which of them are exceeded.
-- depends: 0016_pre_rankings_and_anomalies

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
