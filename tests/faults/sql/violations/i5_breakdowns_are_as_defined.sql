-- I5: what is stored is what the definitions make of the facts and prices, now.
WITH stored AS (
    SELECT 'app_product' AS aggregate, to_jsonb(t) AS line FROM mv_cost_app_product_month t
    UNION ALL SELECT 'quantity_product', to_jsonb(t) FROM mv_quantity_product_month t
    UNION ALL SELECT 'product', to_jsonb(t) FROM mv_cost_product_month t
    UNION ALL SELECT 'app_family', to_jsonb(t) FROM mv_cost_app_family_month t
    UNION ALL SELECT 'app_domain', to_jsonb(t) FROM mv_cost_app_domain_month t
    UNION ALL SELECT 'application', to_jsonb(t) FROM mv_cost_application_month t
    UNION ALL SELECT 'family', to_jsonb(t) FROM mv_cost_family_month t
    UNION ALL SELECT 'domain', to_jsonb(t) FROM mv_cost_domain_month t
    UNION ALL SELECT 'history', to_jsonb(t) FROM mv_history_domain t
), defined AS (
    SELECT 'app_product' AS aggregate, to_jsonb(t) AS line FROM mv_cost_app_product_month_definition t
    UNION ALL SELECT 'quantity_product', to_jsonb(t) FROM mv_quantity_product_month_definition t
    UNION ALL SELECT 'product', to_jsonb(t) FROM mv_cost_product_month_definition t
    UNION ALL SELECT 'app_family', to_jsonb(t) FROM mv_cost_app_family_month_definition t
    UNION ALL SELECT 'app_domain', to_jsonb(t) FROM mv_cost_app_domain_month_definition t
    UNION ALL SELECT 'application', to_jsonb(t) FROM mv_cost_application_month_definition t
    UNION ALL SELECT 'family', to_jsonb(t) FROM mv_cost_family_month_definition t
    UNION ALL SELECT 'domain', to_jsonb(t) FROM mv_cost_domain_month_definition t
    UNION ALL SELECT 'history', to_jsonb(t) FROM mv_history_domain_definition t
)
(SELECT 'stored, not defined: ' || aggregate || ' ' || line AS what FROM (TABLE stored EXCEPT ALL TABLE defined) x LIMIT 5)
UNION ALL
(SELECT 'defined, not stored: ' || aggregate || ' ' || line FROM (TABLE defined EXCEPT ALL TABLE stored) x LIMIT 5)
