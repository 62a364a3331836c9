-- Products that move to another family or domain from a month on: facts keep the structure of their month.
-- depends: 0013_pre_publish_storage

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

-- The step that brought a fact is the slice that it is replaced with; domain_id is where the structure of the month shows it.
ALTER TABLE fact_consumption ADD COLUMN step_domain_id key_text;
UPDATE fact_consumption SET step_domain_id = domain_id;
ALTER TABLE fact_consumption ALTER COLUMN step_domain_id SET NOT NULL;
COMMENT ON COLUMN fact_consumption.domain_id IS 'The domain of the family in that month: where the fact is shown';
COMMENT ON COLUMN fact_consumption.step_domain_id IS
    'The domain whose step brought it, with which it is replaced; differs from domain_id for products that moved';
COMMENT ON TABLE fact_consumption IS
    'How much each application consumed. No cost: cost = quantity x unit price (I5). Replaced whole per slice (month, step_domain_id)';
ALTER TABLE fact_pending ADD COLUMN step_domain_id key_text;
UPDATE fact_pending SET step_domain_id = domain_id;
ALTER TABLE fact_pending ALTER COLUMN step_domain_id SET NOT NULL;

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

CREATE OR REPLACE VIEW mv_cost_app_product_month_definition AS
SELECT f.entity_id, f.period_month, v.pricing_view_id, f.domain_id,
       coalesce(f.family_id, '(none)')::key_text AS family_id,
       coalesce(f.product_id, '(none)')::key_text AS product_id,
       f.application_id, f.environment, f.consumption_metric, f.quantity,
       coalesce(own.unit_price, rate.unit_price)::numeric AS unit_price,
       f.quantity * coalesce(own.unit_price, rate.unit_price) AS cost
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
      AND rate.priced_by = 'metric' AND rate.priced_key = f.consumption_metric;

CREATE OR REPLACE VIEW mv_quantity_product_month_definition AS
SELECT entity_id, period_month, domain_id, coalesce(family_id, '(none)')::key_text AS family_id,
       coalesce(product_id, '(none)')::key_text AS product_id, environment, consumption_metric,
       sum(quantity) AS quantity,
       sum(quantity) FILTER (WHERE application_id = 'unallocated') AS unallocated_quantity,
       count(*) AS facts
FROM fact_shown
GROUP BY entity_id, period_month, domain_id, family_id, product_id, environment, consumption_metric;

CREATE OR REPLACE VIEW fact_releve AS
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
