-- A product of the last months, and a family of another domain that takes products. Not of open: the weights of
-- production_support derive from it, and would tell whether a night was loaded before the move or after it.
SELECT f.product_id, o.family_id
FROM fact_consumption f
JOIN dim_product p ON p.product_id = f.product_id
JOIN dim_family o ON o.retired_at IS NULL AND o.domain_id <> f.domain_id AND o.family_id <> 'unmapped'
JOIN dim_domain d ON d.domain_id = o.domain_id AND d.domain_mode = 'DIRECT'
WHERE 'open' NOT IN (f.domain_id, o.domain_id) AND f.consumption_type = 'DIRECT' AND p.retired_at IS NULL AND f.product_id <> 'unmapped'
  AND f.period_month = (SELECT max(period_month) FROM fact_consumption)
ORDER BY f.product_id, o.family_id
LIMIT 1
