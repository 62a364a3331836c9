-- Aggregates: what the API reads. Each is defined by a view `<name>_definition` and stored by month;
-- a publication replaces the rows of its months from the definitions, in the order of this file.
-- depends: 0004_pre_facts

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
