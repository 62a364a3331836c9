-- Pricing views: named, versioned ways to value quantities.
-- depends: 0002_pre_runs

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
