-- The prices in force, each a little higher from a month on.
WITH in_force AS (
    SELECT u.* FROM pricing_view_current c JOIN unit_price u ON u.version_id = c.version_id
    WHERE c.pricing_view_id = %(pricing_view_id)s
)
INSERT INTO unit_price (version_id, product_id, domain_id, metric, unit_price, first_month, last_month)
SELECT %(version_id)s, product_id, domain_id, metric, unit_price, first_month,
       least(last_month, (%(first_month)s::date - interval '1 month')::date)
FROM in_force WHERE first_month < %(first_month)s::date
UNION ALL
SELECT %(version_id)s, product_id, domain_id, metric, unit_price + 0.01, greatest(first_month, %(first_month)s::date),
       last_month
FROM in_force WHERE last_month IS NULL OR last_month >= %(first_month)s::date
