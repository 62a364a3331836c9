-- A price of every product in every version.
INSERT INTO unit_price (version_id, product_id, metric, unit_price, first_month)
SELECT v.version_id, a.product_id, r.metric,
       round((1000 + mod(abs(hashtext(a.product_id || v.version_id)), 9000))::numeric / 77, 4), '2000-01-01'
FROM pricing_view_version v
CROSS JOIN (SELECT DISTINCT product_key, metric FROM bench_releve) r
JOIN product_alias a ON a.source_system = 'bench' AND a.foreign_key = r.product_key
