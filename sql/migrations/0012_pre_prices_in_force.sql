-- A published version of prices is in force once every month it touches is costed by it, all at once.
-- depends: 0011_pre_quantities_by_product

ALTER TABLE pricing_view_version
    ADD COLUMN in_force_at timestamptz,
    ADD COLUMN generation bigint,
    ADD COLUMN refused_at timestamptz,
    ADD COLUMN refusal text,
    ADD CONSTRAINT only_published_is_in_force CHECK (in_force_at IS NULL OR published_at IS NOT NULL),
    ADD CONSTRAINT in_force_is_not_refused CHECK (in_force_at IS NULL OR refused_at IS NULL);
-- What was published counted at once; the trigger that keeps versions as they are is replaced below.
DROP TRIGGER pricing_view_version_immutable ON pricing_view_version;
UPDATE pricing_view_version SET in_force_at = published_at;
COMMENT ON COLUMN pricing_view_version.in_force_at IS
    'When what it touches was costed by it; the latest version in force of a view is the one that counts';
COMMENT ON COLUMN pricing_view_version.generation IS 'The generation that it came into force with';
COMMENT ON COLUMN pricing_view_version.refusal IS 'Why it could not come into force: a month was closed in between, say';
CREATE UNIQUE INDEX pricing_view_version_one_draft ON pricing_view_version (pricing_view_id) WHERE published_at IS NULL;

CREATE OR REPLACE VIEW pricing_view_current AS
SELECT DISTINCT ON (v.pricing_view_id) v.pricing_view_id, v.version_id, v.version, w.currency, w.is_default
FROM pricing_view_version v
JOIN pricing_view w USING (pricing_view_id)
WHERE v.in_force_at IS NOT NULL AND w.retired_at IS NULL
ORDER BY v.pricing_view_id, v.version DESC;

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
CREATE TRIGGER pricing_view_version_immutable BEFORE UPDATE OR DELETE ON pricing_view_version
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_of_published_version();

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
