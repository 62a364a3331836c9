-- Quantities by product, so that prices can be compared, and what has none be listed, without reading facts; costs by
-- product; families and domains are their sums.
-- depends: 0010_pre_connectors

DROP VIEW mv_cost_family_month_definition;
DROP VIEW mv_cost_domain_month_definition;
DROP VIEW mv_quantity_domain_month_definition;
DROP TABLE mv_quantity_domain_month;
DELETE FROM month_partitioned WHERE table_name = 'mv_quantity_domain_month';

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
FROM fact_consumption
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
CROSS JOIN LATERAL (SELECT coalesce(own.unit_price, rate.unit_price)::numeric AS unit_price) p;

CREATE VIEW mv_cost_family_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, family_id, environment,
       CASE WHEN min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN min(consumption_metric) = max(consumption_metric) THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows
FROM mv_cost_product_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, family_id, environment;

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

INSERT INTO month_partitioned VALUES
    ('mv_quantity_product_month', 'aggregate'),
    ('mv_cost_product_month', 'aggregate');

-- Months that are published already: what another price would change is told from these rows.
SELECT ensure_month_partitions(min(period_month)::month, max(period_month)::month) FROM fact_consumption;
INSERT INTO mv_quantity_product_month SELECT * FROM mv_quantity_product_month_definition;
INSERT INTO mv_cost_product_month SELECT * FROM mv_cost_product_month_definition;
