-- A company of 20 domains, 30 families, 50 products and as many applications and pricing views as asked.
WITH domains AS (
    INSERT INTO dim_domain (domain_id, domain_label, domain_mode, is_enabled, available_from, ingest_function, connector)
    SELECT 'domain-' || to_char(d, 'FM00'), 'Domain ' || d, 'DIRECT', true, '2000-01-01', 'ingest_open',
           'cmdb'
    FROM generate_series(0, 19) AS d
), families AS (
    INSERT INTO dim_family (family_id, domain_id, family_label)
    SELECT 'family-' || to_char(f, 'FM00'), 'domain-' || to_char(mod(f, 20), 'FM00'), 'Family ' || f
    FROM generate_series(0, 29) AS f
), products AS (
    INSERT INTO dim_product (product_id, family_id, product_label)
    SELECT 'product-' || to_char(p, 'FM00'), 'family-' || to_char(mod(p, 30), 'FM00'), 'Product ' || p
    FROM generate_series(0, 49) AS p
), product_aliases AS (
    INSERT INTO product_alias (source_system, foreign_key, product_id)
    SELECT 'bench', 'sku-' || to_char(p, 'FM00'), 'product-' || to_char(p, 'FM00')
    FROM generate_series(0, 49) AS p
), applications AS (
    INSERT INTO dim_application (application_id, application_label)
    SELECT 'application-' || to_char(a, 'FM0000'), 'Application ' || a
    FROM generate_series(1, %(applications)s::int - 1) AS a
), application_aliases AS (
    -- Nobody knows application 0: its relevés end up unallocated.
    INSERT INTO application_alias (source_system, foreign_key, application_id)
    SELECT 'bench', 'sys-' || to_char(a, 'FM0000'), 'application-' || to_char(a, 'FM0000')
    FROM generate_series(1, %(applications)s::int - 1) AS a
), metrics AS (
    INSERT INTO dim_metric (metric, unit, label_en, label_fr)
    SELECT m, m, m, m FROM unnest(ARRAY['VCPU', 'GIB', 'HOUR', 'CALL', 'EFFECTIVE_COST.EUR']) AS m
)
INSERT INTO pricing_view (pricing_view_id, label, currency, is_default)
SELECT 'view-' || v, 'View ' || v, 'EUR', v = 1 FROM generate_series(1, %(views)s::int) AS v
